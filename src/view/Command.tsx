import { CopyButton } from "./CopyButton.tsx";
import { useView } from "./view-context.ts";

interface Props {
  /** One or more lines. */
  text: string;
  /** What the text is: follows “Copy” in the name of the copy button. */
  label?: string;
  /** The text is sentences. */
  prose?: boolean;
}

/** A command to paste elsewhere, shown whole, with a button that copies it. */
export function Command({ text, label, prose = false }: Props) {
  const { t } = useView();
  return (
    <div class={prose ? "command command-prose" : "command"}>
      <pre dir="ltr">
        <code>{text}</code>
      </pre>
      <CopyButton text={() => text} label={t("copyThing", label ?? t("command"))} />
    </div>
  );
}

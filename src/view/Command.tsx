import { CopyButton } from "./CopyButton.tsx";
import { useView } from "./view-context.ts";

interface Props {
  /** One or more lines. */
  text: string;
  /** What the text is: follows “Copy” in the name of the copy button. */
  label?: string;
  /** The text is sentences, whose lines may wrap. */
  prose?: boolean;
}

/** A command to paste elsewhere, with a button that copies it. */
export function Command({ text, label, prose = false }: Props) {
  const { t } = useView();
  return (
    <div class={prose ? "command command-prose" : "command"}>
      {/* Focusable, so that the keyboard can scroll long lines. */}
      <pre tabIndex={0} dir="ltr">
        <code>{text}</code>
      </pre>
      <CopyButton text={() => text} label={t("copyThing", label ?? t("command"))} />
    </div>
  );
}

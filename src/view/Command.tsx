import { CopyButton } from "./CopyButton.tsx";
import { useView } from "./view-context.ts";

interface Props {
  /** One or more lines. */
  text: string;
  /** What it is, for screen readers: what the copy button says after “Copy”. */
  label?: string;
  /** Sentences, whose lines may break anywhere between words. */
  prose?: boolean;
}

/** A command to paste elsewhere, with a button that copies it. */
export function Command({ text, label, prose = false }: Props) {
  const { t } = useView();
  return (
    <div class={prose ? "command command-prose" : "command"}>
      {/* Long lines scroll, by keyboard too. */}
      <pre tabIndex={0} dir="ltr">
        <code>{text}</code>
      </pre>
      <CopyButton text={() => text} label={t("copyThing", label ?? t("command"))} />
    </div>
  );
}

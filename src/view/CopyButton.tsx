import { useEffect, useState } from "preact/hooks";
import { useView } from "./view-context.ts";
import { Icon } from "./Icon.tsx";

const SAID_MS = 2_000;

interface Props {
  /** Returns the text to copy; called at the click. */
  text: () => string | Promise<string>;
  /** The name of the button; visible only if `shown`. */
  label: string;
  shown?: boolean;
  /** The next step. */
  main?: boolean;
  /** The text cannot be made yet. */
  waiting?: boolean;
}

/** Copies text and says whether it worked. */
export function CopyButton({ text, label, shown = false, main = false, waiting = false }: Props) {
  const { t, copy } = useView();
  const [said, setSaid] = useState<"copied" | "copyFailed" | null>(null);
  useEffect(() => {
    if (!said) return undefined;
    const timer = setTimeout(() => setSaid(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const press = async () => {
    try {
      const given = text();
      // In the same turn where it can be: browsers allow it only soon after a press.
      await copy(typeof given === "string" ? given : await given);
      setSaid("copied");
    } catch {
      setSaid("copyFailed");
    }
  };
  return (
    <span class="copy">
      <button
        type="button"
        class={main ? "button button-main" : shown ? "button" : "button-bare"}
        aria-label={shown ? undefined : label}
        title={shown ? undefined : label}
        aria-disabled={waiting || undefined}
        onClick={waiting ? undefined : () => void press()}
      >
        <Icon name={said === "copied" ? "check" : said ? "cross" : "copy"} />
        {shown && (
          <span class="swap">
            <span class={said ? "swap-away" : undefined}>{label}</span>
            {said && <span aria-hidden="true">{t(said)}</span>}
          </span>
        )}
      </button>
      {/* Outside the button, because screen readers do not announce changes inside one. */}
      <span class="visually-hidden" role="status">
        {said && t(said)}
      </span>
    </span>
  );
}

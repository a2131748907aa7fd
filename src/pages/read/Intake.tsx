import { useId, useState } from "preact/hooks";
import type { ReadInput } from "../../reading/in-worker.ts";
import { useView } from "../../view/view-context.ts";
import type { ReadChoices, ReadState } from "./use-reading.ts";

interface Props {
  state: ReadState;
  options: ReadChoices;
  setOptions(options: ReadChoices): void;
  onInputs(inputs: readonly ReadInput[]): void;
}

/** Ways in which text gets into the field as a whole. */
const AT_ONCE = ["insertFromPaste", "insertFromDrop"];

/** The one field for everything: paste, drop or choose, several files at once. */
export function Intake({ state, options, setOptions, onInputs }: Props) {
  const { t } = useView();
  const [text, setText] = useState("");
  const [isOver, setOver] = useState(false);
  const hint = useId();
  const readText = (value: string) => onInputs([{ name: "", content: new Blob([value]) }]);
  const readFiles = (files: FileList | null | undefined) => {
    if (files?.length) onInputs([...files].map((content) => ({ name: content.name, content })));
  };
  return (
    <section
      class={isOver ? "panel intake is-over" : "panel intake"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (!event.dataTransfer?.files.length) return;
        event.preventDefault();
        readFiles(event.dataTransfer.files);
      }}
    >
      <label class="choice">
        <span>{t("readField")}</span>
        <textarea
          rows={5}
          dir="ltr"
          spellcheck={false}
          autocomplete="off"
          aria-describedby={hint}
          value={text}
          onInput={(event) => {
            const { value } = event.currentTarget;
            setText(value);
            if (AT_ONCE.includes(event.inputType)) readText(value);
          }}
          onPaste={(event) => readFiles(event.clipboardData?.files)}
        />
      </label>
      <p class="actions">
        <button type="button" class="button button-main" data-read onClick={() => readText(text)}>
          {t("readButton")}
        </button>
        <label class="file-choice">
          <span>{t("readFiles")}</span>
          <input type="file" multiple onChange={(event) => readFiles(event.currentTarget.files)} />
        </label>
      </p>
      <p class="note" id={hint}>
        {t("readPrivate")}
      </p>
      <details class="more" open={isLocked(state) || undefined}>
        <summary>{t("readMore")}</summary>
        <div class="choices">
          <label class="choice">
            <span>{t("readDay")}</span>
            <input
              type="date"
              value={options.day}
              onChange={(event) => setOptions({ ...options, day: event.currentTarget.value })}
            />
          </label>
          <label class="choice">
            <span>{t("readPassword")}</span>
            <input
              type="password"
              autocomplete="off"
              value={options.password}
              onChange={(event) => setOptions({ ...options, password: event.currentTarget.value })}
            />
          </label>
        </div>
      </details>
    </section>
  );
}

/** Whether a keystore asks for its password. */
function isLocked(state: ReadState): boolean {
  if (state.kind !== "done") return false;
  const codes = state.reading.files.flatMap(({ findings }) => findings.map(({ code }) => code));
  return codes.includes("encrypted") || codes.includes("wrong-password");
}

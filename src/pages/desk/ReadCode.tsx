/** Reads a caller's support code while they are on the phone. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { decodeCode, findCodes, codeGroups } from "../../core/read-support-code.ts";
import { keyOf } from "../../report-text/translator.ts";
import { Icon } from "../../view/Icon.tsx";
import { useView } from "../../view/view-context.ts";
import { CodeResult } from "./CodeResult.tsx";
import type { PartProps } from "./part.ts";
import { SpeltCode } from "./SpeltCode.tsx";

export function ReadCode({ ports: { catalogue } }: PartProps) {
  const { t } = useView();
  const [typed, setTyped] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const decoded = decodeCode(typed);
  /** Of a text that is pasted, takes the code. The field alone would also remove its line breaks. */
  const paste = (event: ClipboardEvent) => {
    const [found] = findCodes(event.clipboardData?.getData("text") ?? "").codes;
    if (!found) return;
    event.preventDefault();
    setTyped(found.code);
  };
  return (
    <>
      <div class="code-entry">
        <label class="choice code-field">
          <span>{t("supportCode")}</span>
          <input
            ref={field}
            type="text"
            value={typed}
            maxLength={100}
            autoComplete="off"
            spellcheck={false}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onPaste={paste}
          />
        </label>
        <p role="status" class="note code-status" data-code={decoded.ok ? "read" : decoded.reason}>
          {decoded.ok && <Icon name="check" />}
          {decoded.ok ? t("codeRead") : t(keyOf("codeFault", decoded.reason))}
        </p>
      </div>
      <SpeltCode typed={typed} />
      {typed.trim() === "" && <p>{t("codeIntro")}</p>}
      {decoded.ok && (
        <CodeResult
          found={{ code: codeGroups(typed).join("-"), content: decoded.content }}
          catalogue={catalogue}
        />
      )}
    </>
  );
}

import { CopyButton } from "./CopyButton.tsx";
import { useView } from "./view-context.ts";
import { UntrustedText } from "./UntrustedText.tsx";
import { visible } from "../report-text/untrusted-text.ts";

export interface Fact {
  label: string;
  /** Absent facts are left out. May be the text of a stranger: it is shown inert, copied as it is. */
  value: string | null | undefined;
  /** Set in a fixed-width face, broken anywhere, and copyable: hashes and serial numbers. */
  code?: boolean;
}

/** A list of labelled facts. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const { t } = useView();
  return (
    <dl class="facts">
      {facts.map(({ label, value, code }) =>
        value ? (
          <div key={label} class={code ? "fact fact-code" : "fact"}>
            <dt>{label}</dt>
            <dd>
              {code ? <code dir="ltr">{visible(value)}</code> : <UntrustedText text={value} />}
              {code && <CopyButton text={() => value} label={t("copyThing", label)} />}
            </dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

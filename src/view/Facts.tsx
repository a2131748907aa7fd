import type { ComponentChildren } from "preact";
import { CopyButton } from "./CopyButton.tsx";
import { useDoors } from "./doors.ts";

export interface Fact {
  label: string;
  /** Absent facts are left out. */
  value: ComponentChildren | null | undefined;
  /** Set in a fixed-width face, broken anywhere, and copyable: hashes and serial numbers. */
  code?: boolean;
}

/** A list of labelled facts. Values may be hostile text: they are shown isolated from the text around. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const { t } = useDoors();
  return (
    <dl class="facts">
      {facts.map(({ label, value, code }) =>
        value === null || value === undefined || value === "" ? null : (
          <div key={label} class="fact">
            <dt>{label}</dt>
            <dd>
              {code ? <code dir="ltr">{value}</code> : <bdi>{value}</bdi>}
              {code && <CopyButton text={() => String(value)} label={t("copyThing", label)} />}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

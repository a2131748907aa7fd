import type { Fact } from "../report-text/fact.ts";
import { visible } from "../report-text/untrusted-text.ts";
import { CopyButton } from "./CopyButton.tsx";
import { UntrustedText } from "./UntrustedText.tsx";
import { useView } from "./view-context.ts";

/** Prints a list of facts with their labels. */
export function Facts({ facts }: { facts: readonly Fact<string>[] }) {
  const { t } = useView();
  return (
    <dl class="facts">
      {facts
        .filter(({ value }) => value !== "")
        .map((fact) => (
          <div key={fact.id} class={fact.code ? "fact fact-code" : "fact"}>
            <dt>{fact.label}</dt>
            <dd>
              <FactValue fact={fact} />
              {fact.code && (
                <CopyButton text={() => fact.value} label={t("copyThing", fact.label)} />
              )}
            </dd>
          </div>
        ))}
    </dl>
  );
}

interface ValueProps {
  fact: Fact<string>;
  class?: string;
}

/** Prints the value of one fact. */
export function FactValue({ fact: { id, value, untrusted, code }, class: name }: ValueProps) {
  if (code) {
    return (
      <code class={name} dir="ltr" data-fact={id}>
        {visible(value)}
      </code>
    );
  }
  return (
    <span class={name} data-fact={id}>
      {untrusted ? <UntrustedText text={value} /> : value}
    </span>
  );
}

interface OneProps extends Omit<ValueProps, "fact"> {
  facts: readonly Fact[];
  id: Fact["id"];
}

/** Prints the fact with this id; nothing if it is unknown. */
export function OneFact({ facts, id, ...rest }: OneProps) {
  const fact = facts.find((each) => each.id === id);
  return fact && fact.value !== "" ? <FactValue fact={fact} {...rest} /> : null;
}

import { useState } from "preact/hooks";
import { chainOf, type Observation } from "../core/observation.ts";
import type { Report, RootResult } from "../core/report.ts";
import { ExpectedChain, ObservedChain } from "./Chain.tsx";
import { keyOf, useDoors, type Doors } from "./doors.ts";
import { Facts } from "./Facts.tsx";
import { whole } from "./format.ts";
import { Icon, type IconName } from "./Icon.tsx";
import type { Finding } from "../core/words.ts";

const LOOK: Record<Finding, { icon: IconName; tone: string }> = {
  trusted: { icon: "check", tone: "good" },
  "trusted-by-cross-sign": { icon: "check", tone: "good" },
  "not-trusted": { icon: "cross", tone: "bad" },
  inspected: { icon: "eye", tone: "warn" },
  exception: { icon: "alert", tone: "bad" },
  inconclusive: { icon: "question", tone: "calm" },
  "not-applicable": { icon: "dash", tone: "calm" },
};

interface Props {
  root: RootResult;
  report: Report;
}

/** One root: its finding at a glance; opened, what the finding rests on. */
export function RootRow({ root, report }: Props) {
  const { t, language } = useDoors();
  const [open, setOpen] = useState(false);
  const seen = root.observation === null ? undefined : report.observations[root.observation];
  const { icon, tone } = LOOK[root.finding];
  const id = `root-${root.id}`;
  return (
    <li class="root" data-root={root.id} data-finding={root.finding} data-evidence={root.evidence}>
      <button
        type="button"
        class="root-head"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Icon name="chevron" />
        <span class="root-name">{root.name}</span>
        <span class={`finding tone-${tone}`}>
          <Icon name={icon} />
          {t(findingKey(root))}
        </span>
        <span class="root-time">
          {seen ? t("milliseconds", whole(seen.durationMs, language)) : ""}
        </span>
      </button>
      <div id={id} class="root-body" hidden={!open}>
        {open && <RootDetails root={root} report={report} seen={seen} />}
      </div>
    </li>
  );
}

function findingKey(root: RootResult) {
  const path = root.finding === "trusted" && root.evidence !== "anchor";
  return path ? "finding_trusted_path" : keyOf("finding", root.finding);
}

function RootDetails({ root, report, seen }: Props & { seen: Observation | undefined }) {
  const { t, language } = useDoors();
  const chain = seen?.chain.length ? seen : undefined;
  return (
    <>
      <p>{meaning(root, report, seen, t)}</p>
      {seen && (
        <Facts
          facts={[
            { label: t("fieldTestPage"), value: seen.url },
            { label: t("fieldFailureCode"), value: seen.failure?.code },
            { label: t("fieldRaw"), value: seen.failure?.raw },
            { label: t("fieldStatus"), value: seen.status },
            { label: t("fieldProtocol"), value: seen.tls?.protocol },
            { label: t("fieldCipher"), value: seen.tls?.cipherSuite },
            { label: t("fieldKeyExchange"), value: seen.tls?.keyExchange },
            { label: t("fieldAddress"), value: seen.ip },
            {
              label: t("fieldDuration"),
              value: t("milliseconds", whole(seen.durationMs, language)),
            },
          ]}
        />
      )}
      {chain && <ObservedChain observation={chain} report={report} />}
      {chain?.evidence !== "anchor" && (
        <ExpectedChain
          root={root}
          roots={report.roots}
          host={seen ? new URL(seen.url).hostname : null}
        />
      )}
    </>
  );
}

/** The finding in a sentence that claims no more than the evidence. */
function meaning(
  root: RootResult,
  report: Report,
  seen: Observation | undefined,
  t: Doors["t"],
): string {
  const { finding, evidence, anchor } = root;
  if (finding === "trusted") {
    return evidence !== "anchor" && !root.expected.carried
      ? t("meaning_trusted_not_carried")
      : t(keyOf("meaning_trusted", evidence));
  }
  if (finding === "trusted-by-cross-sign") {
    const name = report.roots.find(({ id }) => id === anchor)?.name;
    return name ? t("meaning_trusted_by_cross_sign", name) : t("meaning_private_cross_sign");
  }
  if (finding === "inspected" && seen) {
    if (seen.failure) return t(keyOf("failure", seen.failure.code));
    const [leaf] = chainOf(seen, report.certificates);
    return t("meaning_inspected", leaf?.readable ? leaf.issuerName : t("unreadableCertificate"));
  }
  if (finding === "not-applicable") {
    return seen
      ? t("meaning_not_applicable")
      : `${t("meaning_untested")} ${t("meaning_not_applicable")}`;
  }
  if (seen?.failure) return t(keyOf("failure", seen.failure.code));
  return finding === "exception" ? t("meaning_exception") : t("meaning_untested");
}

import { useState } from "preact/hooks";
import type { Catalogue } from "../../core/catalogue.ts";
import { baselineHosts } from "../../core/plan.ts";
import type { Team } from "../../guidance/call.ts";
import { repairFor, testedHosts } from "../../guidance/repair.ts";
import type { Case } from "../../guidance/repair-cases.ts";
import { Command } from "../../view/Command.tsx";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { listText } from "../../report-text/format.ts";
import { Sources } from "../../view/Sources.tsx";

interface Props {
  case: Case;
  team: Team;
  catalogue: Catalogue;
}

/** The text for the team that takes over a case: the finding, the request, the hosts, the code. */
export function HandOver({ case: found, team, catalogue }: Props) {
  const { t, language } = useView();
  const [code, setCode] = useState("");
  const lines = [
    t("handOverIntro"),
    t(keyOf("handOver", found)),
    ...(team === "workplace" ? [] : [t("handOverHosts"), ...testedHosts(catalogue)]),
    t("handOverBaseline", listText(baselineHosts(catalogue), language)),
    ...(code.trim() ? [t("handOverCode", code.trim().slice(0, 40))] : []),
  ];
  const { sources } = repairFor({
    case: found,
    browser: "chromium",
    system: "other",
    managed: false,
  });
  return (
    <>
      <label class="choice">
        <span>{t("handOverCodeField")}</span>
        <input
          type="text"
          value={code}
          maxLength={40}
          autoComplete="off"
          spellcheck={false}
          onInput={(event) => setCode(event.currentTarget.value)}
        />
      </label>
      <Command prose text={lines.join("\n")} label={t("handOverText")} />
      <Sources ids={sources} />
    </>
  );
}

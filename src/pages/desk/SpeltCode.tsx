import { codeGroups } from "../../core/read-support-code.ts";
import { spellOut } from "../../core/support-code.ts";
import { useView } from "../../view/view-context.ts";

/** A typed code, complete or not, in the words to read it back with. */
export function SpeltCode({ typed }: { typed: string }) {
  const { t } = useView();
  const groups = codeGroups(typed);
  if (!groups.length) return null;
  return (
    <ol class="spelt" aria-label={t("codeSpelt")}>
      {groups.map((group, index) => (
        <li key={index}>
          <b translate={false}>{group}</b>
          <span>
            {Array.from(group, (char) => {
              const [spelt] = spellOut(char);
              return spelt ? spelt.word : t("codeNeverUsed", char);
            }).join(" · ")}
          </span>
        </li>
      ))}
    </ol>
  );
}

import type { RootName } from "../src/core/catalogue.ts";
import type { RootResult } from "../src/core/report.ts";
import { FindingMark } from "../src/view/FindingBadge.tsx";
import { Icon } from "../src/view/Icon.tsx";
import { useView } from "../src/view/view-context.ts";
import { PendingRow, RootRow } from "../src/view/report/RootRow.tsx";
import { shownReport, type PopupState } from "../src/view/popup-state.ts";

interface Props {
  current: PopupState;
  roots: readonly RootName[];
}

/** One line with a mark for each deciding root; opened, the rows of all roots. */
export function RootLists({ current, roots }: Props) {
  const { t } = useView();
  const report = shownReport(current);
  const isSettled = (id: string) => current.state !== "decided" || current.settled.includes(id);
  const found: readonly (RootName | RootResult)[] = report
    ? report.roots.map((root) => (isSettled(root.id) ? root : nameOf(root)))
    : roots;
  const answered = "answered" in current ? current.answered : [];
  const rows = (decides: boolean) =>
    found
      .filter((root) => root.decides === decides)
      .map((root) =>
        report && "finding" in root ? (
          <RootRow key={root.id} root={root} report={report} />
        ) : (
          <PendingRow
            key={root.id}
            id={root.id}
            name={root.name}
            answered={answered.includes(root.id)}
          />
        ),
      );
  return (
    <details class="root-lists">
      <summary>
        <Marks roots={found.filter(({ decides }) => decides)} />
        <span class="root-lists-more">
          <span class="visually-hidden">{t("rootsDetails")}</span>
          <Icon name="chevron" />
        </span>
      </summary>
      <h2 class="group">{t("rootsDeciding")}</h2>
      <ul class="roots">{rows(true)}</ul>
      <h2 class="group">{t("rootsOther")}</h2>
      <ul class="roots">{rows(false)}</ul>
    </details>
  );
}

function nameOf({ id, name, decides }: RootName): RootName {
  return { id, name, decides };
}

/** `Amazon Root CA ✓ 1 ✓ 2 ✓ 3 ✓ 4`. */
function Marks({ roots }: { roots: readonly (RootName | RootResult)[] }) {
  const start = commonStart(roots.map(({ name }) => name));
  return (
    <>
      {start && <span class="root-lists-name">{start.trim()}</span>}
      <span class="root-marks">
        {roots.map((root) => {
          const name = root.name.slice(start.length);
          return "finding" in root ? (
            <FindingMark key={root.id} {...root} name={name} />
          ) : (
            <span key={root.id} class="finding finding-open">
              {name}{" "}
            </span>
          );
        })}
      </span>
    </>
  );
}

/** The words that all names begin with; empty if there are fewer than two names. */
function commonStart([first = "", ...rest]: readonly string[]): string {
  if (!rest.length) return "";
  const words = first.split(/(?<= )/).slice(0, -1);
  while (rest.some((name) => !name.startsWith(words.join("")))) words.pop();
  return words.join("");
}

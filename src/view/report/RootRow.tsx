import { useState } from "preact/hooks";
import type { Report, RootResult } from "../../core/report.ts";
import { useView } from "../view-context.ts";
import { FindingBadge } from "../FindingBadge.tsx";
import { durationFact } from "../../report-text/facts.ts";
import { pendingLabel } from "../../report-text/labels.ts";
import { testOf } from "../../report-text/meaning.ts";
import { FactValue } from "../Facts.tsx";
import { Icon } from "../Icon.tsx";
import { later } from "../later.tsx";

const RootDetails = later(async () => (await import("./RootDetails.tsx")).RootDetails);

interface Props {
  root: RootResult;
  report: Report;
}

/** One root: its finding at a glance; opened, what the finding rests on. */
export function RootRow({ root, report }: Props) {
  const view = useView();
  const [open, setOpen] = useState(false);
  const test = testOf(root, report);
  const id = `root-${root.id}`;
  return (
    <li class="root" data-root={root.id} data-finding={root.finding} data-evidence={root.evidence}>
      <h3>
        <button
          type="button"
          class="root-head"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <Icon name="chevron" />
          <span class="root-name">{root.name}</span>
          <Pause />
          <span class="root-result">
            <FindingBadge {...root} />
            {test && <Pause />}
            <span class="root-time">{test && <FactValue fact={durationFact(test, view)} />}</span>
          </span>
        </button>
      </h3>
      <div id={id} class="root-body" hidden={!open}>
        {open && <RootDetails root={root} report={report} />}
      </div>
    </li>
  );
}

/** Separates the parts of a button's name for screen readers. */
function Pause() {
  return <span class="visually-hidden">{", "}</span>;
}

interface PendingProps {
  id: string;
  name: string;
  answered: boolean;
}

/** A root while the check runs: whether its test page has answered, but not its finding. */
export function PendingRow({ id, name, answered }: PendingProps) {
  const view = useView();
  return (
    <li class="root root-pending" data-root={id}>
      <h3 class="root-head">
        <Icon name="chevron" />
        <span class="root-name">{name}</span>
        <Pause />
        <span class="root-result">
          <span class={answered ? "finding tone-calm" : "finding finding-open"}>
            {pendingLabel(answered, view)}
          </span>
          <span class="root-time" />
        </span>
      </h3>
    </li>
  );
}

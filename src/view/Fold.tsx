import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "./Icon.tsx";

interface Props {
  title: string;
  id?: string;
  /** Left out on paper. */
  screenOnly?: boolean;
  /** Makes its content when it is opened for the first time. */
  later?: boolean;
  children: ComponentChildren;
}

/** A part of a page that opens below its heading. */
export function Fold({ title, id, screenOnly = false, later = false, children }: Props) {
  const [isNeeded, setNeeded] = useState(!later);
  return (
    <details
      class={screenOnly ? "panel fold no-print" : "panel fold"}
      id={id}
      onToggle={() => setNeeded(true)}
    >
      <summary>
        <Icon name="chevron" />
        <h2>{title}</h2>
      </summary>
      <div class="fold-body">{isNeeded && children}</div>
    </details>
  );
}

/** Opens the fold with this id and moves there; does nothing if the page has none. */
export function openFold(id: string): void {
  const fold = document.getElementById(id);
  if (!(fold instanceof HTMLDetailsElement)) return;
  fold.open = true;
  fold.scrollIntoView();
  fold.querySelector("summary")?.focus();
}

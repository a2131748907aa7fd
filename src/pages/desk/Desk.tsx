/** Help desk: one part per address (`#code`, `#open`, `#call`, `#training`). */
import type { FunctionComponent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { PageFrame } from "../../view/PageFrame.tsx";
import { useAddress } from "../../view/use-address.ts";
import { useSettingValues } from "../../view/use-settings.ts";
import { Call } from "./Call.tsx";
import { Open } from "./Open.tsx";
import { PARTS, type DeskPorts, type Part, type PartProps } from "./part.ts";
import { ReadCode } from "./ReadCode.tsx";
import { Training } from "./Training.tsx";

const PAGES: Record<Part, FunctionComponent<PartProps>> = {
  code: ReadCode,
  open: Open,
  call: Call,
  training: Training,
};

export function Desk({ ports }: { ports: DeskPorts }) {
  const { t } = useView();
  const { name: part } = useAddress(PARTS);
  const settings = useSettingValues(ports.settings);
  const Page = PAGES[part];
  const content = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(part);
  useLayoutEffect(() => {
    // Start a new part at its heading, for sighted people and for screen readers, unless it starts at a field.
    const isInside = content.current?.contains(document.activeElement);
    if (shown.current !== part && !isInside) heading.current?.focus();
    shown.current = part;
    document.title = `${t(keyOf("desk", part))} – ${t("extensionName")}`;
  }, [part, t]);
  return (
    <PageFrame page="desk" settings={settings}>
      <nav class="topics" aria-label={t("deskTitle")}>
        <ul>
          {PARTS.map((each) => (
            <li key={each}>
              <a href={`#${each}`} aria-current={each === part ? "page" : undefined}>
                {t(keyOf("desk", each))}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main class="content" data-part={part} ref={content}>
        <h1 tabIndex={-1} ref={heading}>
          {t(keyOf("desk", part))}
        </h1>
        <Page key={part} ports={ports} settings={settings} />
      </main>
    </PageFrame>
  );
}

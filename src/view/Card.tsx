import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon.tsx";

interface Props {
  icon: IconName;
  tone: string;
  title: string;
  /** May be empty. */
  detail: string;
  children?: ComponentChildren;
}

/** The frame of the main sentence. Keep it mounted: screen readers read out only text that changes in place. */
export function Card({ icon, tone, title, detail, children }: Props) {
  return (
    <section class={`card tone-${tone}`}>
      <span class="card-icon">
        <Icon name={icon} />
      </span>
      <div class="card-text" role="status">
        <h1 data-fact="title">{title}</h1>
        {detail !== "" && <p data-fact="detail">{detail}</p>}
      </div>
      {children}
    </section>
  );
}

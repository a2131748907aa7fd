import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon.tsx";

interface Props {
  icon: IconName;
  tone: string;
  title: string;
  /** May be empty. */
  detail: string;
  /** Of the heading; 1 if absent. */
  level?: 1 | 3;
  children?: ComponentChildren;
}

/** The frame of the main sentence. Keep it mounted: screen readers read out only text that changes in place. */
export function Card({ icon, tone, title, detail, level = 1, children }: Props) {
  const Heading = `h${level}` as const;
  return (
    <section class={`card tone-${tone}`}>
      <span class="card-icon">
        <Icon name={icon} />
      </span>
      <div class="card-text" role="status">
        <Heading data-fact="title">{title}</Heading>
        {detail !== "" && <p data-fact="detail">{detail}</p>}
      </div>
      {children}
    </section>
  );
}

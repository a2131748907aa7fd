/** Icons in the colour of the text around them. They are decoration: the text says the same. */
const PATHS = {
  check: "M5 12.5l4.5 4.5L19 7.5",
  alert: "M12 4.5L2.8 20h18.4L12 4.5zM12 10.5v4M12 17.2v.1",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 14.8a2.8 2.8 0 100-5.6 2.8 2.8 0 000 5.6z",
  question: "M9 9.2a3.1 3.1 0 116 .6c0 2.1-3 2.6-3 4.4M12 17.6v.1",
  cross: "M7 7l10 10M17 7L7 17",
  dash: "M6 12h12",
  chevron: "M9 6l6 6-6 6",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  link: "M14 5h5v5M19 5l-8 8M17 14v5H5V7h5",
  key: "M8.5 15.5a4 4 0 113-3L20 21M16.5 17.5l2-2",
  refresh: "M19 12a7 7 0 11-2.2-5.1M19 4v4.5h-4.5",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

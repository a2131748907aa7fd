/** Parts of a topic: headings that the address names (`#systems?part=timeline`). */

/** Scrolls to a heading of the topic, and moves the focus there; ignores any other name. */
export function goToPart(part: string | null): void {
  const headings = [...document.querySelectorAll<HTMLElement>(".content h2[id]")];
  const heading = headings.find(({ id }) => id === part);
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView();
}

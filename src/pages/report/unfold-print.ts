/** What is printed whether it is open or not: the parts that style.css names for `::details-content`. */
const PRINTED = ".fold:not(.no-print, [open]), .panel > .roots > .root:not([open])";

/**
 * Opens folded parts while the page is printed. For browsers in which no style sheet can: Chrome before 131, Firefox before
 * 143.
 */
export function unfoldInPrint(): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    // A second event without an end between them must not forget what the first one opened.
    opened = [...opened, ...document.querySelectorAll<HTMLDetailsElement>(PRINTED)];
    for (const part of opened) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
    opened = [];
  });
}

// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { unfoldInPrint } from "../../../src/pages/report/unfold-print.ts";

function part(id: string, open = false): string {
  return `<details id="${id}" ${open ? "open" : ""} class="${id.replaceAll("_", " ")}"><summary>A</summary>B</details>`;
}

/** Ids of the parts that are open. */
function openParts(): string[] {
  return [...document.querySelectorAll("details[open]")].map(({ id }) => id);
}

test("opens on paper what the style sheet of newer browsers opens, and closes it again", () => {
  document.body.insertAdjacentElement("beforeend", document.createElement("main"));
  const range = document.createRange();
  const parts = [
    part("panel_fold"),
    part("fold_opened", true),
    part("fold_no-print"),
    `<section class="panel"><div class="roots">${part("root")}</div></section>`,
    part("more"),
  ].join("");
  document.querySelector("main")!.append(range.createContextualFragment(parts));
  unfoldInPrint();
  expect(openParts()).toEqual(["fold_opened"]);
  dispatchEvent(new Event("beforeprint"));
  expect(openParts()).toEqual(["panel_fold", "fold_opened", "root"]);
  dispatchEvent(new Event("beforeprint"));
  dispatchEvent(new Event("afterprint"));
  expect(openParts()).toEqual(["fold_opened"]);
  dispatchEvent(new Event("beforeprint"));
  expect(openParts()).toEqual(["panel_fold", "fold_opened", "root"]);
});

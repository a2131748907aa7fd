// @vitest-environment happy-dom
import { cleanup } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ROOT_EVENTS, STORE_COLUMNS, SYSTEM_ROWS } from "../../../src/guidance/systems.ts";
import { partialDate } from "../../../src/pages/guide/partial-date.ts";
import { Systems } from "../../../src/pages/guide/Systems.tsx";
import { catalogue, rootOf } from "../../made-up.ts";
import { show } from "../../view/stage.tsx";

const machine = { browser: "chrome", system: "windows", managed: false } as const;

function page(change = {}) {
  return show(
    <main>
      <h1>{"Who has the roots"}</h1>
      <Systems catalogue={{ ...catalogue, ...change }} report={null} machine={machine} detail="" />
    </main>,
  );
}

beforeEach(() => {
  document.documentElement.lang = "en";
  document.title = "Trust Ready";
});
afterEach(cleanup);

/** The words in the cells of one root's row. */
function row(root: string): string[] {
  const cells = document.querySelectorAll(`[data-root="${root}"] td`);
  return [...cells].map(({ textContent }) => textContent ?? "");
}

describe("the table of stores", () => {
  test("has a row per root and a column per store", () => {
    page();
    for (const { id } of catalogue.roots) expect(row(id)).toHaveLength(STORE_COLUMNS.length);
  });

  test("says it by word and picture, with dates", () => {
    page();
    expect(new Set(row("amazon-root-ca-1"))).toEqual(new Set(["Included"]));
    expect(row("starfield-services-g2").slice(0, 3)).toEqual([
      "Removed",
      "Until Apr 15, 2027",
      "Included",
    ]);
    expect(row("starfield-class-2")[1]).toBe("Removed Apr 15, 2025");
    const pictures = document.querySelectorAll(".store-matrix .tag svg");
    expect(pictures).toHaveLength(catalogue.roots.length * STORE_COLUMNS.length);
  });

  test("tells through which root the EU roots work", () => {
    page();
    const head = document.querySelector('[data-root="amazon-ecdsa-256-root-eu-m1"] th')!;
    expect(head.textContent).toContain("works through Amazon Root CA 3");
    expect(new Set(row("amazon-ecdsa-256-root-eu-m1"))).toEqual(new Set(["Not included"]));
  });

  test("says where nothing is known", () => {
    page({ roots: [{ ...rootOf("amazon-root-ca-1"), stores: [] }] });
    expect(row("amazon-root-ca-1")[0]).toBe("Unknown");
  });
});

describe("the other parts", () => {
  test("what lies ahead of the catalogue's day is marked, what lies behind is not", () => {
    page();
    const marked = [...document.querySelectorAll("[data-event]")].filter((event) =>
      event.querySelector(".tag"),
    );
    expect(marked.map((event) => event.getAttribute("data-event"))).toEqual([
      "chrome-server-auth",
      "life-100",
      "mozilla-g2",
      "chrome-two-roots",
      "life-47",
      "root-age",
    ]);
    expect(marked[0]!.textContent).toContain("announced as of Nov 2026");
    cleanup();
    page({ date: "2031-01-01" });
    expect(document.querySelector("[data-event] .tag")).toBeNull();
  });

  test("each event and each system has its text and its sources", () => {
    page();
    for (const { id } of ROOT_EVENTS) {
      const event = document.querySelector(`[data-event="${id}"]`)!;
      expect(event.querySelectorAll("[data-source]").length).toBeGreaterThan(0);
    }
    for (const { id } of SYSTEM_ROWS) {
      const system = document.querySelector(`[data-system="${id}"]`)!;
      expect(system.querySelectorAll("td")[0]!.textContent).not.toBe("");
      expect(system.querySelectorAll("[data-source]").length).toBeGreaterThan(0);
    }
  });

  test("begin with what it means", () => {
    page();
    expect(document.querySelector("h2")!.textContent).toBe("What this means for you");
  });
});

test.each([
  ["2024", "2024"],
  ["2024-08", "Aug 2024"],
  ["2027-04-15", "Apr 15, 2027"],
])("%s is told as %s", (date, text) => {
  expect(partialDate(date, "en")).toBe(text);
});

test("axe has nothing to say", async () => {
  page();
  const { violations, passes } = await axe.run(document, {
    rules: { "color-contrast": { enabled: false } },
  });
  expect(passes.length).toBeGreaterThan(10);
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual(
    [],
  );
});

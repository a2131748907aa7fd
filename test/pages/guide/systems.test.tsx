// @vitest-environment happy-dom
import { cleanup } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  presenceIn,
  ROOT_EVENTS,
  STORE_COLUMNS,
  SYSTEM_ROWS,
} from "../../../src/guidance/systems.ts";
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

/** The words in the cells of a root's column, store by store. */
function column(root: string): string[] {
  const cells = document.querySelectorAll(`tbody [data-column~="${root}"]`);
  return [...cells].map((cell) => {
    const own = [...cell.querySelectorAll("li")].find((each) =>
      each.textContent.startsWith(rootOf(root).name),
    );
    return (own ?? cell).querySelector(".tag")!.textContent;
  });
}

const heads = () =>
  [...document.querySelectorAll(".store-matrix thead th")].map(
    (head) => [...head.childNodes].find(({ nodeType }) => nodeType === Node.TEXT_NODE)!.textContent,
  );

describe("the table of stores", () => {
  test("has a row per store; roots that belong together share a column", () => {
    page();
    const rows = [...document.querySelectorAll<HTMLElement>("[data-store]")];
    expect(rows.map(({ dataset }) => dataset["store"])).toEqual(
      STORE_COLUMNS.map(({ name }) => name),
    );
    for (const { id } of catalogue.roots) expect(column(id)).toHaveLength(STORE_COLUMNS.length);
    expect(heads()).toEqual([
      "Store",
      "Amazon Root CA 1 to 4",
      rootOf("starfield-services-g2").name,
      rootOf("starfield-class-2").name,
      "EU roots",
    ]);
    for (const row of rows) expect(row.querySelectorAll("td")).toHaveLength(4);
  });

  test("says of each root what the data say", () => {
    page();
    for (const root of catalogue.roots) {
      const words = STORE_COLUMNS.map((store) => presenceIn(store, root)?.status ?? "unknown");
      const cells = [
        ...document.querySelectorAll(`tbody [data-column~="${root.id}"] [data-status]`),
      ];
      expect([root.id, cells.map((cell) => cell.getAttribute("data-status"))]).toEqual([
        root.id,
        words,
      ]);
    }
  });

  test("names the roots of a column that a store treats differently", () => {
    const without = { ...rootOf("amazon-root-ca-2"), stores: [] };
    const roots = catalogue.roots.map((root) => (root.id === without.id ? without : root));
    page({ roots });
    expect(column("amazon-root-ca-1")[0]).toBe("Included");
    expect(column("amazon-root-ca-2")[0]).toBe("Unknown");
    expect(document.querySelector("[data-store=Chrome] td")!.querySelectorAll("li")).toHaveLength(
      4,
    );
  });

  test("repeats the column in each cell, for narrow windows without a head", () => {
    page();
    const cells = document.querySelectorAll("[data-store=Apple] .column-name");
    expect([...cells].map(({ textContent }) => textContent)).toEqual(heads().slice(1));
  });

  test("says it by word and picture, with dates", () => {
    page();
    expect(new Set(column("amazon-root-ca-1"))).toEqual(new Set(["Included"]));
    expect(column("starfield-services-g2").slice(0, 3)).toEqual([
      "Removed",
      "Until Apr 15, 2027",
      "Included",
    ]);
    expect(column("starfield-class-2")[1]).toBe("Removed Apr 15, 2025");
    const pictures = document.querySelectorAll(".store-matrix .tag svg");
    expect(pictures).toHaveLength(4 * STORE_COLUMNS.length);
  });

  test("tells through which root the EU roots work", () => {
    page();
    const head = document.querySelector('thead [data-column~="amazon-ecdsa-256-root-eu-m1"]')!;
    expect(head.textContent).toContain("work through Amazon Root CA 1, 3, and 4");
    expect(new Set(column("amazon-ecdsa-256-root-eu-m1"))).toEqual(new Set(["Not included"]));
  });

  test("says where nothing is known", () => {
    page({ roots: [{ ...rootOf("amazon-root-ca-1"), stores: [] }] });
    expect(column("amazon-root-ca-1")[0]).toBe("Unknown");
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

  test("each event and each system has its text, and its own sources below the list", () => {
    page();
    const sourcesOf = (label: string) =>
      [...document.querySelectorAll(`[data-sources-of="${label}"]`)].map((item) =>
        [...item.querySelectorAll<HTMLElement>("[data-source]")].map(
          ({ dataset }) => dataset["source"],
        ),
      );
    for (const { id, date, sources } of ROOT_EVENTS) {
      const event = document.querySelector(`[data-event="${id}"]`)!;
      expect(event.querySelectorAll("p")[1]!.textContent).not.toBe("");
      expect(sourcesOf(partialDate(date, "en"))).toContainEqual(sources);
    }
    for (const { id, name, sources } of SYSTEM_ROWS) {
      const system = document.querySelector(`[data-system="${id}"]`)!;
      expect(system.querySelectorAll("td")[0]!.textContent).not.toBe("");
      expect(sourcesOf(name)).toEqual([sources]);
    }
    const folds = [...document.querySelectorAll(".sources")];
    expect(folds).toHaveLength(document.querySelectorAll("section").length);
    expect(folds.filter((fold) => fold.hasAttribute("open"))).toEqual([]);
  });

  test("are listed on top, each with an address", () => {
    page();
    const links = [...document.querySelectorAll(".contents a")];
    expect(links.map((link) => link.getAttribute("href"))).toEqual(
      ["meaning", "matrix", "timeline", "minima"].map((part) => `#systems?part=${part}`),
    );
    const headings = [...document.querySelectorAll("h2")];
    expect(links.map(({ textContent }) => textContent)).toEqual(
      headings.map(({ textContent }) => textContent),
    );
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

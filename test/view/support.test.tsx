// @vitest-environment happy-dom
import { cleanup } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS, type Settings } from "../../src/core/default-settings.ts";
import { Support } from "../../src/view/Support.tsx";
import { WORLDS } from "../made-up.ts";
import { translateHere as t } from "../preview/view-context.ts";
import { show } from "./stage.tsx";

beforeAll(() => {
  document.documentElement.lang = "en";
  document.title = "Trust Ready";
});
afterEach(cleanup);

const report = WORLDS["ready, anchors seen"]!();

function shown(change: Partial<Settings>, seen: typeof report | null = report, code = "K7M2") {
  const { container } = show(
    <main>
      <h1>{"Page"}</h1>
      <Support values={{ ...DEFAULT_SETTINGS, ...change }} report={seen} code={seen && code} />
    </main>,
  );
  const links = [...container.querySelectorAll("a")].map((link) => link.getAttribute("href")!);
  return { section: container.querySelector(".support"), links };
}

describe("whom to turn to", () => {
  test("is nobody where nobody is set", () => {
    expect(shown({}).section).toBeNull();
    expect(shown({ baseline: "example.com" }).section).toBeNull();
  });

  test("has a name alone where no more is set", () => {
    const { section, links } = shown({ supportName: "Desk\u202Eksed" });
    expect(section!.textContent).toContain("Desk⟨U+202E⟩ksed");
    expect(links).toEqual([]);
    expect(section!.querySelector("ul")).toBeNull();
  });

  test("has links that mail and call", () => {
    const { links } = shown({ supportEmail: "a+b@example.com", supportPhone: "+1 206 555 0100" });
    expect(links).toEqual(["mailto:a%2Bb@example.com", "tel:+12065550100"]);
  });

  test("has a ticket link that tells what the check said", () => {
    const { links } = shown({
      supportUrl: "https://d.example/?c={code}&v={verdict}&w={cause}&r={report}",
    });
    const { searchParams } = new URL(links[0]!);
    expect([searchParams.get("c"), searchParams.get("v"), searchParams.get("w")]).toEqual([
      "K7M2",
      "ready",
      "none",
    ]);
    const lines = searchParams.get("r")!.split("\n");
    expect(lines[0]).toContain(t("verdict_ready"));
    expect(lines).toContain("K7M2");
    expect(lines).toContain(`Amazon Root CA 1: ${t("finding_trusted")}`);
    expect(links[0]!.length).toBeLessThan(2000);
  });

  test("has a ticket link without a check, with nothing in the gaps", () => {
    const { links } = shown({ supportUrl: "https://d.example/?c={code}&r={report}" }, null);
    expect(links).toEqual(["https://d.example/?c=&r="]);
  });

  test("has no fault that axe knows", async () => {
    shown({
      supportName: "Desk",
      supportEmail: "a@example.com",
      supportPhone: "112",
      supportUrl: "https://d.example/",
    });
    const { violations } = await axe.run(document, {
      rules: { "color-contrast": { enabled: false } },
    });
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});

test.each(Object.entries(WORLDS))("every report makes a ticket: %s", (_, world) => {
  const { links } = shown({ supportUrl: "https://d.example/?r={report}" }, world());
  expect(new URL(links[0]!).searchParams.get("r")!.split("\n").length).toBeGreaterThanOrEqual(8);
});

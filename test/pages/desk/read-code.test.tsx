// @vitest-environment happy-dom
import { act, cleanup, fireEvent } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { appendCheckDigits } from "../../../src/core/checksum.ts";
import { encodeContent, contentOf, supportCode } from "../../../src/core/support-code.ts";
import frozen from "../../../src/core/support-code.json";
import { caseOf, systemName } from "../../../src/guidance/situation.ts";
import { WORLDS } from "../../made-up.ts";
import { translateHere as t } from "../../preview/view-context.ts";
import { fact } from "../../view/stage.tsx";
import { openDesk } from "./stage.tsx";

beforeEach(() => {
  document.documentElement.lang = "en";
  document.title = "Trust Ready";
});
afterEach(cleanup);

async function typed(code: string) {
  const { container } = await openDesk("code");
  const field = container.querySelector("main input")!;
  await act(() => void fireEvent.input(field, { target: { value: code } }));
  return container;
}

const state = (page: Element) => page.querySelector<HTMLElement>("[data-code]")!;

describe.each(Object.entries(WORLDS))("the code of %s", (_, world) => {
  const report = world();

  test("shows what the caller sees, and the steps of the caller's case", async () => {
    const page = await typed(supportCode(report)!.toLowerCase());
    expect(state(page).dataset["code"]).toBe("read");
    const panel = page.querySelector<HTMLElement>("[data-verdict]")!;
    expect(panel.dataset).toMatchObject({
      verdict: report.verdict.code,
      cause: report.verdict.cause,
    });
    const shown = [...panel.querySelectorAll<HTMLElement>("[data-root]")];
    expect(shown.map(({ dataset }) => [dataset["root"], dataset["finding"]])).toEqual(
      report.roots
        .filter(({ id }) => frozen.roots.includes(id))
        .map(({ id, finding }) => [id, finding]),
    );
    expect(page.querySelector(`[data-case="${caseOf(report)}"] [data-step]`)).not.toBeNull();
    expect(fact(panel, t("fieldSystem"))).toBe(systemName(report.browser.os));
    const { violations } = await axe.run(document, {
      rules: { "color-contrast": { enabled: false } },
    });
    expect(violations).toEqual([]);
  });
});

const picture = contentOf(WORLDS["ready, only loads"]!());
const code = encodeContent(picture);
const newer = appendCheckDigits([3, 3, 4])
  .map((value) => frozen.alphabet[value])
  .join("");

test.each([
  ["", "empty"],
  [code.slice(0, 9), "length"],
  [`${code.slice(0, -1)}A`, "alphabet"],
  [code.endsWith("6") ? `${code.slice(0, -1)}7` : `${code.slice(0, -1)}6`, "check"],
  [newer, "newer"],
])("%j is not read, and the page says why: %s", async (text, reason) => {
  const page = await typed(text);
  expect(state(page).dataset["code"]).toBe(reason);
  expect(state(page).textContent!.length).toBeGreaterThan(20);
  expect(page.querySelector("[data-verdict]")).toBeNull();
});

test("a code of version 1 shows the five roots that it has, and no other", async () => {
  const page = await typed("6HC-69X-VFK-XJ2-TSH-CV8");
  const shown = [...page.querySelectorAll<HTMLElement>("[data-root]")];
  expect(shown.map(({ dataset }) => [dataset["root"], dataset["finding"]])).toEqual([
    ["amazon-root-ca-1", "trusted"],
    ["amazon-root-ca-2", "not-trusted"],
    ["amazon-root-ca-3", "trusted"],
    ["amazon-root-ca-4", "trusted"],
    ["starfield-services-g2", "trusted-by-cross-sign"],
  ]);
});

test.each([
  ["7", 428, "428"],
  ["7", 500, "429+"],
])("a code that begins with %s says of major version %i: %s", async (first, major, said) => {
  const typedCode = encodeContent({ ...picture, major });
  expect(typedCode[0]).toBe(first);
  const page = await typed(typedCode);
  expect(fact(page, t("fieldBrowser"))).toBe(`${picture.browser} ${said}`);
});

test("the steps are about the roots that decide, whatever others there are", async () => {
  const { roots } = picture;
  const without = (id: string) =>
    encodeContent({
      ...contentOf(WORLDS["one root missing"]!()),
      roots: roots.map((root) => (root.id === id ? { id, finding: "not-trusted" } : root)),
    });
  const link = 'a[href*="#trust-stores"]';
  const missing = await typed(without("amazon-root-ca-3"));
  expect(missing.querySelector(link)!.getAttribute("href")).toMatch(/\/amazon-root-ca-3$/);
  cleanup();
  const other = await typed(without("amazon-ecdsa-256-root-eu-m1"));
  expect(other.querySelector(link)!.getAttribute("href")).toMatch(/#trust-stores$/);
});

test("training and another catalogue are said aloud", async () => {
  const page = await typed(encodeContent({ ...picture, training: true, builtInCatalogue: false }));
  expect(page.textContent).toContain(t("codeTraining"));
  expect(page.textContent).toContain(t("codeCatalogue"));
  cleanup();
  const plain = await typed(code);
  expect(plain.textContent).not.toContain(t("codeTraining"));
  expect(plain.textContent).not.toContain(t("codeCatalogue"));
});

test("a ready browser whose clock is off gets the steps for the clock", async () => {
  const page = await typed(encodeContent({ ...picture, clock: "hours-behind" }));
  expect(page.querySelector('[data-case="wrong-clock"]')).not.toBeNull();
  expect(page.textContent).toContain(t("codeClock_hours_behind"));
});

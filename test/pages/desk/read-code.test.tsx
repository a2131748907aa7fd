// @vitest-environment happy-dom
import { act, cleanup, fireEvent } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { appendCheckDigits } from "../../../src/core/checksum.ts";
import { encodeContent, contentOf, supportCode } from "../../../src/core/support-code.ts";
import frozen from "../../../src/core/support-code.json";
import { caseOf } from "../../../src/guidance/situation.ts";
import { codeTicketText } from "../../../src/report-text/code-ticket.ts";
import { ticketText } from "../../../src/report-text/ticket.ts";
import { verdictSentences } from "../../../src/report-text/sentences.ts";
import { writeReport } from "../../../src/report-text/forms.ts";
import { LOOK_OF_VERDICT } from "../../../src/view/VerdictCard.tsx";
import { catalogue, WORLDS } from "../../made-up.ts";
import { viewHere, translateHere as t } from "../../preview/view-context.ts";
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
    const { title, step } = verdictSentences(report, viewHere);
    expect(panel.querySelector(".card [data-fact=title]")!.textContent).toBe(title);
    expect(panel.querySelector("[data-fact=step]")!.textContent).toBe(t("codeSayText", step));
    const look = LOOK_OF_VERDICT[report.verdict.code];
    expect(panel.querySelector(`.card.tone-${look.tone} .icon-${look.icon}`)).not.toBeNull();
    const shown = [...page.querySelectorAll<HTMLElement>("[data-root]")];
    expect(shown.map(({ dataset }) => [dataset["root"], dataset["finding"]])).toEqual(
      report.roots
        .filter(({ id }) => frozen.roots.includes(id))
        .map(({ id, finding }) => [id, finding]),
    );
    expect(page.querySelector(`[data-case="${caseOf(report)}"] [data-step]`)).not.toBeNull();
    // The help desk is not told to ask the help desk.
    expect(page.querySelector("[data-step^=hand-over]")).toBeNull();
    expect(fact(page, t("fieldSystem"))).toBe(
      { win: "Windows", linux: "Linux" }[report.browser.os],
    );
    expect(fact(page, t("fieldChecked"))!.replaceAll(/\s/g, " ")).toBe(
      "Nov 24, 2026, 9:00 – 9:10 AM UTC",
    );
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

test("the field has the focus at opening", async () => {
  const { container } = await openDesk("code");
  expect(document.activeElement).toBe(container.querySelector("main input"));
});

test("what is typed is spelt back group by group, complete or not", async () => {
  const page = await typed("7g2-gga 5");
  const spelt = [...page.querySelectorAll(".spelt li")].map(({ textContent }) => textContent);
  expect(spelt).toEqual([
    "7G2seven · Golf · two",
    `GGAGolf · Golf · ${t("codeNeverUsed", "A")}`,
    "SSierra",
  ]);
});

test("a text that is pasted into the field leaves its code there", async () => {
  const nobody = { supportName: "", supportEmail: "", supportPhone: "", supportUrl: "" };
  const text = writeReport("text", WORLDS["dns"]!(), viewHere, nobody);
  const expected = supportCode(WORLDS["dns"]!())!;
  const page = await typed("7");
  const paste = Object.assign(new Event("paste", { bubbles: true, cancelable: true }), {
    clipboardData: { getData: () => text },
  });
  await act(() => void page.querySelector("main input")!.dispatchEvent(paste));
  expect(page.querySelector<HTMLInputElement>("main input")!.value).toBe(expected);
  expect(page.querySelector("[data-cause=dns]")).not.toBeNull();
});

test("the ticket says what the caller's ticket says, as exactly as the code knows", async () => {
  const report = WORLDS["ready, only loads"]!();
  const { container, copy, click } = await openDesk("code");
  const field = container.querySelector("main input")!;
  await act(() => void fireEvent.input(field, { target: { value: code.toLowerCase() } }));
  await click(".caller-say button");
  const copied = copy.mock.lastCall![0].replaceAll(/\s/g, " ");
  const [head, ...rest] = ticketText(report, code, viewHere).split("\n");
  expect(copied).toBe(
    [
      head!.replace(/^Trust Ready \S+:/, "Trust Ready:"),
      code,
      "Chrome 156, Windows",
      "Nov 24, 2026, 9:00 – 9:10 AM UTC",
      ...rest.slice(3),
    ].join(" "),
  );
});

test("a ticket of training says so", () => {
  const content = { ...picture, training: true };
  expect(codeTicketText({ code, content }, catalogue, viewHere)).toContain(t("shareTraining"));
});

test.each([
  ["hours-ahead", "detail_clock_ahead", "codeSpan_hours"],
  ["days-behind", "detail_clock_behind", "codeSpan_days"],
  ["minutes-behind", "detail_clock_behind", "codeSpan_minutes"],
] as const)("a clock that is %s is no more exact than the code", async (clock, key, span) => {
  const wrong = { ...picture, verdict: "action-needed", cause: "wrong-clock", clock } as const;
  const page = await typed(encodeContent(wrong));
  const card = page.querySelector(".card")!;
  expect(card.querySelector("[data-fact=title]")!.textContent).toBe(t("title_clock_off"));
  expect(card.querySelector("[data-fact=detail]")!.textContent).toBe(t(key, t(span)));
});

test("an inspector's name, which no code has, is not made up", async () => {
  const report = WORLDS["inspected"]!();
  const page = await typed(supportCode(report)!);
  expect(page.querySelector("[data-fact=detail]")!.textContent).toBe(t("detail_tls_inspection"));
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

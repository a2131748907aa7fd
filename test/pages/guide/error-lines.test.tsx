// @vitest-environment happy-dom
import { act, cleanup, fireEvent } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ERROR_LINES, TEXT_LIMIT } from "../../../src/guidance/error-lines.ts";
import { ErrorLines } from "../../../src/pages/guide/ErrorLines.tsx";
import { catalogue } from "../../made-up.ts";
import { show } from "../../view/stage.tsx";

const machine = { browser: "chrome", system: "windows", managed: false } as const;

function page(detail = "") {
  return show(
    <main>
      <h1>{"Error messages"}</h1>
      <ErrorLines catalogue={catalogue} report={null} machine={machine} detail={detail} />
    </main>,
  );
}

beforeEach(() => {
  document.documentElement.lang = "en";
  document.title = "Trust Ready";
});
afterEach(cleanup);

const field = () => document.querySelector("textarea")!;
const status = () => document.querySelector("[role=status]")!.textContent;
const shown = () =>
  [...document.querySelectorAll<HTMLElement>("[data-error]")].map(
    ({ dataset }) => dataset["error"],
  );

async function paste(text: string): Promise<void> {
  await act(() => void fireEvent.input(field(), { target: { value: text } }));
}

describe("the page", () => {
  test("lists every message at first", () => {
    page();
    expect(shown()).toEqual(ERROR_LINES.map(({ id }) => id));
  });

  test("filters while one types", async () => {
    page();
    await paste("PKIX pa");
    expect(shown()).toEqual(["java-pkix"]);
    expect(status()).toBe("1 message found");
  });

  test("finds the messages of a pasted log, and tells meaning, causes, page and sources", async () => {
    page();
    await paste(
      `09:00 start\n09:01 GET https://a.example\n Error: unable\n code: 'SELF_SIGNED_CERT_IN_CHAIN'\n`,
    );
    expect(shown()).toEqual(["node-self-signed-chain"]);
    const row = document.querySelector("[data-error]")!;
    expect(row.textContent).toContain("root that is not in this program’s list");
    expect(row.textContent).toContain("inspected connections");
    expect(row.querySelector("a")!.getAttribute("href")).toBe("#sdks/javascript");
    expect(row.querySelectorAll("[data-source]")).toHaveLength(3);
  });

  test("says so when nothing is found, and shows pasted markup as text", async () => {
    const { container } = page();
    await paste('<img src=x onerror="alert(1)"> nothing known');
    expect(shown()).toEqual([]);
    expect(status()).toContain("No known message was found");
    expect(container.querySelector("img")).toBeNull();
  });

  test("says that of a very long text only the end was searched", async () => {
    page();
    const note = () => document.body.textContent.includes("only its last 100,000 characters");
    await paste(`${"x".repeat(TEXT_LIMIT - 20)} curl: (60)`);
    expect([note(), shown()]).toEqual([false, ["curl-60"]]);
    await paste(`${"x".repeat(TEXT_LIMIT)} curl: (60)`);
    expect([note(), shown()]).toEqual([true, ["curl-60"]]);
  });

  test("shows the message that the address names", () => {
    page("openssl-20");
    expect(shown()).toEqual(["openssl-20"]);
    cleanup();
    page("none");
    expect(shown()).toHaveLength(ERROR_LINES.length);
  });

  test("sends whoever has a question of dates to the report", () => {
    page("chromium-date");
    const link = document.querySelector("[data-error] a")!;
    expect(link.getAttribute("href")).toBe("../report/index.html");
  });
});

test.each(["", "openssl-20"])("axe has nothing to say of the page, detail “%s”", async (detail) => {
  page(detail);
  const { violations, passes } = await axe.run(document, {
    rules: { "color-contrast": { enabled: false } },
  });
  expect(passes.length).toBeGreaterThan(10);
  expect(violations.flatMap(({ nodes }) => nodes.map(({ html }) => html))).toEqual([]);
  expect(document.body.textContent).not.toMatch(/undefined|\$\w+\$/);
});

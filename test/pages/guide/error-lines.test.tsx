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
  test("lists every message at first, folded by program, each in one line with its own address", () => {
    page();
    expect(shown().toSorted()).toEqual(ERROR_LINES.map(({ id }) => id).toSorted());
    const groups = [...document.querySelectorAll(".error-groups details")];
    expect(groups.length).toBeLessThan(13);
    expect(groups.filter((group) => group.hasAttribute("open"))).toEqual([]);
    for (const { id, lines, causes } of ERROR_LINES) {
      const row = document.querySelector(`.error-groups [data-error="${id}"]`)!;
      expect(row.querySelector("a")!.getAttribute("href")).toBe(`#error-lines/${id}`);
      expect(row.querySelector("code")!.textContent).toBe(lines[0]);
      expect(row.querySelectorAll(".note")).toHaveLength(causes.length > 0 ? 1 : 0);
    }
    expect(document.querySelector("[data-source]")).toBeNull();
    expect(status()).toBe(`${ERROR_LINES.length} messages, by program`);
  });

  test.each(ERROR_LINES.map(({ id }) => id))("the address of %s shows it as a card", (id) => {
    page(id);
    const card = document.querySelector(`.error-cards [data-error="${id}"]`)!;
    expect(card.querySelector("dl")!.textContent).toContain("Do this");
    expect(card.querySelector(".error-facts a")!.getAttribute("href")).toBe(`#error-lines/${id}`);
    expect(card.querySelector(".sources")!.hasAttribute("open")).toBe(false);
  });

  test.each([
    ["ERR_CERT_INVALID", "chromium-code-certificate-other"],
    ["SEC_ERROR_UNKNOWN_ISSUER", "firefox-issuer"],
  ])("an address with the browser's word %s shows its message", (word, id) => {
    page(word);
    expect(shown()).toEqual([id]);
  });

  test("marks what matches", async () => {
    page();
    await paste("fatal: Unable to get   LOCAL issuer certificate (20)");
    const card = document.querySelector('[data-error="openssl-local-issuer"] h3 code')!;
    expect([...card.querySelectorAll("mark")].map(({ textContent }) => textContent)).toEqual([
      "unable to get local issuer certificate",
    ]);
    expect(card.textContent).toBe("unable to get local issuer certificate");
  });

  test("without a match shows the nearest three, and says that they are no match", async () => {
    page();
    await paste("why does aws s3 ls fail");
    expect(status()).toBe("No exact match. Nearest:");
    expect(shown()).toHaveLength(3);
    expect(shown()[0]).toBe("aws-cli-endpoint");
  });

  test.each(["aws s3 ls", "does not work", "console is blank"])(
    "asks two questions about %j, which is no error, and about nothing that was found",
    async (text) => {
      page();
      const asked = () =>
        [...document.querySelectorAll("[data-questions] li")].map(({ textContent }) => textContent);
      expect(asked()).toEqual([]);
      await paste(text);
      expect(status()).toMatch(/^No exact match\. Nearest:$|^No known message was found/);
      expect(asked()).toEqual([
        "Which program printed this, and in which version?",
        "What do the lines before and after it say?",
      ]);
      await paste("PKIX path bui");
      expect(asked()).toEqual([]);
    },
  );

  test("of many found messages shows three as cards and the others as lines", async () => {
    page();
    await paste("certificate");
    const total = Number(/\d+/.exec(status())![0]);
    expect(total).toBeGreaterThan(10);
    expect(document.querySelectorAll(".error-cards > li")).toHaveLength(3);
    const others = document.querySelector("[data-others]")!;
    expect(others.querySelectorAll("[data-error]")).toHaveLength(total - 3);
    expect(others.querySelector("summary")!.textContent).toBe(`Also possible (${total - 3})`);
  });

  test("the address no longer names a message once another text was typed", async () => {
    location.hash = "#error-lines/openssl-20";
    page("openssl-20");
    await paste("PKIX path bui");
    expect(location.hash).toBe("#error-lines");
    expect(shown()).toEqual(["java-pkix"]);
  });

  test("the examples lead to messages", () => {
    page();
    const examples = [...document.querySelectorAll(".error-examples a")];
    expect(examples.length).toBeGreaterThan(2);
    for (const example of examples) {
      const id = example.getAttribute("href")!.replace("#error-lines/", "");
      const row = ERROR_LINES.find((each) => each.id === id)!;
      expect(example.textContent).toBe(row.lines[0]);
    }
  });

  test("filters while one types", async () => {
    page();
    await paste("PKIX path bui");
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
    const more = row.querySelector("dd a")!;
    expect(more.getAttribute("href")).toBe("#programs/node");
    expect(more.textContent).toContain("JavaScript");
    expect(row.querySelectorAll("[data-source]")).toHaveLength(3);
  });

  test("says so when nothing is found, and shows pasted markup as text", async () => {
    const { container } = page();
    await paste('<img src=x onerror="zz(1)"> lorem ipsum');
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
    const link = document.querySelector("[data-error] dd a")!;
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

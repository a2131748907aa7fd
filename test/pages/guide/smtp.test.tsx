// @vitest-environment happy-dom
import { act, cleanup, fireEvent } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SMTP_PORTS, SMTP_REGIONS, TEST_TOOLS } from "../../../src/guidance/smtp.ts";
import { Smtp } from "../../../src/pages/guide/Smtp.tsx";
import { catalogue } from "../../made-up.ts";
import { show } from "../../view/stage.tsx";

function page(system: "windows" | "linux" = "linux") {
  const machine = { browser: "edge", system, managed: false } as const;
  return show(
    <main>
      <h1>{"Mail servers"}</h1>
      <Smtp catalogue={catalogue} report={null} machine={machine} detail="" />
    </main>,
  );
}

beforeEach(() => {
  document.documentElement.lang = "en";
  document.title = "Trust Ready";
});
afterEach(cleanup);

async function choose(label: string, value: string): Promise<void> {
  const choice = [...document.querySelectorAll("label.choice")].find(
    (each) => each.querySelector("span")!.textContent === label,
  )!;
  const select = choice.querySelector("select")!;
  await act(() => void fireEvent.change(select, { target: { value } }));
}

const part = (name: "smtp" | "https") => document.querySelector(`[data-part=${name}]`)!;
const commands = (name: "smtp" | "https") =>
  [...part(name).querySelectorAll("pre")].map(({ textContent }) => textContent);

describe("the page", () => {
  test("begins with port 587 and the program that the system has", () => {
    page();
    expect(commands("smtp")).toHaveLength(1);
    expect(commands("smtp")[0]).toContain(
      "openssl s_client -starttls smtp -connect email-smtp.us-east-1.amazonaws.com:587",
    );
    cleanup();
    page("windows");
    expect(commands("smtp")[0]).toContain("Test-NetConnection");
  });

  test("offers each region and port", () => {
    page();
    const lists = [...part("smtp").querySelectorAll("select")];
    const values = lists.map((list) => [...list.options].map(({ value }) => value));
    expect(values).toEqual([
      SMTP_REGIONS.map(({ region }) => region),
      ["standard", "fips"],
      SMTP_PORTS.map(({ port }) => String(port)),
    ]);
  });

  test("follows region, port and program", async () => {
    page();
    await choose("Region", "us-gov-west-1");
    await choose("Port", "2465");
    await choose("Program", "curl");
    expect(commands("smtp")).toEqual([
      "curl --verbose smtps://email-smtp.us-gov-west-1.amazonaws.com:2465",
      "curl.exe --verbose smtps://email-smtp.us-gov-west-1.amazonaws.com:2465",
    ]);
    expect(part("smtp").textContent).toContain("encrypted from the first byte");
  });

  test("offers the name for FIPS 140 where a region has one", async () => {
    page();
    await choose("Server name", "fips");
    expect(commands("smtp")[0]).toContain("-connect email-smtp-fips.us-east-1.amazonaws.com:587");
    await choose("Region", "eu-west-1");
    expect(commands("smtp")[0]).toContain("-connect email-smtp.eu-west-1.amazonaws.com:587");
    expect(part("smtp").querySelectorAll("select")).toHaveLength(2);
  });

  test("tells of port 25 what is special", async () => {
    page();
    expect(part("smtp").textContent).not.toContain("block port 25");
    await choose("Port", "25");
    expect(part("smtp").textContent).toContain("block port 25");
  });

  test("tests a root’s own host over HTTPS", async () => {
    page();
    await choose("Root", "amazon-root-ca-3");
    expect(commands("https")[0]).toContain(
      "-connect valid.rootca3.demo.amazontrust.com:443 -servername valid.rootca3",
    );
  });

  test("tells good answers from bad ones, which lead to the error messages", async () => {
    page();
    const answer = (id: string) => document.querySelector(`[data-answer="${id}"]`)!;
    expect(answer("openssl-ok").querySelector(".tag")!.textContent).toBe("Good");
    expect(answer("openssl-issuer").querySelector(".tag")!.textContent).toBe("Problem");
    const link = answer("openssl-issuer").querySelector("a")!;
    expect(link.getAttribute("href")).toBe("#error-lines/openssl-20");
    expect(document.querySelector('[data-answer="curl-ok"]')).toBeNull();
  });
});

test.each(TEST_TOOLS)("axe has nothing to say of the page with %s", async (tool) => {
  page();
  await choose("Program", tool);
  const { violations, passes } = await axe.run(document, {
    rules: { "color-contrast": { enabled: false } },
  });
  expect(passes.length).toBeGreaterThan(10);
  expect(violations.flatMap(({ nodes }) => nodes.map(({ html }) => html))).toEqual([]);
  expect(document.body.textContent).not.toMatch(/undefined|\$\w+\$/);
});

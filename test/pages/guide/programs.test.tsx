// @vitest-environment happy-dom
import { act, cleanup, fireEvent } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PROGRAMS } from "../../../src/guidance/programs.ts";
import { Programs } from "../../../src/pages/guide/Programs.tsx";
import { TOPICS } from "../../../src/guidance/repair-cases.ts";
import { useAddress } from "../../../src/view/use-address.ts";
import { catalogue } from "../../made-up.ts";
import { show } from "../../view/stage.tsx";

/** The topic, at the address as in the guide. */
function Topic({ system }: { system: "windows" | "linux" }) {
  const machine = { browser: "firefox", system, managed: false } as const;
  const { detail, query } = useAddress(TOPICS);
  return (
    <main>
      <h1>{"Programs"}</h1>
      <Programs
        catalogue={catalogue}
        report={null}
        machine={machine}
        detail={detail}
        query={query}
      />
    </main>
  );
}

function page(detail = "", system: "windows" | "linux" = "linux") {
  location.hash = `#programs/${detail}`;
  return show(<Topic system={system} />);
}

beforeEach(() => {
  document.documentElement.lang = "en";
  document.title = "Trust Ready";
});
afterEach(cleanup);

const advice = () => document.querySelector<HTMLElement>("[data-program-advice]")!;
const texts = (within: ParentNode) =>
  [...within.querySelectorAll("pre")].map(({ textContent }) => textContent);

async function choose(list: number, value: string): Promise<void> {
  const select = document.querySelectorAll("select")[list]!;
  await act(() => void fireEvent.change(select, { target: { value } }));
}

describe("the page", () => {
  test("begins with the AWS CLI, for the shell of the system", async () => {
    page();
    expect(advice().dataset["programAdvice"]).toBe("aws-cli-2");
    expect(texts(advice())[0]).toBe('export AWS_CA_BUNDLE="$HOME/aws-ca-bundle.pem"');
    cleanup();
    page("", "windows");
    expect(texts(advice())[0]).toBe('$env:AWS_CA_BUNDLE = "$HOME\\aws-ca-bundle.pem"');
  });

  test("shows the program that the address names, and keeps the address when another is chosen", async () => {
    page("java");
    expect(advice().dataset["programAdvice"]).toBe("java");
    await choose(0, "ruby");
    expect(advice().dataset["programAdvice"]).toBe("ruby");
    expect(location.hash).toBe("#programs/ruby?shell=sh");
  });

  test("writes all commands for the chosen shell", async () => {
    page("boto3");
    await choose(1, "cmd");
    expect(texts(advice())[0]).toBe('set "AWS_CA_BUNDLE=%USERPROFILE%\\aws-ca-bundle.pem"');
    expect(location.hash).toBe("#programs/boto3?shell=cmd");
    const bundle = document.querySelector("[data-part=bundle]")!;
    expect(texts(bundle).join("\n")).toContain("copy /b");
  });

  test("shows both dates for Python, each with its own source", () => {
    page("boto3");
    const versions = [...advice().querySelectorAll<HTMLElement>("[data-version]")];
    const shown = versions.map((version) => {
      const own = document.querySelectorAll<HTMLElement>(
        `[data-sources-of="${version.textContent}"] [data-source]`,
      );
      return [version.dataset["version"], [...own].map(({ dataset }) => dataset["source"])];
    });
    expect(shown).toEqual([
      ["2013-10-29", ["aws-own-ca", "dynamodb-ats"]],
      ["2015-02-05", ["ses-ats"]],
    ]);
    expect(versions[0]!.textContent).toContain("Released before Oct 29, 2013");
  });

  test("a link opens the program for its shell; an unknown shell counts as none", () => {
    page("java?shell=cmd");
    const lists = () => [...document.querySelectorAll("select")].map(({ value }) => value);
    expect(lists()).toEqual(["java", "cmd"]);
    cleanup();
    page("constructor?shell=__proto__");
    expect(lists()).toEqual(["aws-cli-2", "sh"]);
  });

  test("warns of what replaces the usual list", () => {
    page("node");
    const badge = (name: string) =>
      advice().querySelector(`[data-setting="${name}"] .tag`)!.textContent;
    expect(badge("NODE_EXTRA_CA_CERTS")).toBe("adds to the usual list");
    cleanup();
    page("boto3");
    expect(badge("AWS_CA_BUNDLE")).toBe("replaces the usual list");
    const bundle = document.querySelector("[data-part=bundle]")!.textContent;
    expect(bundle).toContain("AWS_CA_BUNDLE and most other settings replace");
    expect(bundle).toContain("NODE_EXTRA_CA_CERTS adds");
  });

  test("groups the programs, in the list and in the table alike", () => {
    page();
    const groups = [...document.querySelectorAll("optgroup")];
    expect(groups.map(({ label }) => label)).toEqual(
      [...document.querySelectorAll("th[scope=rowgroup]")].map(({ textContent }) => textContent),
    );
    const inList = groups.map((group) => [...group.children].map((each) => each.textContent));
    const inTable = [...document.querySelectorAll("tbody[data-group]")].map((body) =>
      [...body.querySelectorAll("tr[data-program] th")].map(({ textContent }) => textContent),
    );
    expect(inList).toEqual(inTable);
    expect(inList.flat()).toEqual(PROGRAMS.map(({ name }) => name));
  });

  test("lists every program, with a link to its advice", () => {
    page();
    const links = [...document.querySelectorAll("tr[data-program] a")];
    expect(links.map((link) => link.getAttribute("href"))).toEqual(
      PROGRAMS.map(({ id }) => `#programs/${id}?shell=sh`),
    );
  });
});

/** The rules of axe that some part of the page breaks, as the markup that breaks them. */
async function violationsIn(part: Document | HTMLElement): Promise<string[]> {
  const { violations, passes } = await axe.run(part, {
    rules: { "color-contrast": { enabled: false } },
  });
  expect(passes.length).toBeGreaterThan(5);
  return violations.flatMap(({ nodes }) => nodes.map(({ html }) => html));
}

test("axe has nothing to say of the page", async () => {
  page();
  expect(await violationsIn(document)).toEqual([]);
});

test.each(PROGRAMS.map(({ id }) => id))("axe has nothing to say of %s", async (id) => {
  page(id);
  expect(await violationsIn(advice())).toEqual([]);
  expect(advice().textContent).not.toMatch(/undefined|\$\w+\$/);
});

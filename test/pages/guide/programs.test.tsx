// @vitest-environment happy-dom
import { act, cleanup, fireEvent } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PROGRAMS, programValues } from "../../../src/guidance/programs.ts";
import { ProgramAdvice } from "../../../src/pages/guide/ProgramAdvice.tsx";
import { Programs } from "../../../src/pages/guide/Programs.tsx";
import { TOPICS } from "../../../src/guidance/repair-cases.ts";
import { useAddress } from "../../../src/view/use-address.ts";
import { catalogue, rootOf } from "../../made-up.ts";
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

/** The commands of the settings. */
const settingTexts = () =>
  [...advice().querySelectorAll("[data-setting]")].flatMap((setting) => texts(setting));
/** What its two choices are of: the program and the shell. */
const chosen = () =>
  [...document.querySelectorAll<HTMLSelectElement>("select")].map(({ value }) => value).slice(0, 2);
const hosts = () => document.querySelector<HTMLElement>("[data-part=hosts]")!;
const hostLines = () => (texts(hosts())[0] ?? "").split("\n");

async function choose(list: number, value: string): Promise<void> {
  const select = document.querySelectorAll("select")[list]!;
  await act(() => void fireEvent.change(select, { target: { value } }));
}

describe("the page", () => {
  test("begins with the AWS CLI, for the shell of the system", async () => {
    page();
    expect(advice().dataset["programAdvice"]).toBe("aws-cli-2");
    expect(settingTexts()[0]).toBe('export AWS_CA_BUNDLE="$HOME/aws-ca-bundle.pem"');
    cleanup();
    page("", "windows");
    expect(settingTexts()[0]).toBe('$env:AWS_CA_BUNDLE = "$HOME\\aws-ca-bundle.pem"');
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
    expect(settingTexts()[0]).toBe('set "AWS_CA_BUNDLE=%USERPROFILE%\\aws-ca-bundle.pem"');
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
    expect(chosen()).toEqual(["java", "cmd"]);
    cleanup();
    page("constructor?shell=__proto__");
    expect(chosen()).toEqual(["aws-cli-2", "sh"]);
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
    const groups = [...document.querySelector("select")!.querySelectorAll("optgroup")];
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

describe("what a program uses now", () => {
  const shows = () =>
    [...advice().querySelectorAll<HTMLElement>("[data-shows]")].map((part) => [
      part.dataset["shows"],
      ...texts(part),
    ]);

  test("is printed by commands: its variables, then its own, which we ran or read about", () => {
    page("node?shell=sh");
    expect(shows()).toEqual([
      ["variables", "env | grep -E '^(NODE_EXTRA_CA_CERTS|NODE_USE_SYSTEM_CA)='"],
      ["tried", 'node -p "process.env.NODE_EXTRA_CA_CERTS"'],
      ["read", "node -p \"require('tls').getCACertificates('extra').length\""],
    ]);
    expect(advice().textContent).toContain("Tried with Node.js 20.20.2:");
    expect(advice().textContent).toContain(
      "Since Node.js 22.15.0, 23.10.0. From the documentation",
    );
    cleanup();
    page("node?shell=powershell");
    expect(shows()[0]![1]).toBe(
      "Get-Item Env:NODE_EXTRA_CA_CERTS, Env:NODE_USE_SYSTEM_CA -ErrorAction Ignore",
    );
    cleanup();
    page("node?shell=cmd");
    expect(shows()[0]![1]).toBe("set NODE_EXTRA_CA_CERTS\nset NODE_USE_SYSTEM_CA");
  });

  test("is not claimed to be printed where no command is known", () => {
    page("dart");
    expect(shows()).toEqual([["none"]]);
    expect(advice().textContent).toContain("We know no command that prints which roots it uses.");
  });

  test("differs by system where its roots do", () => {
    page("python");
    expect(advice().querySelector("[data-roots-on=windows]")!.textContent).toBe(
      "On Windows: the store of the operating system.",
    );
  });

  test("has a first version where we found one, and says so where we did not", () => {
    page("git");
    const git = (name: string) => advice().querySelector(`[data-setting="${name}"]`)!.textContent;
    expect(git("http.sslBackend")).toContain("Since Git 2.20.");
    expect(git("http.sslCAInfo")).not.toContain("Since");
    expect(advice().textContent).toContain("Where no version is named, we did not verify");
  });
});

describe("hosts to leave out of the inspection", () => {
  test("are those of the program, in the region of the address", () => {
    page("docker?shell=sh&region=eu-west-1");
    expect(hostLines()).toContain("api.ecr.eu-west-1.amazonaws.com");
    expect(hostLines()).toContain("*.dkr.ecr.eu-west-1.amazonaws.com");
    const button = hosts().querySelector("a.button")!;
    expect(button.getAttribute("href")).toBe("../endpoints/index.html#hosts/ecr?region=eu-west-1");
    expect(button.textContent).toBe("Test 5 hosts");
  });

  test("follow the choices, which the address keeps", async () => {
    page("docker");
    await choose(3, "eu-central-1");
    expect(location.hash).toBe("#programs/docker?shell=sh&region=eu-central-1");
    expect(hostLines()).toContain("api.ecr.eu-central-1.amazonaws.com");
    await choose(2, "session-manager");
    expect(location.hash).toBe(
      "#programs/docker?shell=sh&region=eu-central-1&hosts=session-manager",
    );
    expect(hostLines()).toEqual([
      "ssm.eu-central-1.amazonaws.com",
      "ssmmessages.eu-central-1.amazonaws.com",
      "ec2messages.eu-central-1.amazonaws.com",
    ]);
    await choose(0, "kubectl");
    expect(location.hash).toBe("#programs/kubectl?shell=sh&region=eu-central-1");
    expect(hostLines()[0]).toBe("eks.eu-central-1.amazonaws.com");
  });

  test("hold the hosts for revocation if they are wanted", async () => {
    page("session-manager");
    expect(hostLines()).not.toContain("*.amazontrust.com");
    await act(() => void fireEvent.click(hosts().querySelector("input")!));
    expect(location.hash).toBe("#programs/session-manager?shell=sh&revocation=yes");
    expect(hostLines().slice(-3)).toEqual(["*.amazontrust.com", "*.amznts.eu", "*.ss2.us"]);
    expect(hosts().querySelector("a.button")!.textContent).toBe("Test 3 hosts");
  });

  test("say where another authority certifies them", () => {
    page("kubectl?region=eu-west-1");
    expect(hosts().querySelector("[data-authority]")!.textContent).toMatch(
      /^\*\.eu-west-1\.eks\.amazonaws\.com: .* not from Amazon Trust Services/,
    );
  });

  test("unknown regions and lists in the address count as none", () => {
    page("docker?region=__proto__&hosts=constructor");
    const lists = [...document.querySelectorAll("select")].map(({ value }) => value);
    expect(lists.slice(2)).toEqual(["aws-cli", "us-east-1"]);
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

test.each(PROGRAMS)("axe has nothing to say of $id", async (program) => {
  const values = programValues(rootOf("amazon-root-ca-1"), "sh");
  show(
    <main>
      <h1>{"Programs"}</h1>
      <ProgramAdvice program={program} shell="sh" values={values} />
    </main>,
  );
  expect(await violationsIn(advice())).toEqual([]);
  expect(advice().textContent).not.toMatch(/undefined|\$\w+\$/);
});

// @vitest-environment happy-dom
import { act, cleanup } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { BrowserInfo, Report } from "../../src/core/report.ts";
import { CAUSES } from "../../src/core/vocabulary.ts";
import { allowList } from "../../src/guidance/allow-lists.ts";
import { inspectorSettings } from "../../src/guidance/inspector-settings.ts";
import { supportCode } from "../../src/core/support-code.ts";
import { verdictSentences } from "../../src/report-text/sentences.ts";
import { dataKey } from "../../src/report-text/translator.ts";
import { repairFor } from "../../src/guidance/repair.ts";
import { situationOf } from "../../src/guidance/situation.ts";
import { sourceOf } from "../../src/guidance/source.ts";
import { AUDIENCES, CASES, type Audience, type Case } from "../../src/guidance/repair-cases.ts";
import { RepairSteps } from "../../src/view/RepairSteps.tsx";
import { catalogue, WORLDS } from "../made-up.ts";
import { translateHere as t, viewHere } from "../preview/view-context.ts";
import { show } from "./stage.tsx";

beforeAll(() => {
  document.documentElement.lang = "en";
  document.title = "Trust Ready";
});
afterEach(cleanup);

const world = (name: string): Report => WORLDS[name]!();

/** A report of each case: the made-up one that shows it, or one with its verdict alone. */
function reportOfCase(wanted: Case): Report {
  // The inspector has every value that a step may mention.
  const known = world("inspected, refused by strict programs");
  const shown = [known, ...Object.values(WORLDS).map((make) => make())];
  const found = shown.find((report) => situationOf(report).case === wanted);
  if (found) return found;
  if (wanted === "tls-inspection-approved") {
    return { ...known, inspector: { ...known.inspector!, approved: true } };
  }
  const cause = CAUSES.find((each) => each === wanted)!;
  const report = world("unknown");
  return { ...report, verdict: { ...report.verdict, cause } };
}

const inBrowser = (report: Report, change: Partial<BrowserInfo>): Report => ({
  ...report,
  browser: { ...report.browser, ...change },
});

function open(report: Report) {
  return show(
    <main>
      <h1>Report</h1>
      <RepairSteps report={report} catalogue={catalogue} />
    </main>,
  );
}

const section = (who: Audience) =>
  document.querySelector<HTMLElement>(`section[data-audience="${who}"]`)!;
const step = (id: string) => document.querySelector<HTMLElement>(`[data-step="${id}"]`);
const ids = (who: Audience) =>
  [...section(who).querySelectorAll<HTMLElement>("[data-step]")].map(
    ({ dataset }) => dataset["step"],
  );

async function faults(): Promise<string[]> {
  const { violations, passes } = await axe.run(document, {
    rules: { "color-contrast": { enabled: false } },
  });
  expect(passes.length).toBeGreaterThan(10);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe.each(CASES)("the case %s", (wanted) => {
  const report = reportOfCase(wanted);

  test("is made up", () => {
    expect(situationOf(report).case).toBe(wanted);
  });

  test("shows its steps in their order, and where they come from", () => {
    open(report);
    const { steps, sources } = repairFor(situationOf(report));
    for (const who of AUDIENCES) {
      // Made-up inspectors are no known product, and the next step is above.
      const expected = steps.filter(
        (each) => each.who === who && !each.makerPage && !each.isNextStep,
      );
      expect(expected).not.toEqual([]);
      expect(ids(who)).toEqual(expected.map(({ id }) => id));
    }
    const links = [...document.querySelectorAll<HTMLElement>(".sources [data-source]")];
    expect(links.map(({ dataset }) => dataset["source"])).toEqual(sources);
  });

  test("leaves nothing to be filled in", () => {
    open(report);
    expect(document.body.textContent).not.toMatch(/\$[A-Z]+\$|[{}]|undefined/);
  });
});

describe("axe has nothing to say of", () => {
  test.each(Object.keys(WORLDS))("%s", async (name) => {
    open(world(name));
    expect(await faults()).toEqual([]);
  });

  test.each(CASES)("the case %s", async (wanted) => {
    open(reportOfCase(wanted));
    expect(await faults()).toEqual([]);
  });
});

describe("the steps", () => {
  test("stand under a heading for each audience", () => {
    const { getAllByRole } = open(world("dns"));
    const headings = getAllByRole("heading", { level: 2 }).map(({ textContent }) => textContent);
    expect(headings).toEqual([t("repairPerson"), t("repairAdministrator")]);
  });

  test("name the browser and who inspects", () => {
    open(world("inspected"));
    expect(step("name-inspector")!.textContent).toContain("Example Inspection Root CA");
    cleanup();
    open(world("old browser"));
    expect(step("update-browser")!.textContent).toContain("Chrome");
  });

  test("show a stranger's name inert and cut", () => {
    const report = world("inspected");
    const name = `<img src=x> \u202E${"a".repeat(300)}`;
    open({ ...report, inspector: { ...report.inspector!, name } });
    expect(document.querySelector("section img")).toBeNull();
    expect(step("name-inspector")!.textContent).toContain("⟨U+202E⟩");
  });

  test("do not name who inspects where nobody was seen", () => {
    open({ ...world("inspected"), inspector: null });
    expect(step("name-inspector")).toBeNull();
    expect(ids("person").length).toBeGreaterThanOrEqual(2);
  });

  test("tell a managed browser's person to ask", () => {
    open(inBrowser(world("old browser"), { managed: true }));
    expect(step("ask-for-update")).not.toBeNull();
    expect(step("update-browser")).toBeNull();
    expect(document.body.textContent).not.toContain(t("repairOwnComputer"));
  });

  test("are the person's own where nobody manages the browser", () => {
    open(world("all roots missing"));
    expect(section("administrator").textContent).toContain(t("repairOwnComputer"));
  });

  test.each([
    ["Microsoft Edge", "edge://policy"],
    ["Chrome", "chrome://policy"],
  ])("show %s its own address", (name, address) => {
    open(inBrowser(world("all roots missing"), { name }));
    expect(step("distrust-policy")!.querySelector("code")!.textContent).toBe(address);
  });

  test.each([
    ["win", "ipconfig /flushdns"],
    ["linux", "resolvectl flush-caches"],
  ])("show %s its own command", (os, command) => {
    open(inBrowser(world("dns"), { os }));
    expect(step("forget-names")!.querySelector("code")!.textContent).toBe(command);
  });

  test("name the host that was tried last, in a command that can be copied", async () => {
    const { copy } = open(inBrowser(world("one root missing"), { os: "mac" }));
    const button = step("show-chain")!.querySelector("button")!;
    expect(button.getAttribute("aria-label")).toBe(t("copyThing", t("command")));
    await act(() => button.click());
    const host = "valid.rootca2.demo.amazontrust.com";
    expect(copy).toHaveBeenCalledExactlyOnceWith(
      `openssl s_client -connect ${host}:443 -servername ${host} -showcerts </dev/null`,
    );
  });

  test("list all test hosts to be allowed", () => {
    open(world("blocked"));
    const lines = step("allow-hosts")!.querySelector("code")!.textContent!.split("\n");
    expect(lines.length).toBeGreaterThan(10);
    expect(lines).toContain("revoked.rootca1.demo.amazontrust.com");
  });

  test("fold all lists of host names, and let each be copied", async () => {
    const { copy } = open(world("inspected"));
    const lists = [...step("leave-out-aws")!.querySelectorAll("details")];
    expect(lists.map(({ dataset, open: unfolded }) => [dataset["list"], unfolded])).toEqual([
      ["aws", false],
      ["aws-us-gov", false],
      ["aws-cn", false],
      ["aws-eusc", false],
    ]);
    await act(() => lists[2]!.querySelector("button")!.click());
    expect(copy).toHaveBeenCalledExactlyOnceWith(allowList("aws-cn").hosts.join("\n"));
  });

  test("open a web page by a button, and copy what only the address bar opens", () => {
    open(world("all roots missing"));
    const link = step("look-at-issuer-chromium")!.querySelector<HTMLAnchorElement>("a.button")!;
    const host = "valid.rootca1.demo.amazontrust.com";
    expect([link.getAttribute("href"), link.target, link.rel]).toEqual([
      `https://${host}/`,
      "_blank",
      "noreferrer",
    ]);
    expect(link.textContent).toBe(t("repairOpen", host));
    for (const code of document.querySelectorAll("code")) {
      expect(code.textContent).not.toMatch(/^https?:/);
    }
    const own = step("trust-list-chromium")!;
    expect(own.querySelector("a[href^=chrome]")).toBeNull();
    expect(own.textContent).toContain(t("repairAddressHint"));
  });

  test("are copied for the administrator, with the verdict, the code and the commands", async () => {
    const report = inBrowser(world("all roots missing"), { os: "linux" });
    const { copy } = open(report);
    await act(() => document.querySelector<HTMLElement>("[data-copy-steps] button")!.click());
    const [[text]] = copy.mock.calls as [[string]];
    expect(text).toContain(verdictSentences(report, viewHere).title);
    expect(text).toContain(supportCode(report)!);
    expect(text).toContain("Chrome 156.0.8078.79, Linux");
    const numbered = [...text.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
    expect(numbered).toEqual(ids("administrator").map((_, at) => at + 1));
    for (const code of section("administrator").querySelectorAll("code")) {
      for (const line of code.textContent!.split("\n")) expect(text).toContain(`   ${line}`);
    }
    for (const id of ids("administrator")) {
      expect(text).toContain(t(dataKey("repair", id!)));
    }
    expect(text).toContain(sourceOf("ats-repository").url);
    expect(text).not.toContain(t("repair_hand_over"));
  });

  test("say where a known product leaves hosts out, with its maker's page", () => {
    const report = world("inspected");
    open({ ...report, inspector: { ...report.inspector!, product: "Zscaler" } });
    const { menu, source } = inspectorSettings("Zscaler")!;
    expect(step("inspector-settings")!.textContent).toContain(`In Zscaler,`);
    expect(step("inspector-settings")!.textContent).toContain(menu);
    const link = step("inspector-settings")!.querySelector("a")!;
    expect(link.getAttribute("href")).toBe(sourceOf(source).url);
  });

  test.each([null, "Squid", "<b>Zscaler</b>"])("say nothing of the settings of %s", (product) => {
    const report = world("inspected");
    open({ ...report, inspector: { ...report.inspector!, product } });
    expect(step("inspector-settings")).toBeNull();
  });

  test("lead to the page that tests hosts", () => {
    open(world("ready, anchors seen"));
    const link = step("test-hosts")!.querySelector("a")!;
    expect([link.getAttribute("href"), link.textContent]).toEqual([
      "../endpoints/index.html",
      t("toEndpoints"),
    ]);
  });

  test("lead to the guide, and to the root that is missing", () => {
    open(world("one root missing"));
    expect(step("add-roots")!.querySelector("a")!.getAttribute("href")).toBe(
      "../guide/index.html#trust-stores/amazon-root-ca-2",
    );
    cleanup();
    open(world("old browser"));
    expect(step("update-browser")!.querySelector("a")!.getAttribute("href")).toBe(
      "../guide/index.html#update",
    );
  });

  test("lead to other pages in a tab of their own", () => {
    open(world("amazon side"));
    const link = step("aws-health")!.querySelector("a")!;
    const { url, title } = sourceOf("aws-health-status");
    expect([link.getAttribute("href"), link.target, link.textContent]).toEqual([
      url,
      "_blank",
      title,
    ]);
  });
});

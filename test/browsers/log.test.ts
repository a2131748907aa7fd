/** Chromium's own log, as a person uses it: check again while it runs, then give it to the report page. */
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { ROOT } from "../../build/files.ts";
import type { Report } from "../../src/core/report.ts";
import { temporaryDirectory } from "../lab/cleanup.ts";
import { startLab } from "../lab/lab.ts";
import { launch } from "./launch.ts";
import { startLog } from "./log.ts";
import { openPopup, ownErrors, POPUP, readPopup, readReport, shownAs } from "./popup.ts";
import { until } from "./session.ts";
import { browsers, labExtension, labWorld } from "./stage.ts";

const REPORT = "pages/report/index.html";
const found = browsers.find(({ family }) => family === "chromium");

it.skipIf(!found)("a log begun after a check still proves each root", async () => {
  const { authority, catalogue } = await labWorld();
  const lab = await startLab("ready", { authority });
  const log = startLog();
  const extensionDir = await labExtension("chromium");
  try {
    let session = await launch(found!, { extensionDir, lab, extraArgs: log.args });
    const first = await readReport(await openPopup(session));
    // From here on, it is as if the log had begun now.
    const since = Date.now();
    const page = await session.openPage(REPORT);
    await shownAs(page, "done");
    const press = () =>
      page.$eval("[data-check-for-log]", (button) => (button as HTMLElement).click());
    await press();
    const second = await until("the check for the log", async () => {
      const report = await readReport(page);
      return report.id === first.id ? null : report;
    });
    const asked = (kind: string) => second.observations.filter((seen) => seen.kind === kind);
    const before = new Set(first.observations.map(({ url }) => url));
    expect(asked("expired").filter(({ url }) => before.has(url))).toEqual([]);
    await shownAs(page, "done");
    await press();
    await until("the hint that no name is left", () => page.$("[data-no-names]"));
    expect((await readReport(page)).id).toBe(second.id);
    expect(await ownErrors(session)).toEqual([]);
    await session.close();

    const read = await log.open(catalogue, second.browser.programme);
    const proven = await read(second, { since });
    const deciding = proven.roots.filter(({ decides }) => decides);
    expect(deciding.map(({ finding, evidence }) => [finding, evidence])).toEqual(
      deciding.map(() => ["trusted", "anchor"]),
    );

    session = await launch(found!, { extensionDir, lab });
    try {
      const popup = await openPopup(session);
      expect((await readReport(popup)).verdict.evidence).toBe("load");
      const other = await session.openPage(REPORT);
      await shownAs(other, "done");
      await other.$eval("#log", (fold) => ((fold as HTMLDetailsElement).open = true));
      const input = (await other.$("[data-log-file]"))!;
      await (input as unknown as { uploadFile(file: string): Promise<void> }).uploadFile(log.file);
      await until("the log to be read", () => other.$("[data-log=read]"));
      const report = await readReport(other);
      expect(report.verdict).toMatchObject({ code: "ready", evidence: "anchor" });
      await until("the chains on the page", () => other.$("[data-chain=observed]"));
      // The popup shows the same report, and starts no check over it.
      await popup.goto(session.extensionUrl(POPUP));
      await shownAs(popup, "done");
      expect((await readPopup(popup)).verdict).toBe("ready");
      expect((await readReport(popup)).id).toBe(report.id);
      const uploadNonsense = `${extensionDir}/manifest.json`;
      await (input as unknown as { uploadFile(file: string): Promise<void> }).uploadFile(
        uploadNonsense,
      );
      await until("the refusal", () => other.$("[data-log=not-a-log]"));
      expect((await readReport(other)).id).toBe(report.id);
      expect(await ownErrors(session)).toEqual([]);
    } finally {
      await session.close();
    }
  } finally {
    log.remove();
    await lab.stop();
  }
});

/** What `npm start -- …` prints, its exit code, and what it left in its directory for temporary files. */
async function start(...options: string[]) {
  const { directory, remove } = temporaryDirectory("trust-ready-start-");
  const args = ["tsx", "test/browsers/start.ts", ...options];
  const env = { ...process.env, TMPDIR: directory };
  try {
    const ended = await new Promise<{ code: unknown; out: string; errors: string }>((resolve) => {
      execFile("npx", args, { cwd: ROOT, env, maxBuffer: 1e7 }, (error, out, errors) => {
        resolve({ code: error?.code ?? 0, out, errors });
      });
    });
    const logs = readdirSync(directory).filter((name) => name.startsWith("trust-ready-log-"));
    return { ...ended, logs };
  } finally {
    remove();
  }
}

it.skipIf(!found)(
  "npm start -- --log names a proxy that nobody trusts, and leaves no log",
  async () => {
    const lab = ["--lab", "inspected-untrusted-amazon-only"];
    const { code, out, logs } = await start("--browser", "chromium", "--log", "--json", ...lab);
    expect([code, logs]).toEqual([1, []]);
    const report = JSON.parse(out) as Report;
    expect(report.verdict).toMatchObject({ code: "inspected", cause: "tls-inspection" });
    expect(report.inspector).toMatchObject({ name: "Example Inspection Root CA" });
  },
);

it("npm start -- --log refuses Firefox alone", async () => {
  const { code, out, errors } = await start("--browser", "firefox", "--log");
  expect([code, out]).toEqual([2, ""]);
  expect(errors).toMatch(/--log is for Chromium/);
});

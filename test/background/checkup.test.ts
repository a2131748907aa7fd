import { createHash, X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createCheckup } from "../../src/background/checkup.ts";
import { REPORT_FRESH_MS, type RunningCheck } from "../../src/core/running-check.ts";
import type { Probe } from "../../src/core/observation.ts";
import type { FailureCode } from "../../src/core/vocabulary.ts";
import { decidingIds } from "../../src/core/catalogue.ts";
import {
  baselineUrls,
  inWaves,
  LIMITS,
  planCheck,
  type PlannedProbe,
} from "../../src/core/plan.ts";
import { isCutShort } from "../../src/core/failure.ts";
import { FLOOR_MS, SECOND_WAVE_MS } from "../../src/core/limits.ts";
import { makeReport } from "../../src/core/make-report.ts";
import type { Report } from "../../src/core/report.ts";
import { DEFAULT_SETTINGS } from "../../src/core/default-settings.ts";
import { summaryOf } from "../../src/core/summary.ts";
import { BROWSERS, catalogue, gather, START, wellIn } from "../made-up.ts";
import { failedWith, fakePorts, Gate, loaded, type FakeStore } from "./fakes.ts";

const plan = planCheck(catalogue, BROWSERS.firefox.programme);
const firstUrls = plan.map(({ urls }) => urls[0]!);
const [firstWave, secondWave] = inWaves(plan, decidingIds(catalogue));
const isNew = ({ url }: Probe) => firstUrls.includes(url);

type Ports = ReturnType<typeof fakePorts>;

/** Lets everything run that is ready to. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const until = (holds: () => void) => vi.waitFor(holds, { interval: 1 });

/** Rejections that nobody handled, by message. */
const unhandled: string[] = [];
const note = (reason: unknown) => void unhandled.push(String(reason));

beforeEach(() => {
  unhandled.length = 0;
  process.on("unhandledRejection", note);
});

afterEach(async () => {
  await settle();
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});

async function finished({ store }: Ports): Promise<Report> {
  await until(() => expect(store.kept.report).toBeDefined());
  await settle();
  return store.kept.report!;
}

/** All is well, and a clock is told; these probes wait for the gate, or until they are aborted. */
function holding(isHeld: (probe: Probe) => boolean): { ports: Ports; gate: Gate } {
  const local = new Date(START).toISOString();
  const ports = fakePorts();
  const gate = new Gate();
  ports.probe.browser = BROWSERS.chromium;
  ports.probe.answer = (probe) =>
    probe.kind === "expired"
      ? failedWith("date-invalid", probe)
      : loaded(probe, { serverTime: { server: local, local } });
  const observe = ports.probe.observe.bind(ports.probe);
  ports.probe.observe = async (asked, limitMs, signal) => {
    if (!isHeld(asked)) return observe(asked, limitMs, signal);
    const aborted = new Promise((resolve) => signal.addEventListener("abort", resolve));
    ports.probe.asked.push({ probe: asked, limitMs, signal });
    await Promise.race([gate.opened, aborted]);
    return signal.aborted ? failedWith("timeout", asked) : ports.probe.answer(asked);
  };
  return { ports, gate };
}

/** Runs one check to its end. */
async function checked(ports = fakePorts()): Promise<Report> {
  await createCheckup(ports).startCheck();
  return finished(ports);
}

function runningCheck(change: Partial<RunningCheck> = {}): RunningCheck {
  return {
    id: "earlier",
    startedAt: START,
    planned: plan.length,
    ended: 3,
    answered: [],
    interrupted: false,
    ...change,
  };
}

function reportAt(finishedAt: number): Report {
  const gathered = gather("firefox", wellIn.firefox);
  return makeReport(catalogue, { ...gathered, finishedAt: new Date(finishedAt).toISOString() });
}

/** Keeps the answer of the baseline for all browsers back, so that there is time to write what the others have done. */
function holdBaseline({ probe }: Ports): Gate {
  const gate = new Gate();
  const observe = probe.observe.bind(probe);
  probe.observe = async (asked, limitMs, signal) => {
    if (asked.url === catalogue.baseline.url) await gate.opened;
    return observe(asked, limitMs, signal);
  };
  return gate;
}

const progress = (store: FakeStore) =>
  store.writes.filter((write): write is RunningCheck => typeof write !== "string");

describe("settings", () => {
  test("name the host to compare with, for the check and its report", async () => {
    const ports = fakePorts();
    ports.settings = async () => ({ ...DEFAULT_SETTINGS, baseline: "intranet.example" });
    const report = await checked(ports);
    const asked = ports.probe.asked.filter(({ probe }) => probe.kind === "baseline");
    expect(asked.map(({ probe }) => probe.url)).toEqual(["https://intranet.example/"]);
    expect(report.baseline.loaded).toBe(true);
    expect(report.observations[report.baseline.observation!]!.url).toBe(
      "https://intranet.example/",
    );
  });

  test("name the inspecting keys that are approved", async () => {
    const foreign = new X509Certificate(rootCertificates[0]!);
    const der = new Uint8Array(foreign.raw);
    const chain = [{ der, reportedSpkiSha256: null, builtIn: null }];
    const key = foreign.publicKey.export({ type: "spki", format: "der" });
    const spki = createHash("sha256").update(key).digest("hex");
    const inspected = async (approvedInspectors: string[]) => {
      const ports = fakePorts();
      ports.settings = async () => ({ ...DEFAULT_SETTINGS, approvedInspectors });
      ports.probe.answer = (probe) =>
        loaded(probe, { evidence: "anchor", chain: probe.kind === "baseline" ? [] : chain });
      return (await checked(ports)).inspector;
    };
    expect(await inspected([])).toMatchObject({ spkiSha256: spki, approved: false });
    expect(await inspected([spki])).toMatchObject({ spkiSha256: spki, approved: true });
  });

  test("are read anew for every check", async () => {
    const ports = fakePorts();
    const checkup = createCheckup(ports);
    await checkup.startCheck();
    await finished(ports);
    ports.settings = async () => ({ ...DEFAULT_SETTINGS, baseline: "second.example" });
    await checkup.startCheck();
    await until(() => expect(ports.store.kept.report?.id).toBe("check-2"));
    const asked = ports.probe.asked.filter(({ probe }) => probe.kind === "baseline");
    expect(asked.map(({ probe }) => probe.url)).toEqual([
      ...baselineUrls(catalogue, BROWSERS.firefox.programme),
      "https://second.example/",
    ]);
  });

  test("that cannot be read are no reason to go without a check", async () => {
    for (const broken of [
      () => Promise.reject(new Error("gone")),
      () => {
        throw new Error("gone");
      },
    ]) {
      const ports = fakePorts();
      ports.settings = broken;
      expect((await checked(ports)).verdict.code).toBe("ready");
      expect(ports.probe.asked.map(({ probe }) => probe.url)).toContain(catalogue.baseline.url);
    }
  });
});

describe("a check", () => {
  test("is remembered by its gist once it has ended", async () => {
    const ports = fakePorts();
    const report = await checked(ports);
    expect(ports.store.history).toEqual([summaryOf(report)]);
  });

  test("ends well where there is no room to remember it", async () => {
    const ports = fakePorts();
    ports.store.broken.add("remember");
    expect((await checked(ports)).verdict.code).toBe("ready");
    expect(ports.store.kept.running).toBeUndefined();
    expect(ports.store.history).toEqual([]);
  });

  test("asks the plan's first names, each once, those that decide before others", async () => {
    const ports = fakePorts();
    await checked(ports);
    expect(ports.probe.asked.map(({ probe }) => probe)).toEqual(
      [...firstWave, ...secondWave].map(({ kind, root, urls }) => ({ kind, root, url: urls[0] })),
    );
  });

  test("prepares nothing for a call that joins it", async () => {
    const ports = fakePorts();
    ports.probe.gate = new Gate();
    const checkup = createCheckup(ports);
    await checkup.checkIfDue();
    await checkup.checkIfDue();
    expect(ports.probe.order.filter((each) => each === "prepare")).toHaveLength(1);
    ports.probe.gate.open();
    await finished(ports);
  });

  test("makes the probe port ready before it asks", async () => {
    const ports = fakePorts();
    await checked(ports);
    expect(ports.probe.order[0]).toBe("prepare");
    expect(ports.probe.order.filter((each) => each === "prepare")).toHaveLength(1);
  });

  describe("asks in two waves", () => {
    const urls = (wave: readonly PlannedProbe[]) => wave.map(({ urls: [url] }) => url);
    const asked = ({ probe }: Ports) => probe.asked.map((each) => each.probe.url);

    beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
    afterEach(() => void vi.useRealTimers());

    test("of which none waits for an answer, and the second only for a moment", async () => {
      const ports = fakePorts();
      ports.probe.gate = new Gate();
      await createCheckup(ports).startCheck();
      await vi.advanceTimersByTimeAsync(SECOND_WAVE_MS - 1);
      expect(asked(ports)).toEqual(urls(firstWave));
      await vi.advanceTimersByTimeAsync(1);
      expect(asked(ports)).toEqual([...urls(firstWave), ...urls(secondWave)]);
      expect(ports.store.kept.running?.ended).toBe(0);
      ports.probe.gate.open();
      await settle();
      expect(ports.store.kept.report?.observations).toHaveLength(plan.length);
      expect(vi.getTimerCount()).toBe(0);
    });

    test("of which the second begins at once if the first leaves the result open", async () => {
      const ports = fakePorts();
      ports.probe.answer = (probe) => failedWith("untrusted-issuer", probe);
      await createCheckup(ports).startCheck();
      await settle();
      expect(asked(ports)).toEqual([...urls(firstWave), ...urls(secondWave)]);
      expect(vi.getTimerCount()).toBe(0);
    });

    test("of which the second leaves a certain result the time to be painted", async () => {
      const { ports } = holding(() => false);
      await createCheckup(ports).startCheck();
      await vi.advanceTimersByTimeAsync(SECOND_WAVE_MS - 1);
      expect(ports.store.kept.running?.early?.report.verdict.code).toBe("ready");
      expect(asked(ports)).toEqual(urls(firstWave));
      await vi.advanceTimersByTimeAsync(1);
      await settle();
      expect(ports.store.kept.report?.verdict.code).toBe("ready");
      expect(asked(ports)).toHaveLength(planCheck(catalogue, BROWSERS.chromium.programme).length);
    });
  });

  test("ends with a report in the place of the running check", async () => {
    const ports = fakePorts();
    const report = await checked(ports);
    expect(ports.store.kept.running).toBeUndefined();
    expect(report.verdict).toMatchObject({ code: "ready", cause: "none", evidence: "load" });
    expect(report).toMatchObject({
      id: "check-1",
      tool: { version: "1.2.3" },
      browser: ports.probe.browser,
      online: true,
      startedAt: new Date(START).toISOString(),
      finishedAt: new Date(START).toISOString(),
    });
  });

  test("writes nothing after its report", async () => {
    const ports = fakePorts();
    await checked(ports);
    expect(ports.store.writes.at(-1)).toBe("check-1");
    expect(ports.store.writes.filter((write) => typeof write === "string")).toHaveLength(1);
  });

  test("dates its report by the clock", async () => {
    const ports = fakePorts();
    ports.probe.answer = (probe) => {
      if (probe.url === catalogue.baseline.url) ports.clock.pass(700);
      return loaded(probe);
    };
    const report = await checked(ports);
    expect(Date.parse(report.finishedAt) - Date.parse(report.startedAt)).toBe(700);
  });

  test("keeps observations in the order of the plan, whoever answered first", async () => {
    const ports = fakePorts();
    const gates = new Map<string, Gate>();
    const { observe } = ports.probe;
    ports.probe.observe = async (probe, limitMs, signal) => {
      const gate = new Gate();
      gates.set(probe.url, gate);
      await gate.opened;
      return observe(probe, limitMs, signal);
    };
    await createCheckup(ports).startCheck();
    await settle();
    const openAll = async () => {
      for (const gate of [...gates.values()].toReversed()) {
        gate.open();
        await settle();
      }
    };
    await openAll();
    await until(() => expect(gates.size).toBe(plan.length));
    await openAll();
    expect((await finished(ports)).observations.map(({ url }) => url)).toEqual(firstUrls);
  });

  test("says when a probe began and how long it took, in whole milliseconds", async () => {
    const ports = fakePorts();
    const { prepare } = ports.probe;
    ports.probe.prepare = async () => {
      await prepare();
      await settle();
      ports.clock.pass(33.6);
    };
    const { observations } = await checked(ports);
    for (const { startedMs, durationMs } of observations) {
      expect([startedMs, durationMs]).toEqual([34, 80]);
    }
  });

  test("says whether the browser believes that it has a network, at the end", async () => {
    const ports = fakePorts();
    ports.probe.answer = (probe) => {
      ports.probe.isOnline = false;
      return failedWith("dns", probe);
    };
    const report = await checked(ports);
    expect(report.online).toBe(false);
    expect(report.verdict.cause).toBe("offline");
  });
});

describe("an older name", () => {
  const older = plan.filter(({ urls }) => urls.length > 1);

  /** Hosts load by their newer names only; controls are refused for their issuer. */
  const fromAnOldSession = (refusal: FailureCode) => (probe: Probe) => {
    if (probe.kind === "expired") return failedWith("untrusted-issuer", probe);
    return isNew(probe) ? loaded(probe) : failedWith(refusal, probe);
  };

  test("shows that a load was an old session's", async () => {
    const ports = fakePorts();
    ports.probe.answer = fromAnOldSession("untrusted-issuer");
    const report = await checked(ports);
    const again = ports.probe.asked.flatMap(({ probe }) => (isNew(probe) ? [] : probe.url));
    const deciding = older.filter(
      ({ kind, root }) => kind === "valid" && root?.includes("root-ca"),
    );
    expect(again.toSorted()).toEqual(deciding.map(({ urls }) => urls[1]!).toSorted());
    expect(report.verdict).toMatchObject({ code: "action-needed", cause: "missing-root" });
  });

  test("takes nothing from a load where it fails for another reason", async () => {
    const ports = fakePorts();
    ports.probe.answer = fromAnOldSession("timeout");
    expect((await checked(ports)).verdict.code).toBe("ready");
  });

  test("is tried where the newer one does not resolve, and stands in its place", async () => {
    const ports = fakePorts();
    ports.probe.answer = (probe) =>
      isNew(probe) && probe.kind !== "baseline"
        ? failedWith("dns", probe)
        : probe.kind === "expired"
          ? failedWith("date-invalid", probe)
          : loaded(probe);
    const report = await checked(ports);
    const retried = ports.probe.asked.flatMap(({ probe }) => (isNew(probe) ? [] : probe.url));
    expect(retried.toSorted()).toEqual(older.map(({ urls }) => urls[1]!).toSorted());
    const row = report.roots.find(({ id }) => id === "amazon-root-ca-1")!;
    expect(row.finding).toBe("trusted");
    expect(report.observations[row.observation!]!.url).toBe("https://good.sca1a.amazontrust.com/");
  });

  test("comes after the newer one in the report", async () => {
    const ports = fakePorts();
    ports.probe.answer = (probe) => failedWith("dns", probe);
    const { observations } = await checked(ports);
    expect(observations.map(({ url }) => url)).toEqual(plan.flatMap(({ urls }) => urls));
  });

  test.each(["untrusted-issuer", "timeout", "refused", "offline", "unknown"] as const)(
    "is not tried after %s",
    async (code) => {
      const ports = fakePorts();
      ports.probe.answer = (probe) => failedWith(code, probe);
      await checked(ports);
      expect(ports.probe.asked).toHaveLength(plan.length);
    },
  );

  test("is not tried where the newer one loads", async () => {
    const ports = fakePorts();
    await checked(ports);
    expect(ports.probe.asked.every(({ probe }) => isNew(probe))).toBe(true);
  });
});

describe("the time limits", () => {
  test("are ten seconds for each probe, twelve for the check", async () => {
    const twelve = new AbortController();
    const timeout = vi.spyOn(AbortSignal, "timeout").mockReturnValue(twelve.signal);
    const ports = fakePorts();
    await checked(ports);
    expect(timeout.mock.calls).toEqual([[12_000]]);
    expect(LIMITS).toEqual({ probeMs: 10_000, checkMs: 12_000 });
    for (const asked of ports.probe.asked) {
      expect(asked.limitMs).toBe(10_000);
      expect(asked.signal.aborted).toBe(false);
    }
    twelve.abort();
    for (const asked of ports.probe.asked) expect(asked.signal.aborted).toBe(true);
  });

  test("leave an older name what is left of the twelve seconds", async () => {
    const ports = fakePorts();
    let passed = false;
    ports.probe.answer = (probe) => {
      if (!passed) ports.clock.pass(9_500);
      passed = true;
      return failedWith("dns", probe);
    };
    await checked(ports);
    const retries = ports.probe.asked.filter(({ probe }) => !isNew(probe));
    expect(retries.length).toBeGreaterThan(0);
    for (const { limitMs } of retries) expect(limitMs).toBe(2_500);
  });

  test("leave no time for an older name after twelve seconds", async () => {
    const ports = fakePorts();
    let passed = false;
    ports.probe.answer = (probe) => {
      if (!passed) ports.clock.pass(12_000);
      passed = true;
      return failedWith("dns", probe);
    };
    const report = await checked(ports);
    expect(ports.probe.asked).toHaveLength(firstWave.length);
    expect(report.verdict.cause).toBe("dns");
  });

  test("end a check in which no probe could begin", async () => {
    const ports = fakePorts();
    ports.probe.prepare = async () => {
      await settle();
      ports.clock.pass(60_000);
    };
    const report = await checked(ports);
    expect(report.observations).toEqual([]);
    expect(report.verdict).toMatchObject({ code: "inconclusive", cause: "unknown" });
  });
});

describe("a result that is certain early", () => {
  const isEu = ({ root }: Pick<Probe, "root">) => root?.includes("root-eu") ?? false;
  const local = new Date(START).toISOString();

  const early = ({ store }: Ports) => store.kept.running?.early;

  test("is stored while hosts that decide nothing are open, and the report comes after them", async () => {
    const { ports, gate } = holding(isEu);
    await createCheckup(ports).startCheck();
    await until(() => expect(early(ports)).toBeDefined());
    const { report, settled } = early(ports)!;
    expect(report.verdict).toMatchObject({ code: "ready", cause: "none" });
    const isSettled = (id: string) =>
      firstWave.some(({ root }) => root === id) || plan.every(({ root }) => root !== id);
    expect(settled).toEqual(catalogue.roots.flatMap(({ id }) => (isSettled(id) ? id : [])));
    expect(ports.store.kept.report).toBeUndefined();
    expect(ports.store.history).toEqual([]);
    gate.open();
    const complete = await finished(ports);
    expect(complete.id).toBe(report.id);
    expect(complete.verdict).toEqual(report.verdict);
    const { length } = planCheck(catalogue, BROWSERS.chromium.programme);
    expect([report.observations.length, complete.observations.length]).toEqual([
      firstWave.length,
      length,
    ]);
    expect(ports.store.kept.running).toBeUndefined();
  });

  test.each(["valid", "expired"] as const)(
    "is not there while one %s host is open",
    async (kind) => {
      const { ports, gate } = holding(
        (probe) => probe.kind === kind && probe.root === "amazon-root-ca-3",
      );
      await createCheckup(ports).startCheck();
      const others = planCheck(catalogue, BROWSERS.chromium.programme).length - 1;
      await until(() => expect(ports.store.kept.running?.ended).toBe(others));
      await settle();
      expect(early(ports)).toBeUndefined();
      gate.open();
      expect((await finished(ports)).verdict.code).toBe("ready");
    },
  );

  test("is not written where the check ends in the same breath", async () => {
    const { ports, gate } = holding(({ kind }) => kind === "expired");
    await createCheckup(ports).startCheck();
    const controls = plan.filter(({ kind }) => kind === "expired").length;
    const { length } = planCheck(catalogue, BROWSERS.chromium.programme);
    await until(() => expect(ports.store.kept.running?.ended).toBe(length - controls));
    gate.open();
    await finished(ports);
    expect(progress(ports.store).filter((write) => write.early)).toEqual([]);
  });

  test("ends silent hosts in the time that their siblings teach, and says so", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const { ports } = holding(isEu);
      await createCheckup(ports).startCheck();
      await vi.advanceTimersByTimeAsync(SECOND_WAVE_MS + FLOOR_MS - 1);
      expect(early(ports)).toBeDefined();
      expect(ports.store.kept.report).toBeUndefined();
      expect(ports.probe.asked.every(({ signal }) => !signal.aborted)).toBe(true);
      ports.clock.pass(FLOOR_MS);
      await vi.advanceTimersByTimeAsync(5);
      await settle();
      const report = ports.store.kept.report!;
      for (const { root, failure } of report.observations) {
        if (isEu({ root })) expect(isCutShort(failure!)).toBe(true);
        else expect([root, failure?.code ?? "date-invalid"]).toEqual([root, "date-invalid"]);
      }
      expect(report.verdict.code).toBe("ready");
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test("ends the second wave in time even if none of it answers", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const urls = new Set(secondWave.flatMap((planned) => planned.urls));
      const { ports } = holding(({ kind, url }) => kind === "baseline" || urls.has(url));
      await createCheckup(ports).startCheck();
      await vi.advanceTimersByTimeAsync(SECOND_WAVE_MS + FLOOR_MS - 1);
      expect(early(ports)?.report.verdict.code).toBe("ready");
      expect(ports.probe.asked.every(({ signal }) => !signal.aborted)).toBe(true);
      ports.clock.pass(FLOOR_MS);
      await vi.advanceTimersByTimeAsync(50);
      await settle();
      expect(ports.store.kept.report?.verdict.code).toBe("ready");
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test("is no reason to wait for who wants another check", async () => {
    const { ports } = holding(({ kind }) => kind === "baseline");
    ports.probe.mayProbe = false;
    const checkup = createCheckup(ports);
    await checkup.startCheck();
    await until(() => expect(early(ports)?.report.verdict.cause).toBe("permission-missing"));
    ports.probe.mayProbe = true;
    await Promise.all([checkup.startCheck(), checkup.startCheck()]);
    expect(ports.store.kept.report).toMatchObject({
      id: "check-1",
      verdict: { cause: "permission-missing" },
    });
    await until(() => expect(early(ports)?.report.id).toBe("check-2"));
    expect(early(ports)!.report.verdict.code).toBe("ready");
  });

  test("is no reason to wait for an older name either", { timeout: 5_000 }, async () => {
    const { ports, gate } = holding((probe) => !isNew(probe));
    const der = new Uint8Array(new X509Certificate(rootCertificates[0]!).raw);
    const chain = [{ der, reportedSpkiSha256: null, builtIn: null }];
    const foreign = { evidence: "anchor", chain } as const;
    ports.probe.browser = BROWSERS.firefox;
    const isInspected = ({ root }: Probe) => root === "amazon-root-ca-1";
    ports.probe.answer = (probe) =>
      probe.kind === "expired"
        ? failedWith(isInspected(probe) ? "date-invalid" : "untrusted-issuer", probe)
        : loaded(probe, isInspected(probe) ? foreign : {});
    const checkup = createCheckup(ports);
    await checkup.startCheck();
    await until(() => expect(early(ports)?.report.verdict.code).toBe("inspected"));
    await checkup.startCheck();
    expect(ports.store.kept.report).toMatchObject({
      id: "check-1",
      verdict: { code: "inspected" },
    });
    gate.open();
    await until(() => expect(ports.store.kept.report?.id).toBe("check-2"));
  });

  test("leaves a host that decides its ten seconds", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const { ports, gate } = holding(
        (probe) => isEu(probe) || (probe.kind === "valid" && probe.root === "amazon-root-ca-3"),
      );
      await createCheckup(ports).startCheck();
      await vi.advanceTimersByTimeAsync(9_900);
      for (const { signal } of ports.probe.asked) expect(signal.aborted).toBe(false);
      gate.open();
      await vi.advanceTimersByTimeAsync(0);
      await settle();
      expect(ports.store.kept.report!.verdict.code).toBe("ready");
    } finally {
      vi.useRealTimers();
    }
  });

  test("does not hide a refusal that an old session hid: the root is asked again at once", async () => {
    const { ports, gate } = holding(isEu);
    ports.probe.answer = (probe) =>
      probe.kind === "expired" || (probe.kind === "valid" && !isNew(probe))
        ? failedWith("untrusted-issuer", probe)
        : loaded(probe, { serverTime: { server: local, local } });
    await createCheckup(ports).startCheck();
    const older = "https://good.sca1a.amazontrust.com/";
    await until(() => expect(ports.probe.asked.map(({ probe }) => probe.url)).toContain(older));
    expect(ports.store.kept.report).toBeUndefined();
    gate.open();
    expect((await finished(ports)).verdict.cause).toBe("missing-root");
  });
});

describe("progress", () => {
  test("stands in storage before startCheck answers", async () => {
    const ports = fakePorts();
    ports.probe.gate = new Gate();
    await createCheckup(ports).startCheck();
    expect(ports.store.kept.running).toEqual({
      id: "check-1",
      startedAt: START,
      planned: planCheck(catalogue).length,
      ended: 0,
      answered: [],
      interrupted: false,
    });
    ports.probe.gate.open();
    await finished(ports);
  });

  test("never goes back, is written one at a time, and not behind the report", async () => {
    const ports = fakePorts();
    const observe = ports.probe.observe.bind(ports.probe);
    ports.probe.observe = async (probe, limitMs, signal) => {
      const place = plan.findIndex(({ urls }) => urls.includes(probe.url));
      await new Promise((resolve) => setTimeout(resolve, 3 * place));
      return observe(probe, limitMs, signal);
    };
    await checked(ports);
    const ended = progress(ports.store).map((write) => write.ended);
    expect(ended.length).toBeGreaterThan(3);
    expect(ended).toEqual(ended.toSorted((a, b) => a - b));
    expect(ports.store.overlapped).toBe(false);
    expect(typeof ports.store.writes.at(-1)).toBe("string");
  });

  test("names the roots whose valid host has answered, well or not", async () => {
    const ports = fakePorts();
    ports.probe.answer = (probe) =>
      probe.root === "amazon-root-ca-2" ? failedWith("timeout", probe) : loaded(probe);
    const baseline = holdBaseline(ports);
    await createCheckup(ports).startCheck();
    const roots = plan.flatMap(({ kind, root }) => (kind === "valid" && root ? [root] : []));
    await until(() =>
      expect(progress(ports.store).at(-1)!.answered.toSorted()).toEqual(roots.toSorted()),
    );
    baseline.open();
    await finished(ports);
  });

  test("counts a probe with its retry once", async () => {
    const ports = fakePorts();
    ports.probe.answer = (probe) => failedWith("dns", probe);
    const baseline = holdBaseline(ports);
    await createCheckup(ports).startCheck();
    await until(() => expect(progress(ports.store).at(-1)!.ended).toBe(plan.length - 1));
    baseline.open();
    await finished(ports);
  });

  test("is written once for all that came in the meantime", async () => {
    const ports = fakePorts();
    const baseline = holdBaseline(ports);
    await createCheckup(ports).startCheck();
    await until(() => expect(progress(ports.store)).toHaveLength(2));
    expect(progress(ports.store).map(({ ended }) => ended)).toEqual([0, plan.length - 1]);
    baseline.open();
    await finished(ports);
  });

  test("that is still being written holds the report back", async () => {
    const ports = fakePorts();
    const baseline = holdBaseline(ports);
    const slow = new Gate();
    const { setRunning } = ports.store;
    let begun = 0;
    ports.store.setRunning = async (check) => {
      begun += 1;
      if (begun > 1) await slow.opened;
      return setRunning(check);
    };
    await createCheckup(ports).startCheck();
    await until(() => expect(begun).toBe(2));
    baseline.open();
    await settle();
    expect(ports.store.kept.report).toBeUndefined();
    slow.open();
    await finished(ports);
    expect(typeof ports.store.writes.at(-1)).toBe("string");
  });

  test("is left out where the check has ended before it was time to write", async () => {
    const ports = { ...fakePorts(), progressMs: 500 };
    await checked(ports);
    await new Promise((resolve) => setTimeout(resolve, 550));
    expect(progress(ports.store).map(({ ended }) => ended)).toEqual([0]);
    expect(ports.store.kept.running).toBeUndefined();
  });

  test("handed to the store does not change afterwards", async () => {
    const ports = fakePorts();
    const handed: RunningCheck[] = [];
    const { setRunning } = ports.store;
    ports.store.setRunning = (check) => {
      handed.push(check);
      return setRunning(check);
    };
    await checked(ports);
    expect(handed).toEqual(progress(ports.store));
  });
});

describe("a check for the browser's log", () => {
  const valid = "https://valid.rootca1.demo.amazontrust.com/";
  const older = "https://good.sca1a.amazontrust.com/";
  const askedOf = ({ probe }: Ports) => probe.asked.map(({ probe: { url } }) => url);

  test("asks by the first names where no check has asked yet", async () => {
    const ports = fakePorts();
    expect(await createCheckup(ports).checkForLog()).toBe(true);
    await finished(ports);
    expect(askedOf(ports)).toContain(valid);
    expect(askedOf(ports)).not.toContain(older);
  });

  test("asks by names that no check of this session has asked", async () => {
    const ports = fakePorts();
    const checkup = createCheckup(ports);
    await checkup.startCheck();
    await finished(ports);
    const before = askedOf(ports);
    ports.store.kept = {};
    expect(await checkup.checkForLog()).toBe(true);
    await finished(ports);
    const second = askedOf(ports).slice(before.length);
    expect(second).toContain(older);
    const hasOther = (url: string) => plan.find(({ urls }) => urls.includes(url))!.urls.length > 1;
    expect(second.filter(hasOther).filter((url) => before.includes(url))).toEqual([]);
    // A host without another name is asked all the same: its root has to stand in the report.
    expect(second.length).toBe(before.length);
  });

  test("waits for the check under way, whose names are asked already", async () => {
    const ports = fakePorts();
    const gate = holdBaseline(ports);
    const checkup = createCheckup(ports);
    await checkup.startCheck();
    const started = checkup.checkForLog();
    gate.open();
    expect(await started).toBe(true);
    await until(() => expect(askedOf(ports)).toContain(older));
    await finished(ports);
  });

  test("and an update wait for the check under way", async () => {
    const ports = fakePorts();
    const gate = holdBaseline(ports);
    const checkup = createCheckup(ports);
    await checkup.untilIdle();
    await checkup.startCheck();
    let isIdle = false;
    const idle = checkup.untilIdle().then(() => (isIdle = true));
    await Promise.resolve();
    expect(isIdle).toBe(false);
    gate.open();
    await idle;
    await finished(ports);
  });

  test("does not start where all names were asked", async () => {
    const ports = fakePorts();
    ports.store.asked = plan.flatMap(({ urls }) => urls);
    expect(await createCheckup(ports).checkForLog()).toBe(false);
    await settle();
    expect(ports.probe.asked).toEqual([]);
  });

  test("may ask a name again that did not resolve", async () => {
    const ports = fakePorts();
    ports.probe.answer = (probe) =>
      isNew(probe) && probe.kind !== "baseline" ? failedWith("dns", probe) : loaded(probe);
    await checked(ports);
    expect(ports.store.asked).toContain(older);
    expect(ports.store.asked).not.toContain(valid);
  });

  test("ends well though its names cannot be stored", async () => {
    const ports = fakePorts();
    ports.store.broken.add("setAskedNames");
    expect((await checked(ports)).verdict.code).toBe("ready");
  });
});

describe("two callers", () => {
  test("share one check", async () => {
    const ports = fakePorts();
    const checkup = createCheckup(ports);
    await Promise.all([checkup.startCheck(), checkup.startCheck(), checkup.checkIfDue()]);
    await finished(ports);
    expect(ports.probe.asked).toHaveLength(plan.length);
    expect(ports.store.kept.report!.id).toBe("check-1");
  });

  test("share one check where the second comes in the middle of it", async () => {
    const ports = fakePorts();
    ports.probe.gate = new Gate();
    const checkup = createCheckup(ports);
    await checkup.startCheck();
    await settle();
    await checkup.startCheck();
    await checkup.checkIfDue();
    ports.probe.gate.open();
    await finished(ports);
    expect(ports.probe.asked).toHaveLength(plan.length);
  });

  test("have a check each where the second comes after the first check's end", async () => {
    const ports = fakePorts();
    const checkup = createCheckup(ports);
    await checkup.startCheck();
    await finished(ports);
    await checkup.startCheck();
    await until(() => expect(ports.store.kept.report!.id).toBe("check-2"));
    expect(ports.probe.asked).toHaveLength(2 * plan.length);
  });
});

describe("checkIfDue", () => {
  async function asks(ports: Ports): Promise<boolean> {
    await createCheckup(ports).checkIfDue();
    await settle();
    return ports.probe.asked.length > 0;
  }

  function withReport(age: number): Ports {
    const ports = fakePorts();
    ports.store.kept.report = reportAt(START - age);
    return ports;
  }

  test("starts a check where there is no report", async () => {
    const ports = fakePorts();
    expect(await asks(ports)).toBe(true);
    await finished(ports);
  });

  test.each([0, 1, REPORT_FRESH_MS - 1])("keeps a report of %d ms ago", async (age) => {
    expect(await asks(withReport(age))).toBe(false);
  });

  test.each([REPORT_FRESH_MS, 86_400_000])("replaces a report of %d ms ago", async (age) => {
    const ports = withReport(age);
    expect(await asks(ports)).toBe(true);
    await until(() => expect(ports.store.kept.report!.id).toBe("check-1"));
  });

  test("replaces a report of the future: the clock was set back", async () => {
    const ports = withReport(-1);
    expect(await asks(ports)).toBe(true);
    await until(() => expect(ports.store.kept.report!.id).toBe("check-1"));
  });

  test("keeps showing the old report's place while the new check runs", async () => {
    const ports = withReport(REPORT_FRESH_MS);
    ports.probe.gate = new Gate();
    expect(await asks(ports)).toBe(true);
    expect(ports.store.kept.running).toMatchObject({ id: "check-1" });
    expect(ports.store.kept.report).toBeDefined();
    ports.probe.gate.open();
    await until(() => expect(ports.store.kept.report!.id).toBe("check-1"));
  });

  test.each(["running", "report"] as const)(
    "tells its caller where storage cannot be read: %s",
    async (operation) => {
      const ports = fakePorts();
      ports.store.broken.add(operation);
      await expect(createCheckup(ports).checkIfDue()).rejects.toThrow("no room left");
    },
  );
});

describe("a check that an earlier worker left", () => {
  function leftBehind(change: Partial<RunningCheck> = {}): Ports {
    const ports = fakePorts();
    ports.store.kept.running = runningCheck(change);
    return ports;
  }

  test("is marked as interrupted at start-up", async () => {
    const ports = leftBehind();
    await createCheckup(ports).recover();
    expect(ports.store.kept.running).toEqual(runningCheck({ interrupted: true }));
  });

  test("is not written again where it is marked already", async () => {
    const ports = leftBehind({ interrupted: true });
    await createCheckup(ports).recover();
    expect(ports.store.writes).toEqual([]);
  });

  test("is not restarted by checkIfDue, so that the person learns of it", async () => {
    const ports = leftBehind();
    await createCheckup(ports).checkIfDue();
    await settle();
    expect(ports.probe.asked).toEqual([]);
    expect(ports.store.kept.running?.interrupted).toBe(true);
  });

  test("is replaced by startCheck", async () => {
    const ports = leftBehind();
    await createCheckup(ports).startCheck();
    expect(ports.store.kept.running).toMatchObject({ id: "check-1", interrupted: false });
    expect((await finished(ports)).id).toBe("check-1");
  });

  test("is marked before a check of this worker begins, never after", async () => {
    const ports = leftBehind();
    const checkup = createCheckup(ports);
    await Promise.all([checkup.startCheck(), checkup.recover()]);
    await finished(ports);
    const [first, second] = progress(ports.store);
    expect(first).toMatchObject({ id: "earlier", interrupted: true });
    expect(second).toMatchObject({ id: "check-1", interrupted: false });
    expect(ports.store.overlapped).toBe(false);
  });

  test("does not stand in the way where it cannot be marked", async () => {
    const ports = leftBehind();
    ports.store.broken.add("setRunning");
    const checkup = createCheckup(ports);
    await expect(checkup.recover()).resolves.toBeUndefined();
    ports.store.broken.clear();
    await checkup.startCheck();
    expect((await finished(ports)).id).toBe("check-1");
  });

  test("dies with its worker: a new worker's check is its own", async () => {
    const first = fakePorts();
    first.probe.gate = new Gate();
    await createCheckup(first).startCheck();
    const second = fakePorts(first.store);
    await createCheckup(second).recover();
    expect(second.store.kept.running).toMatchObject({ id: "check-1", interrupted: true });
    expect(second.probe.asked).toEqual([]);
    first.probe.gate.open();
    await finished(first);
  });
});

describe("without the permission", () => {
  async function forbidden(): Promise<[Ports, Report]> {
    const ports = fakePorts();
    ports.probe.mayProbe = false;
    return [ports, await checked(ports)];
  }

  test("nothing but the baselines is asked", async () => {
    const [ports] = await forbidden();
    expect(ports.probe.asked.map(({ probe }) => probe.kind)).toEqual(["baseline", "baseline"]);
  });

  test("every host but the baseline is said to lack it", async () => {
    const [, { observations }] = await forbidden();
    expect(observations.map(({ url }) => url)).toEqual(firstUrls);
    for (const { kind, failure } of observations) {
      expect(failure?.code).toBe(kind === "baseline" ? undefined : "permission-missing");
    }
  });

  test("the verdict says so", async () => {
    const [, report] = await forbidden();
    expect(report.verdict).toMatchObject({ code: "inconclusive", cause: "permission-missing" });
    expect(report.baseline.loaded).toBe(true);
  });
});

describe("certificates", () => {
  const pem = rootCertificates[0]!;
  const der = new Uint8Array(new X509Certificate(pem).raw);
  const raw = (bytes: Uint8Array<ArrayBuffer>) => ({
    der: bytes,
    reportedSpkiSha256: null,
    builtIn: null,
  });

  test("stand in the report once, however many observations refer to them", async () => {
    const ports = fakePorts();
    ports.probe.answer = (probe) =>
      probe.kind === "valid"
        ? loaded(probe, { evidence: "anchor", chain: [raw(der)] })
        : loaded(probe);
    const { certificates, observations } = await checked(ports);
    const [sha256] = Object.keys(certificates);
    expect(Object.keys(certificates)).toHaveLength(1);
    expect(certificates[sha256!]).toMatchObject({ readable: true, sha256 });
    for (const { kind, chain } of observations) {
      expect(chain).toEqual(kind === "valid" ? [sha256] : []);
    }
  });

  test.each([
    ["nothing", new Uint8Array()],
    ["half of one", der.slice(0, der.length / 2)],
    ["a hundred thousand zeros", new Uint8Array(100_000)],
  ])("whose bytes are broken do not keep a probe from its end: %s", async (_, bytes) => {
    const ports = fakePorts();
    ports.probe.answer = (probe) =>
      loaded(probe, { evidence: "issuer", chain: [raw(bytes), raw(der)] });
    const report = await checked(ports);
    expect(report.observations).toHaveLength(plan.length);
    const [leaf, next] = report.observations[0]!.chain;
    expect(report.certificates[leaf!]!.readable).toBe(false);
    expect(report.certificates[next!]!.readable).toBe(true);
  });
});

describe("where storage takes no progress", () => {
  test("the check goes on, and its caller hears when it has ended", async () => {
    const ports = fakePorts();
    ports.store.broken.add("setRunning");
    await createCheckup(ports).startCheck();
    expect(ports.store.kept.report).toMatchObject({ id: "check-1" });
    expect(ports.store.kept.report!.observations).toHaveLength(plan.length);
  });

  test("from some moment on, the check goes on", async () => {
    const ports = fakePorts();
    ports.probe.gate = new Gate();
    await createCheckup(ports).startCheck();
    ports.store.broken.add("setRunning");
    ports.probe.gate.open();
    expect((await finished(ports)).verdict.code).toBe("ready");
  });

  test("for a moment, the check goes on and so does its progress", async () => {
    const ports = fakePorts();
    const gates = new Map<string, Gate>();
    ports.probe.observe = async (probe) => {
      const gate = new Gate();
      gates.set(probe.url, gate);
      await gate.opened;
      return loaded(probe);
    };
    await createCheckup(ports).startCheck();
    await settle();
    const [first, second] = [...gates.values()];
    ports.store.broken.add("setRunning");
    first!.open();
    await new Promise((resolve) => setTimeout(resolve, 10));
    ports.store.broken.clear();
    second!.open();
    await until(() => expect(ports.store.kept.running?.ended).toBe(2));
    await until(() => expect(gates.size).toBe(plan.length));
    for (const gate of gates.values()) gate.open();
    await finished(ports);
  });

  test("nor the report, every caller learns of it", async () => {
    const ports = fakePorts();
    ports.store.broken.add("setRunning").add("finish");
    const checkup = createCheckup(ports);
    const calls = await Promise.allSettled([checkup.startCheck(), checkup.checkIfDue()]);
    for (const call of calls) {
      expect(call).toMatchObject({
        status: "rejected",
        reason: { message: "finish: no room left" },
      });
    }
    expect(ports.probe.asked).toHaveLength(plan.length);
  });

  test("nor the report, the next check is not kept from its turn", async () => {
    const ports = fakePorts();
    ports.store.broken.add("setRunning").add("finish");
    const checkup = createCheckup(ports);
    await expect(checkup.startCheck()).rejects.toThrow("no room left");
    await settle();
    ports.store.broken.clear();
    await checkup.startCheck();
    expect((await finished(ports)).id).toBe("check-2");
  });
});

describe("a check that cannot come to its report", () => {
  const broken = () => Promise.reject(new Error("not to be had"));

  /** Runs a check that fails, until storage says so. */
  async function cutOff(ports: Ports): Promise<void> {
    const checkup = createCheckup(ports);
    await checkup.startCheck();
    await until(() => expect(ports.store.kept.running?.interrupted).toBe(true));
    await settle();
  }

  test("because storage does not take it is marked as interrupted", async () => {
    const ports = fakePorts();
    ports.store.broken.add("finish");
    await cutOff(ports);
    expect(ports.store.kept.report).toBeUndefined();
  });

  test("because the browser does not describe itself is marked as interrupted", async () => {
    const ports = fakePorts();
    ports.probe.describeBrowser = broken;
    await cutOff(ports);
  });

  test("because the browser fails to describe itself early is marked as interrupted", async () => {
    const ports = fakePorts();
    ports.probe.describeBrowser = broken;
    ports.probe.gate = new Gate();
    const checkup = createCheckup(ports);
    await checkup.startCheck();
    await settle();
    expect(unhandled).toEqual([]);
    ports.probe.gate.open();
    await until(() => expect(ports.store.kept.running?.interrupted).toBe(true));
  });

  test.each(["permitted", "prepare"] as const)(
    "because %s fails is marked as interrupted",
    async (part) => {
      const ports = fakePorts();
      ports.probe[part] = broken;
      await cutOff(ports);
    },
  );

  test("is not one in which a probe broke off: that one failed, the others stand", async () => {
    const ports = fakePorts();
    const observe = ports.probe.observe.bind(ports.probe);
    ports.probe.observe = async (probe, limitMs, signal) =>
      probe.kind === "revoked" ? broken() : observe(probe, limitMs, signal);
    const { observations, verdict } = await checked(ports);
    expect(observations).toHaveLength(plan.length);
    for (const { kind, outcome, failure } of observations) {
      expect([kind, outcome]).toEqual([
        kind,
        kind === "valid" || kind === "baseline" ? "loaded" : "failed",
      ]);
      if (kind === "revoked")
        expect(failure).toMatchObject({ code: "unknown", raw: "not to be had" });
    }
    expect(verdict.code).toBe("ready");
  });

  test("keeps the report before it", async () => {
    const ports = fakePorts();
    ports.store.kept.report = reportAt(START - REPORT_FRESH_MS);
    ports.store.broken.add("finish");
    await cutOff(ports);
    expect(ports.store.kept.report).toEqual(reportAt(START - REPORT_FRESH_MS));
  });

  test("does not keep the next one from its turn", async () => {
    const ports = fakePorts();
    ports.store.broken.add("finish");
    const checkup = createCheckup(ports);
    await checkup.startCheck();
    await until(() => expect(ports.store.kept.running?.interrupted).toBe(true));
    await settle();
    ports.store.broken.clear();
    await checkup.startCheck();
    expect((await finished(ports)).id).toBe("check-2");
  });

  test("and cannot even be marked leaves nothing unhandled", async () => {
    const ports = fakePorts();
    await createCheckup(ports).startCheck();
    ports.store.broken.add("setRunning").add("finish");
    await settle();
    expect(ports.store.kept.report).toBeUndefined();
  });
});

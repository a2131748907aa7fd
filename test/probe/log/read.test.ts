import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { readCertificate } from "../../../src/core/certificate/read.ts";
import { planCheck } from "../../../src/core/plan.ts";
import { openLog, readLog, type LogOptions } from "../../../src/probe/log/read.ts";
import type { LogReading } from "../../../src/probe/log/reading.ts";
import { catalogue } from "../../made-up.ts";

const PLAN = planCheck(catalogue, "chrome");
const VALID = "https://valid.rootca1.demo.amazontrust.com/";
const EXPIRED = "https://expired.rootca1.demo.amazontrust.com/";
const OLDER = "https://good.sca1a.amazontrust.com/";
const BASELINE = "https://www.amazon.com/";

const logText = (name: string) =>
  readFileSync(new URL(`logs/${name}.netlog`, import.meta.url), "utf8");

async function* chunksOf(text: string, size = 65_536) {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

const read = (text: string, options?: LogOptions, size?: number) =>
  readLog(chunksOf(text, size), PLAN, options);

async function readWhole(text: string, options?: LogOptions): Promise<LogReading> {
  const reading = await read(text, options);
  if (!reading) throw new Error("not a log");
  return reading;
}

const seenOf = ({ observations }: LogReading, url: string) =>
  observations.find((seen) => seen.url === url)!;

interface Event {
  type: number;
  phase: number;
  source: { id: number; type: number };
  time: string;
  params?: Record<string, unknown>;
}
interface Log {
  constants: Record<string, unknown> & { logEventTypes: Record<string, number> };
  events: Event[];
}

const parsed = (name: string) => JSON.parse(logText(name)) as Log;

/** As the browser writes it: one event a line, its fields in the order of the alphabet. */
function written({ constants, events }: Log): string {
  const lines = events.map(({ params, phase, source, time, type }) =>
    JSON.stringify({ ...(params ? { params } : {}), phase, source, time, type }),
  );
  return `{"constants":${JSON.stringify(constants)},\n"events": [\n${lines.join(",\n")}],\n"polledData": []\n}\n`;
}

function changed(name: string, change: (log: Log, named: (event: Event) => string) => void) {
  const log = parsed(name);
  const names = new Map(Object.entries(log.constants.logEventTypes).map(([k, v]) => [v, k]));
  change(log, ({ type }) => names.get(type) ?? "");
  return written(log);
}

describe("a log of a check", () => {
  test("shows the chain that the browser verified, with its root", async () => {
    const reading = await readWhole(logText("chromium-156"));
    const seen = seenOf(reading, VALID);
    expect(seen).toMatchObject({
      kind: "valid",
      root: "amazon-root-ca-1",
      outcome: "loaded",
      status: 200,
      ip: "127.0.0.1",
      failure: null,
      evidence: "anchor",
      tls: {
        state: "secure",
        protocol: "TLS 1.3",
        cipherSuite: "TLS_AES_256_GCM_SHA384",
        keyExchange: "x25519",
        signatureScheme: "ECDSA-P256-SHA256",
        exception: null,
      },
    });
    const certificates = await Promise.all(seen.chain.map(readCertificate));
    expect(certificates.map((each) => each.readable && each.name)).toEqual([
      "valid.rootca1.demo.amazontrust.com",
      "Amazon RSA 2048 M01",
      "Amazon Root CA 1",
    ]);
    for (const each of certificates) {
      expect(each.readable && each.spkiSha256).toBe(each.reportedSpkiSha256);
      expect(each.builtIn).toBe(false);
    }
    expect(seen.durationMs).toBeGreaterThan(50);
    expect(seen.durationMs).toBeLessThan(1_000);
    const { server, local } = seen.serverTime!;
    expect(Math.abs(Date.parse(server) - Date.parse(local))).toBeLessThan(2_000);
  });

  test("says what made it, and what is not kept", async () => {
    const { observations, requests, ...about } = await readWhole(logText("chromium-156"));
    expect(observations.map(({ url }) => url)).toEqual(requests.map(({ url }) => url));
    expect(about).toEqual({
      browser: { name: "Chromium", version: "156.0.8078.108", os: "Linux" },
      captureMode: "Default",
      rootStoreVersion: 40,
      added: [],
      cutOff: false,
      unreadable: 0,
      resumed: [],
      otherHosts: 2,
      startedAt: expect.stringMatching(/^2026-11-30T04:55:2/),
      finishedAt: expect.stringMatching(/^2026-11-30T04:55:2/),
    });
  });

  test("shows a refusal with the chain that the server sent, verified by nobody", async () => {
    const reading = await readWhole(logText("chromium-156"));
    const seen = seenOf(reading, EXPIRED);
    expect(seen).toMatchObject({
      outcome: "failed",
      evidence: "none",
      tls: null,
      failure: { code: "date-invalid", raw: "net::ERR_CERT_DATE_INVALID" },
    });
    expect(seen.chain).toHaveLength(3);
    expect(seen.chain.every((each) => each.reportedSpkiSha256 === null)).toBe(true);
    expect(reading.requests.find(({ url }) => url === EXPIRED)!.pathErrors).toContainEqual(
      expect.stringContaining("Time is after notAfter"),
    );
  });

  test("shows what an untrusted proxy sent", async () => {
    const reading = await readWhole(logText("inspected-untrusted"));
    const seen = seenOf(reading, VALID);
    expect(seen.failure!.code).toBe("untrusted-issuer");
    const [leaf] = await Promise.all(seen.chain.map(readCertificate));
    expect(leaf).toMatchObject({ issuerName: "Example Inspection Root CA" });
    expect(seenOf(reading, BASELINE).evidence).toBe("anchor");
  });

  test("names a resumed session, and gives no more than the leaf", async () => {
    const reading = await readWhole(logText("second-check"));
    expect(reading.resumed).toContain("valid.rootca1.demo.amazontrust.com");
    const seen = seenOf(reading, VALID);
    expect([seen.outcome, seen.evidence, seen.chain.length]).toEqual(["loaded", "issuer", 1]);
  });

  test("of Chromium 138's shell is read, which has the result in the job alone", async () => {
    const reading = await readWhole(logText("chromium-138"));
    expect(reading).toMatchObject({ rootStoreVersion: null, cutOff: false });
    expect(seenOf(reading, VALID)).toMatchObject({ evidence: "anchor", ip: "127.0.0.1" });
    expect(seenOf(reading, VALID).chain).toHaveLength(3);
  });

  test("is read in the mode with bytes as well", async () => {
    const reading = await readWhole(logText("everything"));
    expect(reading.captureMode).toBe("Everything");
    expect(seenOf(reading, VALID).evidence).toBe("anchor");
  });
});

describe("a log in another form", () => {
  const whole = () => logText("chromium-156");
  const again = (indent?: number) => JSON.stringify(JSON.parse(whole()), null, indent);

  test.each([
    ["with a byte order mark", () => `\u{feff}${whole()}`],
    ["with the line ends of Windows", () => whole().replaceAll("\n", "\r\n")],
    ["saved on one line", () => again()],
    ["pretty-printed", () => again(2)],
    ["without what the browser adds at its end", () => whole().replace(/,\n"polledData".*\n/, "")],
  ])("%s reads the same", async (_, text) => {
    expect(await read(text())).toEqual(await read(whole()));
  });

  test.each([7, 63, 4096])("reads the same in pieces of %i bytes", async (size) => {
    expect(await read(whole(), {}, size)).toEqual(await read(whole()));
    expect(await read(again(), {}, size)).toEqual(await read(whole()));
  });

  test("ends in mid-write: what was written is read", async () => {
    const text = whole();
    const cut = await readWhole(text.slice(0, text.lastIndexOf("HTTP/1.1 200") - 200));
    expect(cut).toMatchObject({ cutOff: true });
    expect(cut.observations.length).toBeGreaterThan(0);
    const pretty = again(2);
    expect(await readWhole(pretty.slice(0, pretty.length * 0.9))).toMatchObject({ cutOff: true });
  });

  test("has its result in the job alone, as in Chromium 120", async () => {
    const text = changed("chromium-156", (log, nameOf) => {
      log.events = log.events.filter((event) => !/VERIFY_PROC|_TASK/.test(nameOf(event)));
    });
    const reading = await readWhole(text);
    expect(seenOf(reading, VALID)).toEqual(seenOf(await readWhole(whole()), VALID));
    expect(reading.rootStoreVersion).toBeNull();
  });

  test("has its result in the procedure alone", async () => {
    const text = changed("chromium-156", (log, nameOf) => {
      for (const event of log.events) {
        if (nameOf(event) === "CERT_VERIFIER_JOB" && event.phase === 2) delete event.params;
      }
    });
    expect(seenOf(await readWhole(text), VALID).evidence).toBe("anchor");
  });

  test("has other numbers for its events", async () => {
    const text = changed("chromium-156", (log) => {
      const types = log.constants.logEventTypes;
      for (const name of Object.keys(types)) types[name]! += 1_000;
      for (const event of log.events) event.type += 1_000;
    });
    expect((await readWhole(text)).observations).toEqual((await readWhole(whole())).observations);
  });
});

describe("names and times", () => {
  const renamed = (from: string, to: string) => logText("second-check").replaceAll(from, to);

  test("an older name that was verified replaces a resumed session", async () => {
    const resumed = parsed("second-check");
    const verified = JSON.parse(
      logText("chromium-156").replaceAll("valid.rootca1.demo", "good.sca1a"),
    ) as Log;
    for (const event of verified.events) {
      event.source.id += 100_000;
      const link = event.params?.["source_dependency"] as { id: number } | undefined;
      if (link) link.id += 100_000;
    }
    const text = written({ ...resumed, events: [...resumed.events, ...verified.events] });
    const reading = await readWhole(text);
    const valid = reading.observations.filter(
      ({ kind, root }) => kind === "valid" && root === "amazon-root-ca-1",
    );
    expect(valid.map(({ url, evidence }) => [url, evidence])).toEqual([[OLDER, "anchor"]]);
    expect(reading.resumed).not.toContain("valid.rootca1.demo.amazontrust.com");
  });

  test("requests outside the wanted time are left out", async () => {
    const text = logText("chromium-156");
    const { requests } = await readWhole(text);
    const times = requests.map(({ startedAt }) => Date.parse(startedAt));
    const after = Math.max(...times) + 1;
    const open = (await openLog(chunksOf(text), PLAN))!;
    expect((await open({ since: after })).observations).toEqual([]);
    expect((await open({ until: Math.min(...times) })).observations).toEqual([]);
    expect((await open({ until: after })).requests).toEqual(requests);
  });

  test("an endpoint is reported, another host only counted", async () => {
    const text = renamed("valid.rootca1.demo.amazontrust.com", "s3.eu-west-1.amazonaws.com");
    const without = await readWhole(text);
    const url = "https://s3.eu-west-1.amazonaws.com/";
    const reading = await readWhole(text, { endpoints: [url] });
    expect(seenOf(without, url)).toBeUndefined();
    expect(JSON.stringify(without)).not.toContain("s3.eu-west-1");
    expect(seenOf(reading, url)).toMatchObject({ kind: "endpoint", root: null });
    expect(reading.otherHosts).toBe(without.otherHosts - 1);
  });
});

describe("what a browser does with a failure", () => {
  test("a page that loads although its certificate was refused is an exception", async () => {
    const text = changed("chromium-156", (log, nameOf) => {
      for (const event of log.events) {
        if (!/CERT_VERIFIER_JOB|CERT_VERIFY_PROC$/.test(nameOf(event)) || event.phase !== 2)
          continue;
        event.params = { ...event.params, net_error: -202 };
      }
    });
    expect(seenOf(await readWhole(text), VALID)).toMatchObject({
      outcome: "loaded",
      evidence: "load",
      chain: [],
      tls: { state: "broken", exception: "untrusted-issuer" },
    });
  });

  test.each([
    [10_000, "timeout"],
    [100, undefined],
  ])("a request that a person ends after %i ms is %s", async (ms, code) => {
    let url = "";
    const text = changed("second-check", (log, nameOf) => {
      const headers = log.events.find((event) => /READ_RESPONSE_HEADERS/.test(nameOf(event)))!;
      const id = headers.source.id;
      const begin = log.events.find((event) => event.source.id === id)!;
      log.events = log.events.filter(({ source }) => source.id !== id);
      url = String(begin.params!["url"]);
      const number = log.constants.logEventTypes["CANCELLED"]!;
      log.events.push(begin, {
        ...begin,
        type: number,
        phase: 0,
        time: String(Number(begin.time) + ms),
        params: { net_error: -3 },
      });
    });
    const reading = await readWhole(text);
    expect(seenOf(reading, url)?.failure?.code).toBe(code);
  });
});

test("roots that a policy gave to the verifier are listed once", async () => {
  const text = changed("chromium-156", (log, nameOf) => {
    const sample = log.events.find((event) => /SSL_CERTIFICATES/.test(nameOf(event)))!;
    const [certificate] = sample.params!["certificates"] as string[];
    const type = log.constants.logEventTypes["CERT_VERIFY_PROC_ADDITIONAL_CERT"]!;
    const added = { ...sample, type, params: { certificate, trust: "TRUSTED_ANCHOR" } };
    log.events.unshift(added, added, {
      ...added,
      params: { spki: "AAAA", trust: "DISTRUSTED" },
    });
  });
  const { added } = await readWhole(text);
  expect(added).toEqual([
    { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), spkiSha256: null, trust: "TRUSTED_ANCHOR" },
    {
      sha256: null,
      // Of three zero bytes.
      spkiSha256: "709e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c",
      trust: "DISTRUSTED",
    },
  ]);
});

test("a person who browses the shop meanwhile hides no other host", async () => {
  const text = changed("chromium-156", (log, nameOf) => {
    const begin = log.events.find(
      (event) => nameOf(event) === "REQUEST_ALIVE" && event.params?.["url"] === BASELINE,
    )!;
    const visits = Array.from({ length: 5_000 }, (_, index) => ({
      ...begin,
      source: { id: 1_000_000 + index, type: 1 },
      params: { url: `${BASELINE}item/${index}` },
    }));
    log.events.unshift(...visits);
    log.events.push(...visits);
  });
  const reading = await readWhole(text);
  const plain = await readWhole(logText("chromium-156"));
  expect(seenOf(reading, VALID)).toEqual(seenOf(plain, VALID));
  expect(seenOf(reading, EXPIRED)).toEqual(seenOf(plain, EXPIRED));
});

describe("what is no log", () => {
  test.each(["", "{}", "[]", "hello", '{"log":{"entries":[]}}', '{"constants":{},"events":[]}'])(
    "%s",
    async (text) => {
      expect(await read(text)).toBeNull();
    },
  );

  test("a log without any host of the check has no observations", async () => {
    const text = logText("chromium-156").replaceAll(/amazontrust|www\.amazon/g, "example");
    expect((await readWhole(text)).observations).toEqual([]);
  });
});

describe("a hostile log", () => {
  const withEvents = (...lines: string[]) =>
    logText("chromium-156").replace('"events": [\n', `"events": [\n${lines.join(",\n")},\n`);

  test.each([
    ["names of prototypes", '{"__proto__":{"type":2},"params":{"__proto__":1},"type":"__proto__"}'],
    ["a type that is no number", '{"source":{"id":1},"time":"1","type":[]}'],
    ["absurd numbers", '{"phase":1,"source":{"id":1e308,"type":1},"time":"1e308","type":2}'],
    ["params that are none", '{"params":[null],"phase":1,"source":{"id":1},"time":"1","type":2}'],
    ["broken text", '{"params":{"url":"https://'],
    ["deep nesting", `{"params":${"[".repeat(50_000)}${"]".repeat(50_000)},"type":2}`],
    [
      "a string of 1 MB",
      `{"params":{"url":"https://${"a".repeat(1 << 20)}/"},"phase":1,"source":{"id":9,"type":1},"time":"9","type":2}`,
    ],
  ])("with %s keeps what else it says", async (_, line) => {
    const reading = await readWhole(withEvents(line));
    expect(seenOf(reading, VALID)).toEqual(seenOf(await readWhole(logText("chromium-156")), VALID));
  });

  test("a key hash that differs from the certificate makes no claim", async () => {
    const text = logText("chromium-156").replaceAll(/sha256\/[A-Za-z0-9+/]{43}=/g, () => {
      return `sha256/${"A".repeat(43)}=`;
    });
    const { chain } = seenOf(await readWhole(text), VALID);
    expect(chain.map((each) => each.reportedSpkiSha256)).toEqual(chain.map(() => "00".repeat(32)));
  });

  test("a damaged certificate makes no chain", async () => {
    const text = logText("chromium-156").replaceAll("-----BEGIN", "-----BEGUN");
    expect(seenOf(await readWhole(text), VALID)).toMatchObject({ evidence: "load", chain: [] });
  });
});

test("the reader tells how far it is, and stops when it is told to", async () => {
  const text = logText("chromium-156");
  const steps: number[] = [];
  const step = Math.ceil(text.length / 2);
  await read(text, { progress: (bytes) => steps.push(bytes) }, step);
  expect(steps).toEqual([step, text.length]);
  const stop = new AbortController();
  const reading = read(text, { signal: stop.signal, progress: () => stop.abort() }, 50_000);
  await expect(reading).rejects.toThrow(/abort/i);
});

test("the fixtures hold no path of the machine on which they were made", () => {
  for (const name of ["chromium-156", "untrusted-root", "inspected-untrusted", "everything"]) {
    expect(logText(name)).not.toMatch(/\/(?:tmp|home|usr|root)\/|--[a-z]+-/);
  }
});

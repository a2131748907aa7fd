import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import tls from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import builtIn from "../../src/core/catalogue.json" with { type: "json" };
import type { Catalogue } from "../../src/core/catalogue.ts";
import { labAuthority } from "./authority.ts";
import { ask } from "./client.ts";
import { startLab, type Lab, type LabOptions } from "./lab.ts";
import type { Scenario } from "./scenario.ts";
import { scenarioNamed } from "./scenarios.ts";
import type { BehaviourChange } from "./words.ts";

const authority = await labAuthority(builtIn as Catalogue);
const HOST = "valid.rootca1.demo.amazontrust.com";
const BASELINE = new URL(builtIn.baseline.url).hostname;

let lab: Lab;
afterEach(() => lab.stop());

async function start(scenario: Scenario | string, options: Partial<LabOptions> = {}): Promise<Lab> {
  return (lab = await startLab(scenario, { authority, ...options }));
}

/** All well, but every host of Amazon's does this. */
function amazonDoes(then: BehaviourChange, trusted?: string[]): Promise<Lab> {
  const ready = scenarioNamed("ready");
  return start({
    ...ready,
    trusted: trusted ?? ready.trusted,
    rules: [{ when: { amazon: true }, then }],
  });
}

function open(host: string, session?: Buffer): tls.TLSSocket {
  return tls.connect({
    host: "127.0.0.1",
    port: lab.port,
    servername: host,
    ca: lab.trustedPems,
    ...(session ? { session } : {}),
  });
}

/** The certificate that a host shows, linked to those above it. */
async function served(host: string): Promise<tls.DetailedPeerCertificate> {
  const socket = open(host);
  await once(socket, "secureConnect");
  const certificate = socket.getPeerCertificate(true);
  socket.destroy();
  return certificate;
}

test("Firefox is told the scenario's own preferences beside those of the lab", async () => {
  const ready = scenarioNamed("ready");
  const preferences = { firefox: { "a.b": true, "network.proxy.type": 1 }, chromium: { "c.d": 1 } };
  await start({ ...ready, browser: { preferences } });
  expect(lab.firefoxPrefs()).toMatchObject({
    ...preferences.firefox,
    "network.dns.disabled": true,
  });
  expect(lab.firefoxPrefs()).not.toHaveProperty("c.d");
});

describe("chains", () => {
  /** Which root alone lets which host through: Amazon's own chains, tried one by one, gave the same table. */
  test.each([
    ["amazon-root-ca-1", ["rootca1.demo", "sfg2.demo", "eur2m1.demo.eu"]],
    ["amazon-root-ca-2", ["rootca2.demo"]],
    ["amazon-root-ca-3", ["rootca3.demo", "eue2m1.demo.eu"]],
    ["amazon-root-ca-4", ["rootca4.demo", "eue3m1.demo.eu"]],
    [
      "starfield-services-g2",
      ["rootca1.demo", "rootca2.demo", "rootca3.demo", "rootca4.demo", "sfg2.demo"],
    ],
    ["starfield-class-2", []],
    ["amazon-rsa-2048-root-eu-m1", ["eur2m1.demo.eu"]],
    ["lab-public-root", []],
  ])("a store with %s alone trusts %j", async (root, trusted) => {
    await start("ready");
    const ca = authority.root(root).certificatePem;
    const labels = [1, 2, 3, 4].map((number) => `rootca${number}.demo`);
    labels.push("sfg2.demo", "eur2m1.demo.eu", "eue2m1.demo.eu", "eue3m1.demo.eu");
    const seen = await Promise.all(
      labels.map((label) => ask(lab, `valid.${label}.amazontrust.com`, { tls: { ca } })),
    );
    expect(labels.filter((_label, index) => seen[index]!.status === 200)).toEqual(trusted);
    const refusals = seen.filter(({ error }) => error !== undefined);
    expect(refusals.every(({ error }) => error?.startsWith("UNABLE_TO_"))).toBe(true);
  });

  test("old and new names of a host have one certificate", async () => {
    await start("ready");
    for (const host of [HOST, "good.sca1a.amazontrust.com"]) {
      expect((await ask(lab, host)).status).toBe(200);
      const names = new X509Certificate((await served(host)).raw).subjectAltName;
      expect(names).toBe(`DNS:${HOST}, DNS:good.sca1a.amazontrust.com`);
    }
  });

  test("the leaf and what is above it go on the wire, the root does not", async () => {
    await start("ready");
    const names: string[] = [];
    let certificate: tls.DetailedPeerCertificate | undefined = await served(HOST);
    // Below the root this is what the server sent; the root itself, node adds from its own store.
    while (certificate && names.length < 4) {
      names.push(`${certificate.subject.CN} by ${certificate.issuer.CN}`);
      certificate = certificate.issuerCertificate;
    }
    const [leaf, intermediate, cross] = names;
    expect([leaf, intermediate, cross]).toEqual([
      `${HOST} by Amazon RSA 2048 M01`,
      "Amazon RSA 2048 M01 by Amazon Root CA 1",
      "Amazon Root CA 1 by Starfield Services Root Certificate Authority - G2",
    ]);
  });

  test("expired controls have expired, revoked ones are ordinary hosts", async () => {
    await start("ready");
    const expired = await ask(lab, "expired.rootca3.demo.amazontrust.com");
    const revoked = await ask(lab, "revoked.rootca3.demo.amazontrust.com");
    expect(expired.error).toBe("CERT_HAS_EXPIRED");
    expect(revoked.status).toBe(200);
  });

  test("inspected: the company's root signs every host, and keeps what has expired expired", async () => {
    await start("inspected");
    const inspector = { ca: authority.root("lab-inspecting-root").certificatePem };
    expect((await ask(lab, HOST, { tls: inspector })).status).toBe(200);
    expect((await ask(lab, BASELINE, { tls: inspector })).status).toBe(200);
    const expired = await ask(lab, "expired.rootca1.demo.amazontrust.com");
    expect(expired.error).toBe("CERT_HAS_EXPIRED");
  });

  test.each<[string, BehaviourChange, RegExp]>([
    ["another name", { certificate: { names: ["x.example"] } }, /does not match/],
    ["not valid yet", { certificate: { valid: { from: 5, to: 50 } } }, /not yet valid/],
    ["self-signed", { certificate: { issuer: "self" } }, /self-signed/],
    ["no intermediate", { certificate: { chain: "leaf-only" } }, /verify the first certificate/],
    ["SHA-1", { certificate: { hash: "SHA-1" } }, /digest algorithm too weak/],
    ["a short key", { certificate: { key: "RSA-768" } }, /EE certificate key too weak/],
  ])("a leaf can be wrong: %s", async (_what, change, error) => {
    await amazonDoes(change);
    const seen = await ask(lab, HOST, { tls: { ciphers: "DEFAULT@SECLEVEL=2" } });
    expect(seen.message).toMatch(error);
    expect((await ask(lab, BASELINE)).status).toBe(200);
  });

  test("without the cross-certificate Starfield no longer helps", async () => {
    await amazonDoes({ certificate: { chain: "intermediate-only" } }, ["starfield-services-g2"]);
    expect((await ask(lab, HOST)).error).toMatch(/^UNABLE_TO_(GET|VERIFY)/);
  });
});

describe("connections", () => {
  test.each<[string, BehaviourChange, RegExp]>([
    ["reset", { connection: "reset" }, /ECONNRESET/],
    ["cut", { connection: "cut" }, /disconnected before secure TLS/],
    ["plain-http", { connection: "plain-http" }, /http|wrong version number/],
    ["garbage", { connection: "garbage" }, /wrong version number/],
    ["old TLS", { tls: { maxVersion: "TLSv1.1" } }, /protocol version/],
    [
      "client certificate",
      { tls: { clientCertificate: "demanded" } },
      /certificate|ECONNRESET|socket hang up/,
    ],
  ])("%s", async (_what, change, error) => {
    await amazonDoes(change);
    expect((await ask(lab, HOST)).message).toMatch(error);
    expect((await ask(lab, BASELINE)).status).toBe(200);
  });

  test("old TLS is spoken to those who still do", async () => {
    await amazonDoes({ tls: { maxVersion: "TLSv1.1" } });
    const old = { minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
    expect((await ask(lab, HOST, { tls: old })).status).toBe(200);
  });

  test("a hanging host never answers, and does not keep the lab from stopping", async () => {
    await start("timeout");
    const asked = ask(lab, HOST, { limitMs: 60_000 });
    await expect.poll(() => lab.asked()).toEqual([HOST]);
    await lab.stop();
    expect((await asked).error).toBe("ECONNRESET");
  });

  test("nobody else is served, and every name that was asked for is on record", async () => {
    await start("ready");
    expect((await ask(lab, "elsewhere.example")).error).toBe("ECONNRESET");
    await ask(lab, HOST);
    expect(lab.asked()).toEqual(["elsewhere.example", HOST]);
    expect(lab.requests()).toMatchObject([{ host: HOST, method: "GET", path: "/" }]);
  });

  test("sessions are resumed", async () => {
    await start("ready");
    const first = open(HOST).resume();
    const [ticket] = (await once(first, "session")) as [Buffer];
    expect(first.isSessionReused()).toBe(false);
    first.destroy();
    const second = open(HOST, ticket);
    await once(second, "secureConnect");
    expect(second.isSessionReused()).toBe(true);
    second.destroy();
  });
});

describe("answers", () => {
  test("are short, dated and close the connection", async () => {
    await start("ready");
    const { status, headers, body } = await ask(lab, HOST);
    expect({ status, body }).toEqual({ status: 200, body: "Trust Ready lab\n" });
    expect(headers?.["connection"]).toBe("close");
    expect(Math.abs(Date.parse(String(headers?.["date"])) - Date.now())).toBeLessThan(5000);
  });

  test("can be an error, a redirect, or dated otherwise", async () => {
    await start("http-500");
    expect((await ask(lab, HOST)).status).toBe(500);
    await lab.stop();
    await start("redirect");
    const redirect = await ask(lab, HOST);
    expect([redirect.status, redirect.headers?.["location"]]).toEqual([
      302,
      "https://elsewhere.lab.example/",
    ]);
    await lab.stop();
    const date = "Thu, 01 Jan 2015 00:00:00 GMT";
    await amazonDoes({ answer: { headers: { date } } });
    expect((await ask(lab, HOST)).headers?.["date"]).toBe(date);
  });

  test("can be late, by the scenario or for all", async () => {
    const timed = async (host: string) => {
      const before = performance.now();
      await ask(lab, host);
      return performance.now() - before;
    };
    await amazonDoes({ answer: { delayMs: 300 } });
    expect(await timed(HOST)).toBeGreaterThan(290);
    expect(await timed(BASELINE)).toBeLessThan(290);
    await lab.stop();
    await start("ready", { addedDelayMs: 300 });
    expect(await timed(BASELINE)).toBeGreaterThan(290);
  });

  test("come from endpoints too", async () => {
    const host = "console.aws.amazon.com";
    await start("ready", { endpoints: [{ host, issuingRoot: "amazon-root-ca-1" }] });
    const ca = authority.root("amazon-root-ca-1").certificatePem;
    expect((await ask(lab, host, { tls: { ca } })).status).toBe(200);
  });
});

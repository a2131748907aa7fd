/** What the lab's server can do to a connection or a certificate, seen by node's own TLS. */
import { createHash, verify, X509Certificate } from "node:crypto";
import { once } from "node:events";
import net from "node:net";
import tls from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import builtIn from "../../src/core/catalogue.json" with { type: "json" };
import type { Catalogue } from "../../src/core/catalogue.ts";
import { labAuthority } from "./authority.ts";
import { PADDING, serveChain } from "./chains.ts";
import { ask, firstBytes } from "./client.ts";
import { labHosts } from "./hosts.ts";
import { LAB_ADDRESS, startLab, type Lab } from "./lab.ts";
import { behaviourOf, type Scenario } from "./scenario.ts";
import { scenarioNamed } from "./scenarios.ts";
import { RARE_CIPHER } from "./server.ts";
import { HOSTILE_NAME } from "./tree.ts";
import type { BehaviourChange } from "./words.ts";

const authority = await labAuthority(builtIn as Catalogue);
const HOST = "valid.rootca1.demo.amazontrust.com";

let lab: Lab;
afterEach(() => lab.stop());

async function start(scenario: Scenario | string): Promise<void> {
  lab = await startLab(scenario, { authority });
}

/** All well, but every host of Amazon's does this. */
function amazonDoes(then: BehaviourChange): Promise<void> {
  return start({ ...scenarioNamed("ready"), rules: [{ when: { amazon: true }, then }] });
}

function connect(options: tls.ConnectionOptions = {}): tls.TLSSocket {
  return tls.connect({
    host: LAB_ADDRESS,
    port: lab.port,
    servername: HOST,
    ca: lab.trustedPems,
    ...options,
  });
}

describe("connections", () => {
  /** All that comes back for a hello, up to the end of the connection or to `limitMs` of silence. */
  async function answerToHello(limitMs: number): Promise<{ bytes: Buffer; ended: boolean }> {
    const socket = net.connect(lab.port, LAB_ADDRESS);
    const parts: Buffer[] = [];
    socket.on("data", (part) => parts.push(part));
    socket.write(await firstBytes({ servername: HOST }));
    const silence = new Promise((resolve) => setTimeout(resolve, limitMs, false));
    const ended = await Promise.race([once(socket, "end").then(() => true), silence]);
    socket.destroy();
    return { bytes: Buffer.concat(parts), ended: ended === true };
  }

  test("stall: a handshake begins and goes no further", async () => {
    await amazonDoes({ connection: "stall" });
    const { bytes, ended } = await answerToHello(300);
    expect(ended).toBe(false);
    // A handshake record that promises more than it brings, and in it a ServerHello.
    expect([bytes[0], bytes[5]]).toEqual([22, 2]);
    expect(bytes.readUInt16BE(3)).toBeGreaterThan(bytes.length - 5);
    expect((await ask(lab, HOST, { limitMs: 200 })).error).toBe("TIMEOUT");
  });

  test("plain HTTP: the answer that the row wants, then the end", async () => {
    await start("captive-portal-redirect");
    const { bytes, ended } = await answerToHello(5000);
    expect(ended).toBe(true);
    const lines = String(bytes).split("\r\n");
    expect(lines[0]).toBe("HTTP/1.1 302 Found");
    expect(lines).toContain("location: http://portal.lab.example/");
  });

  test("hang-up: the handshake is good, and no answer follows", async () => {
    await start("no-answer");
    const { error, message } = await ask(lab, HOST);
    expect([error, message]).toEqual(["ECONNRESET", "socket hang up"]);
    expect(lab.requests()).toMatchObject([{ host: HOST }]);
  });

  test("a rare cipher: for those who speak it", async () => {
    await start("no-common-cipher");
    expect((await ask(lab, HOST)).message).toMatch(/handshake failure/);
    expect((await ask(lab, HOST, { tls: { ciphers: RARE_CIPHER } })).status).toBe(200);
  });

  test.each([
    ["client-certificate", /certificate required/],
    ["client-certificate-old-tls", /handshake failure/],
  ])("%s: the refusal arrives before the end, every time", async (name, refusal) => {
    await start(name);
    const seen = await Promise.all(Array.from({ length: 10 }, () => ask(lab, HOST)));
    for (const { message } of seen) expect(message).toMatch(refusal);
  });

  test("the server's clock can be ahead or behind", async () => {
    for (const [name, days] of [
      ["clock-header-behind", 3],
      ["clock-header-ahead", -3],
    ] as const) {
      await start(name);
      const { headers } = await ask(lab, HOST);
      const aheadMs = Date.parse(String(headers?.["date"])) - Date.now();
      expect(Math.abs(aheadMs - days * 24 * 3600 * 1000)).toBeLessThan(5000);
      await lab.stop();
    }
  });
});

describe("certificates", () => {
  test.each<[string, BehaviourChange, RegExp]>([
    ["for other names only", { certificate: { limit: "names" } }, /permitted subtree violation/],
    ["for clients only", { certificate: { limit: "purpose" } }, /unsuitable certificate purpose/],
  ])("%s", async (_what, change, error) => {
    await amazonDoes(change);
    expect((await ask(lab, HOST)).message).toMatch(error);
  });

  test("padded: twenty more on the wire, and trusted all the same", async () => {
    await start("huge-chain");
    expect((await ask(lab, HOST)).status).toBe(200);
    const host = labHosts(authority).find((one) => one.host === HOST)!;
    const { certificate } = behaviourOf(lab.scenario, host);
    const { chainPem } = await serveChain(authority, host, certificate);
    expect(chainPem.match(/-----BEGIN/g)).toHaveLength(3 + PADDING);
  });

  test("a product's: issued by what is named like its intermediate", async () => {
    await start("inspected-known-product");
    const socket = connect();
    await once(socket, "secureConnect");
    const { issuer } = socket.getPeerCertificate();
    socket.destroy();
    expect(issuer).toEqual({
      O: "Zscaler Inc.",
      OU: "Zscaler Inc.",
      CN: "Zscaler Intermediate Root CA (zscaler.net)",
    });
  });

  test("a hostile name stands in the certificate as it is", async () => {
    await start("hostile-names");
    const socket = connect();
    await once(socket, "secureConnect");
    const leaf = socket.getPeerX509Certificate()!;
    socket.destroy();
    expect(leaf.raw.includes(HOSTILE_NAME)).toBe(true);
    expect(HOSTILE_NAME.length).toBeGreaterThan(20_000);
    for (const part of ["<script>", "\u202E", "\u0007"]) expect(HOSTILE_NAME).toContain(part);
  });

  test("exceptions are for the hosts that the row names, with what these show", async () => {
    await start("certificate-exception");
    const hosts = lab.exceptions.map(({ host }) => host);
    expect(hosts).toEqual(["valid.rootca2.demo.amazontrust.com", "good.sca2a.amazontrust.com"]);
    const [{ certificatePem } = { certificatePem: "" }] = lab.exceptions;
    const socket = connect({ servername: hosts[0]!, rejectUnauthorized: false });
    await once(socket, "secureConnect");
    expect(socket.authorized).toBe(false);
    expect(socket.getPeerX509Certificate()!.raw).toEqual(new X509Certificate(certificatePem).raw);
    socket.destroy();
  });
});

describe("revocation", () => {
  /** The OCSP response that a host brings, if any, and the certificate it is about. */
  async function stapled(host: string) {
    // The type definitions do not know the option.
    const options: object = { servername: host, requestOCSP: true };
    const socket = connect(options);
    const [[response]] = await Promise.all([
      once(socket, "OCSPResponse") as Promise<[Buffer | null]>,
      once(socket, "secureConnect"),
    ]);
    const leaf = socket.getPeerX509Certificate()!;
    socket.destroy();
    return { response, leaf };
  }

  test.each([1, 2, 3, 4])("the authority says that it revoked, signed: root %i", async (number) => {
    await start("revocation-known");
    const { response, leaf } = await stapled(`revoked.rootca${number}.demo.amazontrust.com`);
    const { basic, data, signature, hash } = parts(response!);
    const issuer = authority.intermediates[`amazon-root-ca-${number}`]!.certificatePem;
    expect(verify(hash, data, new X509Certificate(issuer).publicKey, signature)).toBe(true);
    expect(basic.includes(Buffer.from(leaf.serialNumber, "hex"))).toBe(true);
    expect(basic.includes(createHash("sha1").update(subjectOf(issuer)).digest())).toBe(true);
  });

  test("nobody says anything of other hosts", async () => {
    await start("revocation-known");
    expect((await stapled(HOST)).response).toBeNull();
  });

  test("a silent responder is named in the certificate, and nobody answers there", async () => {
    await start("revocation-unreachable");
    const { response, leaf } = await stapled(HOST);
    expect(response).toBeNull();
    const [, address] = /^OCSP - URI:(.+)$/m.exec(leaf.infoAccess ?? "") ?? [];
    expect(address).toMatch(/^http:\/\/127\./);
    await expect(fetch(address!)).rejects.toThrow();
  });

  test("other certificates name no responder", async () => {
    await start("ready");
    expect((await stapled(HOST)).leaf.infoAccess).toBeUndefined();
  });

  /** Walks into an OCSP response as RFC 6960, 4.2.1, has it. */
  function parts(response: Buffer) {
    const [status, bytes] = children(contents(response));
    expect(contents(status!)).toEqual(Buffer.from([0]));
    const [, octets] = children(contents(contents(bytes!)));
    const basic = contents(octets!);
    const [data, algorithm, bits] = children(contents(basic));
    const sha384 = contents(algorithm!).includes(Buffer.from("2a8648ce3d040303", "hex"));
    const signature = contents(bits!).subarray(1);
    return { basic, data: data!, signature, hash: sha384 ? "sha384" : "sha256" };
  }

  function subjectOf(pem: string): Buffer {
    const [tbs] = children(contents(new X509Certificate(pem).raw));
    return children(contents(tbs!))[5]!;
  }

  function contents(element: Buffer): Buffer {
    return element.subarray(headerLength(element));
  }

  function children(bytes: Buffer): Buffer[] {
    const found: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += found.at(-1)!.length) {
      const rest = bytes.subarray(at);
      const header = headerLength(rest);
      const length = header === 2 ? rest[1]! : rest.readUIntBE(2, header - 2);
      found.push(rest.subarray(0, header + length));
    }
    return found;
  }

  function headerLength(element: Buffer): number {
    return element[1]! < 0x80 ? 2 : 2 + (element[1]! & 0x7f);
  }
});

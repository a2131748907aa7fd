import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import tls from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import builtIn from "../../src/core/catalogue.json" with { type: "json" };
import type { Catalogue } from "../../src/core/catalogue.ts";
import { labAuthority } from "./authority.ts";
import { LAB_ADDRESS, startLab, type Lab } from "./lab.ts";
import type { Rule } from "./scenario.ts";
import { scenarioNamed } from "./scenarios.ts";

const authority = await labAuthority(builtIn as Catalogue);
const HOST = "valid.rootca1.demo.amazontrust.com";
const BASELINE = new URL(builtIn.baseline.url).hostname;

let lab: Lab;
afterEach(() => lab.stop());

async function start(name: string, rules?: Rule[]): Promise<void> {
  const row = scenarioNamed(name);
  lab = await startLab({ ...row, rules: rules ?? row.rules }, { authority });
}

interface Wish {
  status: number;
  headers: http.IncomingHttpHeaders;
  socket: net.Socket;
}

/** Asks the proxy for a connection, as browsers do. */
function wish(target: string): Promise<Wish> {
  return new Promise((resolve, reject) => {
    const request = http.request({
      host: LAB_ADDRESS,
      port: lab.proxyPort,
      method: "CONNECT",
      path: target,
      agent: false,
    });
    request.on("connect", ({ statusCode, headers }, socket) =>
      resolve({ status: statusCode!, headers, socket: socket as net.Socket }),
    );
    request.on("error", reject);
    request.end();
  });
}

/** The first line that a host answers through the proxy, or how the connection failed. */
async function through(host: string): Promise<string> {
  const { status, socket } = await wish(`${host}:443`);
  if (status !== 200) return `proxy ${status}`;
  const secure = tls.connect({ socket, servername: host, ca: lab.trustedPems });
  return new Promise((resolve) => {
    secure.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    secure.on("data", (bytes) => resolve(String(bytes).split("\r\n")[0]!));
    secure.write(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  });
}

describe("the proxy of the lab", () => {
  test("leads wishes to the lab's server, and keeps a record of them", async () => {
    await start("proxy-works");
    expect(await through(HOST)).toBe("HTTP/1.1 200 OK");
    expect(await through(BASELINE)).toBe("HTTP/1.1 200 OK");
    expect(await through("expired.rootca2.demo.amazontrust.com")).toBe("CERT_HAS_EXPIRED");
    expect(lab.wished()).toEqual([HOST, BASELINE, "expired.rootca2.demo.amazontrust.com"]);
    expect(lab.asked()).toEqual(lab.wished());
  });

  test("leads nowhere else: not to other hosts, other ports, or what cannot be read", async () => {
    await start("proxy-works");
    for (const target of ["elsewhere.example:443", `${HOST}:8443`, "%:443", "nonsense nonsense"]) {
      const [first] = await plain(`CONNECT ${target} HTTP/1.1\r\nHost: x\r\n\r\n`);
      expect(first, target).toMatch(/^HTTP\/1\.1 (502|400) /);
    }
    const [first] = await plain("GET http://elsewhere.example/ HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(first).toBe("HTTP/1.1 400 Bad Request");
    expect(lab.asked()).toEqual([]);
  });

  test("forbids Amazon's hosts alone, or every host", async () => {
    await start("proxy-refuses");
    expect(await through(HOST)).toBe("proxy 403");
    expect(await through(BASELINE)).toBe("HTTP/1.1 200 OK");
    await lab.stop();
    await start("proxy-refuses-all");
    expect(await through(BASELINE)).toBe("proxy 403");
  });

  test("asks for a password", async () => {
    await start("proxy-auth");
    const { status, headers } = await wish(`${HOST}:443`);
    expect([status, headers["proxy-authenticate"]]).toEqual([407, 'Basic realm="Lab"']);
  });

  test("says so where a host cannot be reached, and hands a reset on", async () => {
    await start("proxy-works", [
      { when: { root: "amazon-root-ca-1" }, then: { address: "refused" } },
      { when: { root: "amazon-root-ca-2" }, then: { address: "none" } },
      { when: { root: "amazon-root-ca-3" }, then: { connection: "reset" } },
    ]);
    expect(await through(HOST)).toBe("proxy 502");
    expect(await through("valid.rootca2.demo.amazontrust.com")).toBe("proxy 502");
    expect(await through("valid.rootca3.demo.amazontrust.com")).toBe("ECONNRESET");
  });

  test("has gone where the scenario says so", async () => {
    await start("proxy-unreachable");
    await expect(wish(`${HOST}:443`)).rejects.toThrow("ECONNREFUSED");
  });

  test("is on loopback only, as the server is", async () => {
    await start("proxy-works");
    for (const port of [lab.proxyPort!, lab.port]) {
      const socket = net.connect(port, "127.0.0.2");
      const [error] = (await once(socket, "error")) as [NodeJS.ErrnoException];
      expect(error.code).toBe("ECONNREFUSED");
    }
  });

  test("an open connection does not keep the lab from stopping", async () => {
    await start("proxy-works");
    const { socket } = await wish(`${HOST}:443`);
    const closed = once(socket, "close");
    socket.on("error", () => {});
    await lab.stop();
    await closed;
    await expect(wish(`${HOST}:443`)).rejects.toThrow("ECONNREFUSED");
  });
});

/** Sends bytes to the proxy; the lines that come back. */
async function plain(text: string): Promise<string[]> {
  const socket = net.connect(lab.proxyPort!, LAB_ADDRESS);
  socket.write(text);
  const [bytes] = (await once(socket, "data")) as [Buffer];
  socket.destroy();
  return String(bytes).split("\r\n");
}

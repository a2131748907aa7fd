/**
 * The one server of the lab. It reads the host name that a connection asks for and then does to it what
 * the scenario says. Loopback only.
 */
import { readFileSync } from "node:fs";
import { STATUS_CODES, type ServerResponse } from "node:http";
import https from "node:https";
import net from "node:net";
import path from "node:path";
import { readHello } from "./hello.ts";
import type { ServedChain } from "./chains.ts";
import { lingering } from "./lingering.ts";
import type { AnswerSpec, Behaviour, LabHost, TlsSpec } from "./words.ts";

/** Of TLS 1.3, for small devices; browsers do not offer it. */
export const RARE_CIPHER = "TLS_AES_128_CCM_8_SHA256";
/** What one TCP segment holds on an ordinary network: an Ethernet frame without IP and TCP headers, in bytes. */
const PACKET_BYTES = 1460;

/** A record of 122 bytes that begins with a ServerHello (RFC 8446, 4.1.3) and breaks off. */
const BEGUN_HANDSHAKE = Buffer.from("160303007a020000760303", "hex");

export interface ServedHost {
  host: LabHost;
  behaviour: Behaviour;
  chain: ServedChain;
}

/** A request that got through to the HTTP layer. */
export interface SeenRequest {
  host: string;
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
}

export interface FrontServer {
  port: number;
  /** Host name of each connection, in the order in which they came; empty where none was named. */
  asked: string[];
  requests: SeenRequest[];
  /** Other hosts from now on, and an empty record. Open connections are cut, as when a machine changes its network. */
  serve(hosts: readonly ServedHost[]): void;
  stop(): Promise<void>;
}

/** Starts the server on a free port of 127.0.0.1. */
export async function startFront(hosts: readonly ServedHost[]): Promise<FrontServer> {
  const asked: string[] = [];
  const requests: SeenRequest[] = [];
  const open = new Set<net.Socket>();
  const inner = new Map<string, https.Server>();
  const byName = new Map<string, ServedHost>();
  const serve = (served: readonly ServedHost[]) => {
    for (const socket of open) socket.destroy();
    asked.length = 0;
    requests.length = 0;
    inner.clear();
    byName.clear();
    for (const each of served) byName.set(each.host.host, each);
  };
  serve(hosts);

  const front = net.createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy()); // A browser that hangs up is no fault of the lab.
    let received = Buffer.alloc(0);
    const read = (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      const hello = readHello(received);
      if (hello.kind === "incomplete") return;
      socket.off("data", read);
      socket.pause();
      if (hello.kind === "not-tls") return void socket.destroy();
      asked.push(hello.host);
      const served = byName.get(hello.host);
      if (!served) return void socket.resetAndDestroy();
      treat(socket, received, served);
    };
    socket.on("data", read);
  });

  function treat(socket: net.Socket, received: Buffer, served: ServedHost): void {
    switch (served.behaviour.connection) {
      case "hang":
        socket.resume(); // So that the browser's own hanging up is noticed.
        return;
      case "reset":
        socket.resetAndDestroy();
        return;
      case "reset-long-hello":
        if (received.length > PACKET_BYTES) socket.resetAndDestroy();
        else shakeHands(socket, received, served);
        return;
      case "stall":
        socket.write(BEGUN_HANDSHAKE);
        socket.resume();
        return;
      case "plain-http":
        socket.end(plainAnswer(served.behaviour.answer));
        return;
      case "garbage":
        socket.end(Buffer.alloc(64, 0xa5));
        return;
      case "cut":
        socket.end();
        return;
      case "hang-up":
      case "tls":
        shakeHands(socket, received, served);
    }
  }

  function shakeHands(socket: net.Socket, received: Buffer, served: ServedHost): void {
    let server = inner.get(served.host.host);
    if (!server) inner.set(served.host.host, (server = tlsServer(served, requests)));
    socket.unshift(received);
    const demanding = served.behaviour.tls.clientCertificate === "demanded";
    server.emit("connection", demanding ? lingering(socket) : socket);
  }

  await new Promise<void>((resolve, reject) => {
    front.once("error", reject);
    front.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (front.address() as net.AddressInfo).port,
    asked,
    requests,
    serve,
    async stop() {
      const closed = new Promise<void>((resolve) => front.close(() => resolve()));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function tlsServer({ host, behaviour, chain }: ServedHost, requests: SeenRequest[]): https.Server {
  const server = https.createServer(
    { key: chain.keyPem, cert: chain.chainPem, ...tlsOptions(behaviour.tls) },
    (request, response) => {
      const { method = "", url = "", headers } = request;
      requests.push({ host: host.host, method, path: url, headers });
      if (behaviour.connection === "hang-up") return void request.socket.end();
      if (host.files !== undefined) return sendFile(response, host.files, url);
      const answer = () => send(response, behaviour.answer);
      if (behaviour.answer.delayMs > 0) setTimeout(answer, behaviour.answer.delayMs).unref();
      else answer();
    },
  );
  server.on("tlsClientError", () => {}); // A refused certificate is what many scenarios are about.
  const { revocation } = chain;
  if (revocation) server.on("OCSPRequest", (_leaf, _issuer, reply) => reply(null, revocation));
  return server;
}

function tlsOptions({ maxVersion, cipher, clientCertificate }: TlsSpec): https.ServerOptions {
  const old = maxVersion === "TLSv1.1" || maxVersion === "TLSv1";
  const demanded = clientCertificate === "demanded";
  return {
    maxVersion,
    ...(old ? { minVersion: "TLSv1" as const } : {}),
    ...(cipher === "rare"
      ? { minVersion: "TLSv1.3" as const, ciphers: RARE_CIPHER }
      : // OpenSSL speaks the old versions, and signs with the old hash, only at its lowest security level.
        { ciphers: "DEFAULT@SECLEVEL=0" }),
    requestCert: demanded,
    rejectUnauthorized: demanded,
  };
}

/** What comes in plain text where TLS was expected: headers alone. */
function plainAnswer({ status, headers }: AnswerSpec): string {
  const lines = Object.entries({ ...headers, "content-length": "0", connection: "close" });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${head}\r\n`;
}

/** Sends a file of a directory, at whatever query. */
function sendFile(response: ServerResponse, directory: string, url: string): void {
  const { pathname } = new URL(url, "https://host.example");
  let body;
  try {
    body = readFileSync(path.join(directory, pathname));
  } catch {
    response.writeHead(404, { connection: "close" }).end();
    return;
  }
  response.writeHead(200, { "cache-control": "no-store", connection: "close" }).end(body);
}

function send(response: ServerResponse, answer: AnswerSpec): void {
  if (response.destroyed) return;
  response.writeHead(answer.status, {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
    // Every check opens its own connections, so that none profits from the one before.
    connection: "close",
    ...(answer.clockAheadMs
      ? { date: new Date(Date.now() + answer.clockAheadMs).toUTCString() }
      : {}),
    ...answer.headers,
  });
  response.end(answer.body);
}

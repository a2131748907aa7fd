/**
 * The proxy of the lab: it takes browsers' wishes for connections (HTTP CONNECT) and leads them to the
 * lab's server, or does not, as the scenario says. Loopback only.
 */
import http from "node:http";
import net from "node:net";
import { parseUrl } from "../../src/core/parse-url.ts";
import type { ProxyAnswer } from "./words.ts";

/** What the proxy does for one host: an answer, and where the connection leads. */
export interface ProxyRoute {
  answer: ProxyAnswer;
  /** None where the proxy cannot resolve the name. */
  to?: { address: string; port: number };
}

export interface LabProxy {
  port: number;
  /** Host name of each wish, in the order in which they came. */
  wished: string[];
  stop(): Promise<void>;
}

/** Starts the proxy on a free port of 127.0.0.1. `route` says what it does for a host on port 443. */
export async function startProxy(
  route: (host: string) => ProxyRoute | undefined,
): Promise<LabProxy> {
  const wished: string[] = [];
  const open = new Set<net.Socket>();
  const keep = (socket: net.Socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
  };
  // A request that is no wish for a connection: nothing in the lab is plain HTTP.
  const server = http.createServer((_request, response) => response.writeHead(400).end());
  server.on("connection", keep);
  server.on("connect", (request, client: net.Socket, head: Buffer) => {
    const wish = `https://${request.url}`;
    const { hostname, port } = parseUrl(wish) ?? new URL("https://unreadable.invalid:1");
    wished.push(hostname);
    const found = port === "" ? route(hostname) : undefined;
    if (found?.answer === "forbid") return refuse(client, 403);
    if (found?.answer === "password") return refuse(client, 407, ASKING);
    if (!found?.to) return refuse(client, 502);
    const onward = net.connect(found.to.port, found.to.address);
    keep(onward);
    const fail = () => refuse(client, 502);
    onward.once("error", fail);
    onward.once("connect", () => {
      onward.off("error", fail);
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.write(head);
      onward.pipe(client).pipe(onward);
      // What one side does to the connection, the other is to see.
      client.on("close", () => onward.destroy());
      onward.on("close", () => (onward.errored ? client.resetAndDestroy() : client.end()));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as net.AddressInfo).port,
    wished,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

const ASKING = 'Proxy-Authenticate: Basic realm="Lab"';

/** Answers a wish with a status and ends the connection. */
function refuse(client: net.Socket, status: number, ...headers: string[]): void {
  const first = `HTTP/1.1 ${status} ${http.STATUS_CODES[status]}`;
  const lines = [first, ...headers, "Content-Length: 0", "Connection: close", "", ""];
  client.end(lines.join("\r\n"));
}

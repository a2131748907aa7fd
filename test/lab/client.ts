/** Asks a host of the lab as a browser would, for tests that need no browser. */
import https from "node:https";
import net from "node:net";
import tls from "node:tls";
import type { Lab } from "./lab.ts";

export interface Seen {
  /** Error code of the connection or of certificate verification; none where all went well. */
  error?: string;
  message?: string;
  status?: number;
  headers?: Record<string, string | string[] | undefined>;
  body?: string;
}

export interface AskOptions {
  limitMs?: number;
  /** Beside what the lab's scenario has the browser trust. */
  tls?: tls.ConnectionOptions;
}

/** One request over a connection of its own. Never rejects: a failure is an answer too. */
export function ask(lab: Lab, host: string, options: AskOptions = {}): Promise<Seen> {
  return new Promise((resolve) => {
    const request = https.get(
      {
        host: "127.0.0.1",
        port: lab.port,
        servername: host,
        headers: { host, connection: "keep-alive" },
        ca: lab.trustedPems,
        agent: false,
        ...options.tls,
      },
      (response) => {
        let body = "";
        response.setEncoding("utf8");
        response.on("data", (text: string) => (body += text));
        response.on("end", () =>
          resolve({ status: response.statusCode!, headers: response.headers, body }),
        );
      },
    );
    request.setTimeout(options.limitMs ?? 5000, () => {
      request.destroy(Object.assign(new Error("Too late"), { code: "TIMEOUT" }));
    });
    request.on("error", (error: NodeJS.ErrnoException) => {
      resolve({ error: error.code ?? "", message: error.message });
    });
  });
}

/** The first bytes that node's TLS sends: its hello. */
export async function firstBytes(options: tls.ConnectionOptions): Promise<Buffer> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  const received = new Promise<Buffer>((resolve) => {
    server.on("connection", (socket) => {
      socket.on("error", () => {});
      socket.once("data", (bytes) => {
        resolve(bytes);
        socket.destroy();
      });
    });
  });
  tls.connect({ host: "127.0.0.1", port, ...options }).on("error", () => {});
  const bytes = await received;
  server.close();
  return bytes;
}

/** Reads the host name out of the first bytes of a TLS connection (RFC 8446 §4.1.2, RFC 6066 §3). */

export type Hello =
  | { kind: "incomplete" }
  | { kind: "not-tls" }
  /** `host` is empty where the client named none. */
  | { kind: "tls"; host: string };

const HANDSHAKE_RECORD = 22;
const CLIENT_HELLO = 1;
const SERVER_NAME = 0;

/** What the bytes received so far say; ask again with more of them while it is `incomplete`. */
export function readHello(bytes: Buffer): Hello {
  if (bytes.length > 0 && bytes[0] !== HANDSHAKE_RECORD) return { kind: "not-tls" };
  const message = handshakeBytes(bytes);
  if (message.length < 4) return { kind: "incomplete" };
  if (message[0] !== CLIENT_HELLO) return { kind: "not-tls" };
  const end = 4 + message.readUIntBE(1, 3);
  if (message.length < end) return { kind: "incomplete" };
  try {
    return { kind: "tls", host: serverName(message.subarray(4, end)) };
  } catch {
    return { kind: "not-tls" }; // A length that points outside the message.
  }
}

/** The payloads of all handshake records, joined: a long hello comes in several. */
function handshakeBytes(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  while (at + 5 <= bytes.length && bytes[at] === HANDSHAKE_RECORD) {
    const length = bytes.readUInt16BE(at + 3);
    parts.push(bytes.subarray(at + 5, at + 5 + length));
    at += 5 + length;
  }
  return Buffer.concat(parts);
}

function serverName(body: Buffer): string {
  let at = 2 + 32; // Version and random.
  at += 1 + body.readUInt8(at); // Session id.
  at += 2 + body.readUInt16BE(at); // Cipher suites.
  at += 1 + body.readUInt8(at); // Compression methods.
  if (at + 2 > body.length) return "";
  at += 2; // Length of all extensions.
  while (at + 4 <= body.length) {
    const type = body.readUInt16BE(at);
    const length = body.readUInt16BE(at + 2);
    at += 4;
    if (type === SERVER_NAME) {
      const size = body.readUInt16BE(at + 3);
      return body.toString("latin1", at + 5, at + 5 + size).toLowerCase();
    }
    at += length;
  }
  return "";
}

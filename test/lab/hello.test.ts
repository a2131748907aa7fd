import { describe, expect, test } from "vitest";
import { firstBytes } from "./client.ts";
import { readHello } from "./hello.ts";

/** The same message in records of at most `size` bytes of payload. */
function inRecords(hello: Buffer, size: number): Buffer {
  const payload = hello.subarray(5);
  const records: Buffer[] = [];
  for (let at = 0; at < payload.length; at += size) {
    const part = payload.subarray(at, at + size);
    const header = Buffer.from([22, 3, 1, 0, 0]);
    header.writeUInt16BE(part.length, 3);
    records.push(header, part);
  }
  return Buffer.concat(records);
}

describe("readHello", () => {
  test("finds the host name that a client asks for", async () => {
    const hello = await firstBytes({ servername: "Valid.RootCA1.demo.amazontrust.com" });
    expect(readHello(hello)).toEqual({ kind: "tls", host: "valid.rootca1.demo.amazontrust.com" });
  });

  test("finds it in a hello that comes in several records", async () => {
    const hello = inRecords(await firstBytes({ servername: "valid.example" }), 40);
    expect(readHello(hello)).toEqual({ kind: "tls", host: "valid.example" });
  });

  test("gives an empty name where the client names none", async () => {
    expect(readHello(await firstBytes({}))).toEqual({ kind: "tls", host: "" });
  });

  test("asks for more as long as any byte is missing", async () => {
    const hello = await firstBytes({ servername: "valid.example" });
    for (let length = 0; length < hello.length; length += 1) {
      expect(readHello(hello.subarray(0, length)).kind, `${length} bytes`).toBe("incomplete");
    }
  });

  test("tells another handshake message from a hello", async () => {
    const other = await firstBytes({ servername: "valid.example" });
    other[5] = 2;
    expect(readHello(other)).toEqual({ kind: "not-tls" });
  });

  test.each([
    ["plain HTTP", Buffer.from("GET / HTTP/1.1\r\n\r\n")],
    ["a length that points outside", Buffer.from([22, 3, 1, 0, 6, 1, 0, 0, 2, 3, 3])],
  ])("tells %s from a hello", (_what, bytes) => {
    expect(readHello(bytes)).toEqual({ kind: "not-tls" });
  });
});

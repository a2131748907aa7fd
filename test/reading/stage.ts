/** What the tests of reading share: files, and short ways to recognise them. */
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Bytes } from "../../src/core/bytes.ts";
import type { Recognised } from "../../src/reading/model.ts";
import { recognise } from "../../src/reading/recognise.ts";

export const bytesOf = (text: string): Bytes => new TextEncoder().encode(text);

/** A file in `files/`. */
export const file = (name: string): Bytes =>
  new Uint8Array(readFileSync(new URL(`files/${name}`, import.meta.url)));

export const recogniseFile = (name: string, ...passwords: string[]): Promise<Recognised[]> =>
  recognise(file(name), name, passwords);

export const recogniseText = (text: string, ...passwords: string[]): Promise<Recognised[]> =>
  recognise(bytesOf(text), "", passwords);

/** The only piece. */
export async function only(pieces: Promise<Recognised[]>): Promise<Recognised> {
  const [first, ...more] = await pieces;
  if (!first || more.length) throw new Error(`${more.length + 1} pieces`);
  return first;
}

/** Common names, by node's own reader. */
export const namesIn = ({ certificates }: Recognised): string[] =>
  certificates.map(({ der }) => /CN=(.*)/.exec(new X509Certificate(der).subject)?.[1] ?? "no name");

export const faultsIn = ({ faults }: Recognised): string[] =>
  faults.map(({ code, line }) => (line === null ? code : `${code} ${line}`));

/** A chain of three, as its PEM file has it: server, intermediate and root. */
export const WHOLE = new TextDecoder().decode(file("whole.pem"));
export const SERVER = "shop.example.com";
export const MIDDLE = "Example Inspection CA 2";
export const ROOT = "Example Inspection Root CA";
export const ALL = [SERVER, MIDDLE, ROOT];

/** One certificate's PEM block of `WHOLE`, without a line end behind it. */
export const blockAt = (place: number): string =>
  WHOLE.split(/(?<=-----END CERTIFICATE-----)\n/)[place]!.trim();

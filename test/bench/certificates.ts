/** How fast bundles of certificates are audited, beside node's own reader and OpenSSL's command. */
import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import { auditBundle } from "../../src/core/bundle-audit.ts";
import builtIn from "../../src/core/catalogue.json";
import type { Bytes } from "../../src/core/bytes.ts";
import type { Catalogue } from "../../src/core/catalogue.ts";
import { median, type Figure } from "./figure.ts";

const { roots } = builtIn as Catalogue;
const AT = Date.parse("2026-11-30T00:00:00Z");
const BUNDLE = 150;

/** One command per certificate takes seconds. */
const OPENSSL_RUNS = 5;

/** Node's roots, over and over, each time with another signature, so that no two are the same. */
function bundleOf(count: number): Bytes[] {
  const list = rootCertificates.map((pem) => new Uint8Array(new X509Certificate(pem).raw));
  return Array.from({ length: count }, (_, at) => {
    const der = list[at % list.length]!.slice();
    const round = Math.floor(at / list.length);
    der[der.length - 1]! ^= round & 0xff;
    der[der.length - 2]! ^= round >> 8;
    return der;
  });
}

async function elapsed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const audit = (bundle: readonly Bytes[]) =>
  auditBundle(
    bundle.map((der) => ({ der })),
    { roots, at: AT },
  );

function readWithNode(bundle: readonly Bytes[]): void {
  for (const der of bundle) void new X509Certificate(der).fingerprint256;
}

/** What AWS's instructions make of each certificate: its fingerprint and its public key. */
function readWithOpenSsl(bundle: readonly Bytes[]): void {
  for (const der of bundle) {
    const args = ["x509", "-inform", "der", "-noout", "-fingerprint", "-sha256", "-pubkey"];
    const { status } = spawnSync("openssl", args, { input: der });
    if (status !== 0) throw new Error("openssl does not read a certificate");
  }
}

async function ratio(
  what: string,
  reach: number,
  { runs, ours, theirs }: { runs: number; ours: () => unknown; theirs: () => unknown },
): Promise<Figure> {
  const [own, other]: [number[], number[]] = [[], []];
  await ours();
  for (let run = 0; run < runs; run += 1) {
    own.push(await elapsed(ours));
    other.push(await elapsed(theirs));
  }
  const [one, two] = [median(own), median(other)];
  const note = `${one.toFixed(1)} ms beside ${two.toFixed(1)} ms, ${runs} runs`;
  return { what, measured: one / two, reach, unit: "×", note };
}

export async function certificateFigures(runs: number): Promise<Figure[]> {
  const [bundle, small, large] = [bundleOf(BUNDLE), bundleOf(100), bundleOf(10_000)];
  const ours = () => audit(bundle);
  const figures = [
    await ratio(`audit of ${BUNDLE} certificates / node parsing and hashing them`, 3, {
      runs,
      ours,
      theirs: () => readWithNode(bundle),
    }),
    await ratio("audit of 10,000 certificates / of 100", 110, {
      runs: Math.min(runs, 10),
      ours: () => audit(large),
      theirs: () => audit(small),
    }),
  ];
  const hasOpenSsl = spawnSync("openssl", ["version"]).status === 0;
  if (!hasOpenSsl) return figures;
  const openSsl = await ratio(`audit of ${BUNDLE} certificates / openssl x509 for each`, 0.01, {
    runs: Math.min(runs, OPENSSL_RUNS),
    ours,
    theirs: () => readWithOpenSsl(bundle),
  });
  return [...figures, openSsl];
}

/** Mozilla's `certdata.txt` (`lib/ckfw/builtins/` of NSS): certificates, and of each what it is trusted for. */
import { createHash } from "node:crypto";
import { certificateFacts } from "./certificate.ts";
import type { ListedCertificate, Listing } from "./listing.ts";

interface PkcsObject {
  /** By attribute, as it is written. */
  words: Map<string, string>;
  bytes: Map<string, Uint8Array>;
}

export function isCertdata(start: string): boolean {
  return /^BEGINDATA\s*$/m.test(start) && start.includes("CKA_CLASS");
}

/** Throws if a certificate cannot be read, or if none is trusted for TLS. */
export function readCertdata(text: string): Listing {
  const objects = objectsIn(text);
  const trust = new Map<string, string>();
  for (const { words, bytes } of objects) {
    if (!/^CKO_(?:NSS_)?TRUST$/.test(words.get("CKA_CLASS") ?? "")) continue;
    const sha1 = bytes.get("CKA_CERT_SHA1_HASH");
    if (sha1) trust.set(hex(sha1), words.get("CKA_TRUST_SERVER_AUTH") ?? "");
  }
  const certificates = objects.flatMap(({ words, bytes }): ListedCertificate[] => {
    if (words.get("CKA_CLASS") !== "CKO_CERTIFICATE") return [];
    const der = bytes.get("CKA_VALUE");
    if (!der) throw new Error(`${words.get("CKA_LABEL")}: no CKA_VALUE`);
    const word = trust.get(createHash("sha1").update(der).digest("hex")) ?? "no trust object";
    const isTrusted = /^CKT_(?:NSS_)?TRUSTED_DELEGATOR$/.test(word);
    const until = dayIn(bytes.get("CKA_NSS_SERVER_DISTRUST_AFTER"));
    return [
      {
        kind: "root",
        ...certificateFacts(der),
        isRevoked: false,
        stores: {
          mozilla: {
            status: isTrusted ? "included" : "removed",
            word,
            isForTls: true,
            ...(until === null ? {} : { until }),
          },
        },
        tests: {},
      },
    ];
  });
  if (!certificates.some(({ stores }) => stores.mozilla?.status === "included")) {
    throw new Error("no certificate is trusted for TLS");
  }
  return {
    title: "Mozilla, certdata.txt",
    certificates,
    wholeStores: ["mozilla"],
    isComplete: false,
  };
}

/** An object begins with its `CKA_CLASS`. */
function objectsIn(text: string): PkcsObject[] {
  const objects: PkcsObject[] = [];
  let octal: { name: string; values: number[] } | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (octal) {
      if (line.trim() !== "END") {
        for (const [, digits] of line.matchAll(/\\([0-7]{3})/g))
          octal.values.push(parseInt(digits!, 8));
        continue;
      }
      objects.at(-1)?.bytes.set(octal.name, Uint8Array.from(octal.values));
      octal = null;
      continue;
    }
    const [, name, type, value = ""] = /^(CKA_\w+)\s+(\w+)\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined) continue;
    if (name === "CKA_CLASS") objects.push({ words: new Map(), bytes: new Map() });
    if (type === "MULTILINE_OCTAL") octal = { name, values: [] };
    else objects.at(-1)?.words.set(name, value.replace(/^"(.*)"$/, "$1"));
  }
  if (octal) throw new Error(`${octal.name} does not end`);
  return objects;
}

/** Of `YYMMDDHHMMSSZ`; null without a date. */
function dayIn(bytes: Uint8Array | undefined): string | null {
  const text = bytes ? Buffer.from(bytes).toString("latin1") : "";
  const [, year, month, day] = /^(\d\d)(\d\d)(\d\d)\d*Z$/.exec(text) ?? [];
  return year === undefined ? null : `20${year}-${month}-${day}`;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

/** Reads what begins like DER: certificates one after the other, PKCS #7, or a part that holds no certificate. */
import type { Bytes } from "../../core/bytes.ts";
import { append, contentsWith, fault, foundCertificate, type Contents } from "../contents.ts";
import { MAX_CERTIFICATES } from "../limits.ts";
import { bytesOf, elementAt, isCutOff } from "./ber.ts";
import { kindOf } from "./kind.ts";
import { readPkcs7 } from "./pkcs7.ts";

export interface DerReading extends Contents {
  /** Of the first part. A PKCS #12 keystore is left to its own reader, which needs passwords. */
  format: "der" | "pkcs7" | "pkcs12";
  /** Bytes behind the first part. */
  trailing: number;
}

/** Texts may begin with the same character, 0, and none of them has such a second one. */
export function isDer(bytes: Bytes): boolean {
  if (bytes[0] !== 0x30) return false;
  const second = bytes[1] ?? 0;
  const whole = elementAt(bytes, 0);
  if (second >= 0x80) return whole !== null || isCutOff(bytes, 0);
  return whole !== null && kindOf(bytes, whole) !== null;
}

/** `line`: where it stands in a text. Never throws. */
export function readDer(bytes: Bytes, line: number | null = null): DerReading {
  const found: DerReading = { ...contentsWith([]), format: "der", trailing: 0 };
  let at = 0;
  while (at < bytes.length && found.certificates.length <= MAX_CERTIFICATES) {
    const element = elementAt(bytes, at);
    if (!element) {
      found.faults.push(fault(isCutOff(bytes, at) ? "truncated" : "broken-der", line));
      break;
    }
    const kind = kindOf(bytes, element);
    if (kind === null) {
      found.faults.push(fault("broken-der", line));
      break;
    }
    if (at === 0) found.trailing = bytes.length - element.end;
    if (kind === "certificate") {
      found.certificates.push(foundCertificate(bytesOf(bytes, element), line));
    } else if (kind === "pkcs7") {
      const within = readPkcs7(bytes, element, line);
      append(found.certificates, within.certificates);
      append(found.faults, within.faults);
    } else if (kind !== "pkcs12") {
      found.faults.push(fault(kind, line));
    }
    if (at === 0 && (kind === "pkcs7" || kind === "pkcs12")) return { ...found, format: kind };
    at = behindPadding(bytes, element.end);
  }
  return found;
}

/** Zeros and line ends that editors and transfers add. */
function behindPadding(bytes: Bytes, start: number): number {
  let at = start;
  while (at < bytes.length && [0x00, 0x0a, 0x0d, 0x1a, 0x20].includes(bytes[at]!)) at += 1;
  return at;
}

/** Certificates in PKCS #7 and CMS (RFC 5652): certs-only files as well as signed data. */
import type { Bytes } from "../../core/bytes.ts";
import { contentsWith, fault, foundCertificate, type Contents } from "../contents.ts";
import { MAX_CERTIFICATES } from "../limits.ts";
import { bytesOf, childrenOf, objectIdOf, type BerElement } from "./ber.ts";
import { kindOf } from "./kind.ts";

const SIGNED_DATA = "1.2.840.113549.1.7.2";
/** Enveloped, signed and enveloped, encrypted. */
const ENCRYPTED = new Set(["1.2.840.113549.1.7.3", "1.2.840.113549.1.7.4", "1.2.840.113549.1.7.6"]);
const NETSCAPE_SEQUENCE = "2.16.840.1.113730.2.5";
const CERTIFICATES = 0xa0;
const SEQUENCE = 0x30;

/** `info`: a `ContentInfo`. */
export function readPkcs7(bytes: Bytes, info: BerElement, line: number | null): Contents {
  const [id, wrapped] = childrenOf(bytes, info, 2);
  const type = objectIdOf(bytes, id) ?? "";
  if (ENCRYPTED.has(type)) return contentsWith([fault("encrypted", line)]);
  const [content] = childrenOf(bytes, wrapped, 1);
  if (type === NETSCAPE_SEQUENCE) return certificatesIn(bytes, content, line);
  if (type !== SIGNED_DATA || !content) return contentsWith([fault("broken-der", line)]);
  const list = childrenOf(bytes, content).find(({ tag }) => tag === CERTIFICATES);
  return list ? certificatesIn(bytes, list, line) : contentsWith([]);
}

function certificatesIn(bytes: Bytes, list: BerElement | undefined, line: number | null): Contents {
  const found = contentsWith([]);
  const children = childrenOf(bytes, list, MAX_CERTIFICATES + 1);
  for (const child of children) {
    if (kindOf(bytes, child) === "certificate")
      found.certificates.push(foundCertificate(bytesOf(bytes, child), line));
    // Attribute certificates have other tags, and are nobody's fault.
    else if (child.tag === SEQUENCE) found.faults.push(fault("broken-der", line));
  }
  const end = children.at(-1)?.end ?? list?.from ?? 0;
  if (!list || (end < list.to && children.length <= MAX_CERTIFICATES))
    found.faults.push(fault("broken-der", line));
  return found;
}

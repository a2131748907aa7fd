/** Tells by its structure what a DER element is (RFC 5280, 2986, 5958, 5652, 7292). */
import type { Bytes } from "../../core/bytes.ts";
import { childrenOf, integerOf, objectIdOf, type BerElement } from "./ber.ts";

export type DerKind =
  | "certificate"
  | "revocation-list"
  | "certificate-request"
  | "private-key"
  | "public-key"
  | "pkcs7"
  | "pkcs12";

const SEQUENCE = 0x30;
const VERSION = 0xa0;

/** Tags of children, such as `30 30 03`, and what has them. */
const SHAPES: [RegExp, DerKind][] = [
  [/^02 30 04/, "private-key"],
  [/^02 04/, "private-key"],
  [/^(?:02 ){5}/, "private-key"],
  [/^30 04$/, "private-key"],
  [/^30 03$/, "public-key"],
];

/** Of what is signed: the fields before the signature. */
const SIGNED_SHAPES: [RegExp, DerKind][] = [
  [/^02 30 30 30 30 30/, "certificate"],
  [/^(?:02 )?30 30 1[78]/, "revocation-list"],
  [/^02 30 30(?: a0)?$/, "certificate-request"],
];

/** Null if it is none of them. */
export function kindOf(bytes: Bytes, element: BerElement): DerKind | null {
  if (element.tag !== SEQUENCE) return null;
  const children = childrenOf(bytes, element, 6);
  const [first, second] = children;
  const shape = tagsOf(children);
  if (shape.startsWith("30 30 03"))
    return named(SIGNED_SHAPES, tagsOf(signedFields(bytes, first!)));
  if (shape.startsWith("06 a0")) return "pkcs7";
  if (/^02 30(?: 30)?$/.test(shape) && integerOf(bytes, first) === 3) {
    const [id] = childrenOf(bytes, second, 1);
    return objectIdOf(bytes, id) === null ? null : "pkcs12";
  }
  return named(SHAPES, shape);
}

/** Without the version, which only newer certificates have. */
function signedFields(bytes: Bytes, signed: BerElement): BerElement[] {
  const fields = childrenOf(bytes, signed, 8);
  return fields[0]?.tag === VERSION ? fields.slice(1) : fields;
}

const tagsOf = (elements: readonly BerElement[]): string =>
  elements.map(({ tag }) => tag.toString(16).padStart(2, "0")).join(" ");

const named = (shapes: readonly [RegExp, DerKind][], shape: string): DerKind | null =>
  shapes.find(([pattern]) => pattern.test(shape))?.[1] ?? null;

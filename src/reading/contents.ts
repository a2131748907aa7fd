/** What containers and texts give back, and helpers to build it. */
import type { Bytes } from "../core/bytes.ts";
import { MAX_CERTIFICATES, MAX_FAULTS, MAX_NAME } from "./limits.ts";
import type {
  Format,
  FoundCertificate,
  PartFault,
  PartFaultCode,
  Recognised,
  TextFacts,
} from "./model.ts";

export interface Contents {
  certificates: FoundCertificate[];
  faults: PartFault[];
}

export const fault = (code: PartFaultCode, line: number | null = null): PartFault => ({
  code,
  line,
});

export const contentsWith = (faults: PartFault[]): Contents => ({ certificates: [], faults });

export function foundCertificate(
  der: Bytes,
  line: number | null = null,
  more: Partial<Pick<FoundCertificate, "alias" | "use">> = {},
): FoundCertificate {
  const { alias = null, use = null } = more;
  return { der, line, alias: alias === null ? null : clip(alias), use };
}

/** Spreading a long list into a call would overflow the stack. */
export function append<Item>(list: Item[], items: Iterable<Item>): void {
  for (const item of items) list.push(item);
}

export function clip(text: string): string {
  return text.length > MAX_NAME ? `${text.slice(0, MAX_NAME)}…` : text;
}

/** Joins contents in their order. */
export function joined(all: readonly Contents[]): Contents {
  return {
    certificates: all.flatMap(({ certificates }) => certificates),
    faults: all.flatMap(({ faults }) => faults),
  };
}

export function recognised(
  format: Format,
  contents: Partial<Contents> = {},
  more: Partial<Pick<Recognised, "text" | "shared">> = {},
): Recognised {
  const { certificates = [], faults = [] } = contents;
  const beyond = certificates[MAX_CERTIFICATES] ?? faults[MAX_FAULTS];
  const tooMany = beyond ? [fault("too-many", beyond.line)] : [];
  return {
    format,
    certificates: certificates.slice(0, MAX_CERTIFICATES),
    faults: [...faults.slice(0, MAX_FAULTS), ...tooMany],
    text: null,
    shared: null,
    ...more,
  };
}

/** Facts of a text; what is left out is null. Clips all of them. */
export function textFacts(known: Partial<TextFacts>): TextFacts {
  const text = (value: string | null | undefined) => (value ? clip(value) : null);
  return {
    host: text(known.host),
    errorCode: text(known.errorCode),
    errorText: text(known.errorText),
    currentDate: text(known.currentDate),
    verified: known.verified ?? null,
    printedSubject: text(known.printedSubject),
    printedIssuer: text(known.printedIssuer),
    listed: known.listed ?? [],
    listVersion: text(known.listVersion),
  };
}

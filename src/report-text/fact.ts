/** One labelled value of a report. Screens, files and tickets print facts; they do not make them. */
import type { MessageKey } from "../platform/i18n.ts";
import type { Translator } from "./translator.ts";
import { isolated } from "./untrusted-text.ts";

/** The same in every form of a report. */
const LABELS = {
  code: "supportCode",
  verdict: "aboutVerdict",
  title: "shareInShort",
  cause: "aboutCause",
  detail: "shareWhy",
  step: "nextStep",
  codes: "shareCodes",
  finding: "shareFinding",
  meaning: "shareMeaning",
  baseline: "aboutBaseline",
  expired: "codeExpired",
  revoked: "codeRevoked",
  answers: "fieldAddress",
  purpose: "columnPurpose",
  outcome: "columnOutcome",
  control: "columnOutcome",
  "test-page": "fieldTestPage",
  "failure-code": "fieldFailureCode",
  symbol: "fieldSymbol",
  raw: "fieldRaw",
  status: "fieldStatus",
  protocol: "fieldProtocol",
  cipher: "fieldCipher",
  "key-exchange": "fieldKeyExchange",
  signature: "columnConnection",
  address: "fieldAddress",
  duration: "fieldDuration",
  "tested-at": "endpointTested",
  browser: "fieldBrowser",
  system: "fieldSystem",
  language: "fieldLanguage",
  programme: "fieldProgramme",
  managed: "fieldManaged",
  network: "fieldNetwork",
  clock: "fieldClock",
  checked: "fieldChecked",
  tool: "fieldTool",
  catalogue: "fieldCatalogue",
  report: "fieldReport",
  inspector: "shareInspectorName",
  organization: "shareInspectorOrganization",
  product: "shareInspectorProduct",
  approved: "shareInspectorApproved",
  inspection: "codeInspected",
  subject: "fieldSubject",
  issuer: "fieldIssuer",
  owner: "fieldOwner",
  validity: "fieldValidity",
  key: "fieldKey",
  serial: "fieldSerial",
  spki: "fieldSpki",
  certificate: "fieldCertificate",
  "spki-base64": "fieldSpkiBase64",
  sha1: "fieldSha1",
  "signed-with": "fieldSignedWith",
  usages: "fieldUsages",
  purposes: "fieldPurposes",
  names: "fieldNames",
  constraints: "fieldConstraints",
  authority: "fieldAuthority",
  "own-key-identifier": "fieldOwnKeyIdentifier",
  "issuer-key-identifier": "fieldIssuerKeyIdentifier",
  "support-name": "shareSupportName",
  "support-email": "shareSupportEmail",
  "support-phone": "shareSupportPhone",
  "support-page": "shareSupportPage",
} as const satisfies Record<string, MessageKey>;

export type FactId = keyof typeof LABELS;

export interface Fact {
  id: FactId;
  label: string;
  /** Empty if unknown: printers omit the fact. Other people's words inside are isolated. */
  value: string;
  /** The whole value is raw text of others: printers isolate it. */
  untrusted?: true;
  /** A hash or a number to copy. */
  code?: true;
}

type Value = string | number | null | undefined;

export function factLabel(id: FactId, { t }: Pick<Translator, "t">): string {
  return t(LABELS[id]);
}

/** `own`: our words. `untrusted`: other people's text. `code`: a hash or number. */
export function factMaker(translator: Pick<Translator, "t">) {
  const own = (id: FactId, value: Value): Fact => ({
    id,
    label: factLabel(id, translator),
    value: String(value ?? ""),
  });
  return {
    own,
    untrusted: (id: FactId, value: Value): Fact => ({ ...own(id, value), untrusted: true }),
    code: (id: FactId, value: Value): Fact => ({ ...own(id, value), code: true }),
  };
}

/** In the order of `ids`. */
export function pickFacts(facts: readonly Fact[], ids: readonly FactId[]): Fact[] {
  return ids.flatMap((id) => facts.find((fact) => fact.id === id) ?? []);
}

/** Empty if there is no such fact. */
export function factValue(facts: readonly Fact[], id: FactId): string {
  const fact = facts.find((each) => each.id === id);
  return fact ? valueText(fact) : "";
}

/** Isolates other people's words. */
export function valueText({ value, untrusted }: Fact): string {
  return untrusted && value !== "" ? isolated(value) : value;
}

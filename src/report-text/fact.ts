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
  "catalogue-age": "fieldCatalogue",
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
  "support-name": "shareSupportName",
  "support-email": "shareSupportEmail",
  "support-phone": "shareSupportPhone",
  "support-page": "shareSupportPage",
} as const satisfies Record<string, MessageKey>;

export type FactId = keyof typeof LABELS;

export interface Fact<Id extends string = FactId> {
  id: Id;
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
  return factMakerFor(LABELS, translator);
}

/** For facts with labels of their own. */
export function factMakerFor<Id extends string>(
  labels: Readonly<Record<Id, MessageKey>>,
  { t }: Pick<Translator, "t">,
) {
  const own = (id: Id, value: Value): Fact<Id> => ({
    id,
    label: t(labels[id]),
    value: String(value ?? ""),
  });
  return {
    own,
    untrusted: (id: Id, value: Value): Fact<Id> => ({ ...own(id, value), untrusted: true }),
    code: (id: Id, value: Value): Fact<Id> => ({ ...own(id, value), code: true }),
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

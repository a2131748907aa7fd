/** What programs and browsers print, and which parts cannot be read. */
import type { CatalogueRoot } from "../../core/catalogue.ts";
import { productIn } from "../../core/inspector.ts";
import { awsHost } from "../../core/zones.ts";
import type { FileReading, PartFault, ReadingFinding, TextFacts } from "../model.ts";
import { finding } from "./finding.ts";

export function partFindings(faults: readonly PartFault[]): ReadingFinding[] {
  return faults.map(({ code, line }) => finding(code, { line }));
}

export function textFindings({ texts, certificates }: Pick<FileReading, "texts" | "certificates">) {
  return texts.flatMap(({ verified, host, errorCode, errorText }): ReadingFinding[] => {
    const line = certificates[0]?.line ?? null;
    const values = [host ?? "", errorCode ?? "", errorText ?? ""];
    if (verified === true) return [finding("tool-verified", { line, values })];
    const refused = verified === false || errorCode !== null;
    return refused ? [finding("tool-refused", { line, values })] : [];
  });
}

/** Of a print-out without certificates: whether it names an issuer that Amazon's hosts should not have. */
export function printedFindings({ host, printedIssuer }: TextFacts): ReadingFinding[] {
  if (host === null || printedIssuer === null || awsHost(host)?.kind !== "amazon") return [];
  const field = (type: string) =>
    new RegExp(`(?:^|[,;/\\s])${type} ?= ?([^,;/]+)`).exec(printedIssuer)?.[1]?.trim();
  const issuer = field("CN") ?? printedIssuer.trim();
  if (field("O") === "Amazon" || /^(?:Amazon|Starfield) /.test(issuer)) return [];
  const product = productIn([printedIssuer]);
  return [
    { ...finding("chain-inspected", { values: [host, issuer] }), causes: ["tls-inspection"] },
    ...(product === null ? [] : [finding("product", { values: [issuer, product] })]),
  ];
}

/** The catalogued roots that a print-out names by their hash. */
export function listedFindings(
  { texts }: Pick<FileReading, "texts">,
  roots: readonly CatalogueRoot[],
): ReadingFinding[] {
  return texts.flatMap(({ listed }) =>
    listed.flatMap(({ sha256, name, line }) => {
      const root = roots.find(({ certificateSha256 }) => certificateSha256 === sha256);
      return root ? [finding("root", { line, values: [name, "", root.id] })] : [];
    }),
  );
}

/** What a list of trusted roots means for AWS. */
import type { BundleAudit } from "../../core/bundle-audit.ts";
import type { FindingCode } from "../finding-codes.ts";
import type { ReadingFinding } from "../model.ts";
import { finding } from "./finding.ts";

/** `deciding`: ids of the roots that decide, in the catalogue's order. */
export function bundleFindings(audit: BundleAudit, deciding: readonly string[]): ReadingFinding[] {
  const say = (code: FindingCode, ...values: string[]) => finding(code, { values });
  const { verdict, roots, duplicates, counts, resembles } = audit;
  const missing = roots.filter(({ id, presence }) => {
    return deciding.includes(id) && (presence === "absent" || presence === "cross-sign");
  });
  // Nobody needs the others while all deciding roots are there.
  const expired = roots
    .filter(({ id, presence }) => {
      return presence === "expired" && (verdict !== "enough" || deciding.includes(id));
    })
    .map(({ id }) => id);
  const found: ReadingFinding[] = [];
  if (counts.certificates + counts.unreadable === 0) return [say("bundle-empty")];
  if (counts.authorities === 0) return [say("bundle-no-authority", String(counts.certificates))];
  const none = roots.every(({ presence }) => presence === "absent");
  if (verdict === "enough") found.push(say("bundle-enough", ...deciding));
  else if (none && counts.authorities < FEW) found.push(say("bundle-company-only"));
  else if (missing.length) found.push(say(`bundle-${verdict}`, ...missing.map(({ id }) => id)));
  if (expired.length) found.push(say("bundle-expired-root", ...expired));
  if (duplicates.length) found.push(say("bundle-duplicates", String(duplicates.length)));
  if (counts.expired > 0) found.push(say("bundle-expired-others", String(counts.expired)));
  if (resembles !== null) found.push(say("bundle-resembles", resembles));
  return found;
}

/** With fewer authorities, nobody takes the bundle for a complete list. */
const FEW = 20;

import { describe, expect, test } from "vitest";
import { sharedControlResult } from "../../src/core/control-result.ts";
import { catalogueFaults, type Catalogue, type CatalogueRoot } from "../../src/core/catalogue.ts";
import { openReport } from "../../src/core/open-report.ts";
import { planCheck } from "../../src/core/plan.ts";
import { makeReport } from "../../src/core/make-report.ts";
import type { Report } from "../../src/core/report.ts";
import { decodeCode } from "../../src/core/read-support-code.ts";
import frozen from "../../src/core/support-code.json";
import { supportCode } from "../../src/core/support-code.ts";
import { BROWSER_FAMILIES, type BrowserFamily } from "../../src/core/vocabulary.ts";
import { pinnedRoots } from "../../src/guidance/pins.ts";
import { rootsToAdd } from "../../src/guidance/trust-stores.ts";
import { catalogue, gather, hash, wellIn, type World } from "../made-up.ts";

const deciding = catalogue.roots.filter(({ decides }) => decides);

/** A root that decides like the others, under names and keys of its own. */
function rootLike(model: CatalogueRoot, id: string): CatalogueRoot {
  const rename = (url: string) => url.replace("//", `//${id}-`);
  return {
    ...model,
    id,
    name: `New ${model.name}`,
    subject: model.subject.replace("CN=", "CN=New "),
    certificateSha256: hash(`certificate ${id}`),
    spkiSha256: hash(`key ${id}`),
    tests: model.tests.map((row) => ({ ...row, urls: row.urls.map(rename) })),
    downloads: model.downloads.map((row) => ({ ...row, url: rename(row.url) })),
  };
}

const NEW = rootLike(deciding[0]!, "a-fifth-root");
const larger: Catalogue = { ...catalogue, roots: [...catalogue.roots, NEW] };

function reportOf(family: BrowserFamily, world: World = wellIn[family]): Report {
  return makeReport(larger, gather(family, world, {}, larger));
}

describe("a fifth root that decides is one more row", () => {
  test("of a sound catalogue", () => {
    expect(catalogueFaults(larger, ["https://*.amazontrust.com/*"])).toEqual([]);
  });

  test("in the plan: its valid host and both controls", () => {
    const added = planCheck(larger).filter(({ root }) => root === NEW.id);
    expect(added.map(({ kind }) => kind)).toEqual(["valid", "expired", "revoked"]);
    expect(planCheck(larger)).toHaveLength(planCheck(catalogue).length + 3);
  });

  test.each(BROWSER_FAMILIES)("in a verdict that all is well in %s", (family) => {
    const report = reportOf(family);
    expect(report.verdict).toMatchObject({ code: "ready", cause: "none", roots: [] });
    const own = report.roots.find(({ id }) => id === NEW.id)!;
    expect(own).toMatchObject({ decides: true, finding: "trusted", name: NEW.name });
    expect(report.observations[own.observation!]).toMatchObject({ kind: "valid", root: NEW.id });
    expect(report.controls.filter(({ root }) => root === NEW.id)).toHaveLength(2);
  });

  test.each(BROWSER_FAMILIES)("in a verdict that it alone is missing in %s", (family) => {
    const report = reportOf(family, (probe) =>
      probe.root?.id === NEW.id ? { fails: "untrusted-issuer" } : wellIn[family](probe),
    );
    expect(report.verdict).toMatchObject({ code: "action-needed", cause: "missing-root" });
    expect(report.verdict.roots).toEqual([NEW.id]);
  });

  test("in the sign of the controls: it alone shows that checks are off", () => {
    const report = reportOf("chromium", (probe) =>
      probe.root?.id === NEW.id && probe.kind === "expired" ? {} : wellIn.chromium(probe),
    );
    expect(sharedControlResult(report, "expired")).toBe("loaded");
    expect(report.verdict.cause).toBe("checks-disabled");
  });

  test("in a report that can be opened again", () => {
    const report = reportOf("firefox");
    expect(openReport(JSON.stringify(report))).toEqual({ ok: true, report });
  });

  test("left out of the support code, whose list of roots is frozen", () => {
    const report = reportOf("firefox");
    expect(frozen.roots).not.toContain(NEW.id);
    const before = { ...report, roots: report.roots.filter(({ id }) => id !== NEW.id) };
    expect(supportCode(report)).toBe(supportCode(before));
    const read = decodeCode(supportCode(report)!);
    expect(read.ok && read.content.roots.map(({ id }) => id)).toEqual(frozen.roots);
  });

  test("in the support code as a verdict, if it alone is missing", () => {
    const report = reportOf("chromium", (probe) =>
      probe.root?.id === NEW.id ? { fails: "untrusted-issuer" } : wellIn.chromium(probe),
    );
    const read = decodeCode(supportCode(report)!);
    expect(read.ok && read.content).toMatchObject({
      verdict: "action-needed",
      cause: "missing-root",
    });
  });

  test("in advice: it is added and pinned", () => {
    expect(rootsToAdd(larger.roots)).toContain(NEW);
    expect(pinnedRoots(larger, false)).toContain(NEW);
  });
});

import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import schema from "../../public/report.schema.json";
import { openReport } from "../../src/core/open-report.ts";
import { makeReport } from "../../src/core/make-report.ts";
import type { Report } from "../../src/core/report.ts";
import { EXPORT_FORMS, writeReport } from "../../src/report-text/forms.ts";
import { writeJson } from "../../src/report-text/writers/json.ts";
import { isPrivate, REDACTIONS, type Redactions } from "../../src/sharing/private.ts";
import { ALL_REDACTED, redact } from "../../src/sharing/redact.ts";
import {
  catalogue,
  certificate,
  failure,
  gather,
  hash,
  INSPECTOR,
  observation,
  ownChain,
  refusedInLog,
  reportOf,
  reportWithEndpoints,
  rootOf,
  TLS,
  wellIn,
  WORLDS,
} from "../made-up.ts";
import { viewHere } from "../preview/view-context.ts";

const conforms = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
const NONE: Redactions = { hosts: false, addresses: false, authority: false };
const NO_SUPPORT = { supportName: "", supportEmail: "", supportPhone: "", supportUrl: "" };

const all = (report: Report) => redact(report, catalogue, ALL_REDACTED);
const only = (report: Report, change: Partial<Redactions>) =>
  redact(report, catalogue, { ...NONE, ...change });

function faults(report: unknown): unknown {
  conforms(JSON.parse(JSON.stringify(report)));
  return conforms.errors ?? [];
}

const base64 = (text: string) => Buffer.from(text).toString("base64");

interface Private {
  host: string;
  path: string;
  four: string;
  six: string;
  name: string;
  organization: string;
  serial: string;
}

/** A report from an inspecting network, with its own endpoint and baseline, and identifying words. */
function telling({ host, path, four, six, name, organization, serial }: Private): Report {
  const dn = `CN=${name}, O=${organization}, C=US`;
  const ca = certificate("authority", {
    name,
    spkiSha256: hash(`key ${name}`),
    subject: dn,
    issuer: dn,
    issuerName: name,
    issuerOrganization: organization,
    serialNumber: serial,
    der: base64(`0${name}0`),
  });
  const leafOf = (subject: string) =>
    certificate(subject, {
      issuer: dn,
      issuerName: name,
      issuerOrganization: organization,
      der: base64(`0${subject}0${name}`),
    });
  const gathered = gather("firefox", (probe) => {
    const well = wellIn.firefox(probe);
    if (probe.kind !== "valid") return well;
    const chain = [leafOf(new URL(probe.url).hostname), ca];
    return { ...well, ip: four, chain };
  });
  const own = leafOf(host);
  const [, intermediate, root] = ownChain(rootOf("amazon-root-ca-1")).chain!;
  const hosted = certificate(`other.${host}`, { der: base64(`san ${host}`) });
  for (const each of [ca, own, hosted, intermediate!, root!]) {
    gathered.certificates[each.sha256] = each;
  }
  const raw = `${host.toUpperCase()} at [${six}]:443 (${four}) was refused by ${name} of ${organization}`;
  gathered.observations.push(
    observation({
      kind: "endpoint",
      root: null,
      url: `https://${host}${path}`,
      ip: six,
      evidence: "anchor",
      tls: { ...TLS, keyExchange: name },
      chain: [own.sha256, ca.sha256],
    }),
    observation({
      kind: "endpoint",
      root: null,
      url: `https://hosted.${host}/`,
      evidence: "anchor",
      tls: TLS,
      chain: [hosted.sha256, intermediate!.sha256, root!.sha256],
    }),
    failure("unknown", {
      kind: "endpoint",
      root: null,
      url: `https://${four}/`,
      failure: { code: "unknown", raw, symbol: `ERR_${organization}` },
    }),
    failure("dns", {
      kind: "baseline",
      root: null,
      url: `https://baseline.${host}/`,
      failure: { code: "dns", raw: `${host}${path}`, symbol: null },
    }),
  );
  return makeReport({ ...catalogue, edition: organization }, gathered);
}

const EXAMPLE: Private = {
  host: "git.corp.example",
  path: "/team/secret-project",
  four: "10.20.30.40",
  six: "fd12:3456::9",
  name: "Corp Example Root X1",
  organization: "Corp Example Holding",
  serial: "1234567890abcdef1234",
};

/** Every export of a report, in one text. */
function exports(report: Report): string {
  return EXPORT_FORMS.map((form) => writeReport(form, report, viewHere, NO_SUPPORT)).join("\n");
}

/** Made-up words that no text of ours contains. */
const word = fc
  .string({ unit: fc.constantFrom(..."bcdfghjklmnpqrstvwxyz"), minLength: 6, maxLength: 14 })
  .map((text) => `zq${text}`);
const octet = fc.integer({ min: 16, max: 250 });
const hex = fc.integer({ min: 0x1000, max: 0xffff }).map((value) => value.toString(16));
const privates: fc.Arbitrary<Private> = fc.record({
  host: fc.array(word, { minLength: 1, maxLength: 3 }).map((labels) => labels.join(".")),
  path: fc.oneof(
    fc.constant("/"),
    word.map((text) => `/${text}?token=${text}`),
  ),
  four: fc.tuple(octet, octet, octet, octet).map((parts) => parts.join(".")),
  six: fc.tuple(hex, hex, hex).map(([a, b, c]) => `fd00:${a}:${b}::${c}`),
  name: fc
    .tuple(word, fc.constantFrom(" CA", ".*+?[x](y)|$^\\", " – Ünï", "/e"))
    .map((p) => p.join("")),
  organization: word.map((text) => `${text} GmbH`),
  serial: fc.string({ unit: fc.constantFrom(..."123456789"), minLength: 16, maxLength: 16 }),
});

describe("a report with everything left out", () => {
  test("holds none of it in any form", () => {
    fc.assert(
      fc.property(privates, (own) => {
        const report = telling(own);
        const before = exports(report).toLowerCase();
        const after = exports(all(report)).toLowerCase();
        for (const secret of Object.values(own).filter((text) => text !== "/")) {
          expect(after).not.toContain(secret.toLowerCase());
        }
        for (const secret of [own.host, own.four, own.six, own.organization, own.serial]) {
          expect(before).toContain(secret.toLowerCase());
        }
      }),
      { numRuns: 60, seed: 20261124 },
    );
  });

  test("holds no hash or byte that could be looked up, but Amazon's", () => {
    const report = telling(EXAMPLE);
    const text = writeJson(all(report));
    const amazon = ownChain(rootOf("amazon-root-ca-1")).chain!;
    for (const each of Object.values(report.certificates)) {
      const kept = amazon.some(({ sha256 }) => sha256 === each.sha256);
      expect([each.sha256, text.includes(each.sha256)]).toEqual([each.sha256, kept]);
      expect(text.includes(each.der)).toBe(kept);
    }
    expect(text).not.toContain(hash(`key ${EXAMPLE.name}`));
  });

  test.each(Object.entries({ ...WORLDS, telling: () => telling(EXAMPLE) }))(
    "conforms to the schema, opens, and says the same: %s",
    (_, world) => {
      const report = world();
      const left = all(report);
      expect(faults(left)).toEqual([]);
      expect(openReport(writeJson(left))).toMatchObject({ ok: true });
      expect(left.verdict).toEqual(report.verdict);
      expect(left.roots).toEqual(report.roots);
      expect(left.controls).toEqual(report.controls);
      expect(left.observations.map(({ chain }) => chain.length)).toEqual(
        report.observations.map(({ chain }) => chain.length),
      );
      const keys = left.observations.flatMap(({ chain }) => chain);
      expect(keys.filter((sha256) => left.certificates[sha256]?.sha256 !== sha256)).toEqual([]);
    },
  );

  test("is the same whoever leaves it out, and how often", () => {
    const once = all(telling(EXAMPLE));
    expect(all(telling(EXAMPLE))).toEqual(once);
    expect(faults(all(once))).toEqual([]);
  });

  test("keeps Amazon's chains whole", () => {
    const report = WORLDS["ready, anchors seen"]!();
    expect(all(report).certificates).toEqual(report.certificates);
  });

  test("trusts no chain that a person let pass, and no key under a stranger's root", () => {
    const excepted = WORLDS["exception"]!();
    const seen = excepted.observations.find(({ tls }) => tls?.exception)!;
    const [leaf, , root] = seen.chain;
    const left = all(excepted);
    expect(left.certificates).not.toHaveProperty(leaf!);
    expect(left.certificates).toHaveProperty(root!);

    const crossed = makeReport(
      catalogue,
      gather("firefox", (probe) => {
        const well = wellIn.firefox(probe);
        const chain = well.chain;
        if (probe.kind !== "valid" || !chain) return well;
        const dn = "CN=Corp Example Root X1";
        const cross = certificate(`cross ${probe.root!.id}`, {
          spkiSha256: probe.root!.spkiSha256,
          subject: probe.root!.subject,
          issuer: dn,
          issuerName: EXAMPLE.name,
        });
        const top = certificate(EXAMPLE.name, { subject: dn, issuer: dn });
        return { ...well, chain: [...chain.slice(0, 2), cross, top] };
      }),
    );
    const text = writeJson(all(crossed));
    expect(text).not.toContain(EXAMPLE.name);
    expect(text).toContain(rootOf("amazon-root-ca-1").spkiSha256);
  });

  test("shows the same thing as the same thing", () => {
    const { certificates, inspector } = all(telling(EXAMPLE));
    const issued = Object.values(certificates).filter((each) => each.der === "" && each.readable);
    const issuers = new Set(issued.map((each) => (each.readable ? each.issuer : "")));
    expect(issued.length).toBeGreaterThan(3);
    expect([...issuers].filter((name) => name.startsWith("(redacted"))).toEqual([inspector!.name]);
  });

  test("has one URL per place", () => {
    const urls = all(telling(EXAMPLE)).observations.map(({ url }) => url);
    expect(new Set(urls).size).toBe(urls.length);
    expect(urls.filter((url) => url.endsWith(".invalid/"))).toHaveLength(4);
    expect(urls).toContain("https://www.amazon.com/");
  });
});

test("a certificate of Amazon's that holds a private host in its bytes alone loses them", () => {
  const host = EXAMPLE.host;
  const report = WORLDS["ready, anchors seen"]!();
  const [first] = report.observations.flatMap(({ chain }) => chain);
  report.certificates[first!]!.der = base64(`alternative name ${host}`);
  report.observations.push(
    failure("dns", { kind: "endpoint", root: null, url: `https://${host}/` }),
  );
  const left = all(report);
  expect(writeJson(left)).not.toContain(base64(`alternative name ${host}`));
  expect(left.certificates).not.toHaveProperty(first!);
  expect(Object.keys(left.certificates)).toHaveLength(Object.keys(report.certificates).length);
});

describe("each switch by itself", () => {
  const report = telling(EXAMPLE);

  test("none of them changes nothing", () => {
    expect(redact(report, catalogue, NONE)).toBe(report);
  });

  test("changes nothing that was given", () => {
    const before = JSON.stringify(report);
    for (const each of REDACTIONS) only(report, { [each]: true });
    expect(JSON.stringify(report)).toBe(before);
  });

  test("hosts: the names of hosts, and certificates that hold one, go; authority and addresses stay", () => {
    const text = writeJson(only(report, { hosts: true }));
    expect(text.toLowerCase()).not.toContain(EXAMPLE.host);
    expect(text).not.toContain(base64(`san ${EXAMPLE.host}`));
    expect(text).toContain(EXAMPLE.name);
    expect(text).toContain(EXAMPLE.six);
  });

  test("addresses: they go, from URLs and words too; the rest stays", () => {
    const text = writeJson(only(report, { addresses: true }));
    expect(text).not.toContain(EXAMPLE.four);
    expect(text).not.toContain(EXAMPLE.six);
    expect(text).toContain(EXAMPLE.host);
    expect(text).toContain(EXAMPLE.name);
  });

  test("authority: its names and keys go, from words too; the rest stays", () => {
    const text = writeJson(only(report, { authority: true }));
    expect(text).not.toContain(EXAMPLE.name);
    expect(text).not.toContain(EXAMPLE.organization);
    expect(text).toContain(EXAMPLE.host);
    expect(text).toContain(EXAMPLE.four);
  });

  test.each([...REDACTIONS])("gives a sound report: %s", (each) => {
    expect(faults(only(report, { [each]: true }))).toEqual([]);
  });
});

test("a number in place of a hash is not shown as one", () => {
  const text = (report: Report) => writeReport("text", report, viewHere, NO_SUPPORT);
  const report = telling(EXAMPLE);
  expect(text(report)).toContain(`${viewHere.t("fieldSpki")}: ${hash(`key ${EXAMPLE.name}`)}`);
  expect(text(all(report))).toContain(`${viewHere.t("fieldSpki")}: (redacted)\n`);
});

test("a product that the list knows stays, another word goes", () => {
  const report = telling(EXAMPLE);
  const productOf = (product: string) =>
    all({ ...report, inspector: { ...report.inspector!, product } }).inspector!.product;
  expect(productOf("Zscaler")).toBe("Zscaler");
  expect(productOf(EXAMPLE.organization)).toBeNull();
});

test("what only sounds like Amazon in an authority's name is left alone elsewhere", () => {
  const report = telling({ ...EXAMPLE, organization: "Amazon" });
  expect(all(report).roots.map(({ name }) => name)).toEqual(report.roots.map(({ name }) => name));
  expect(writeJson(all(report))).toContain("CN=Amazon RSA 2048 M01, O=Amazon, C=US");
});

describe("endpoints", () => {
  const report = reportWithEndpoints();

  test("that AWS has for everybody stay, those of one's own go", () => {
    const left = all(report);
    expect(left.endpoints.map(({ observation: at }) => left.observations[at]!.url)).toEqual([
      "https://sns.us-east-1.amazonaws.com/",
      "https://www.amazon.com/",
      "https://redacted-1.invalid/",
      "https://redacted-2.invalid/",
      "https://sqs.us-east-1.amazonaws.com/",
    ]);
    const text = writeJson(left);
    for (const own of ["vpce-", "corp.example"]) expect(text).not.toContain(own);
    expect(faults(left)).toEqual([]);
    expect(openReport(text)).toMatchObject({ ok: true });
  });

  test("lose the names of who inspects them, where nobody inspects Amazon's test hosts", () => {
    expect([report.inspector, report.endpoints[4]!.inspector!.name]).toEqual([
      null,
      INSPECTOR.name,
    ]);
    const text = writeJson(only(report, { authority: true }));
    expect(text).not.toContain(INSPECTOR.name);
    expect(text).not.toContain("Example Corp IT");
    expect(text).not.toContain(INSPECTOR.spkiSha256);
    expect(text).toContain("intranet.corp.example");
  });

  test.each([
    ["https://sns.us-east-1.amazonaws.com:8443/", false],
    ["https://sns.us-east-1.amazonaws.com/bucket", true],
    ["https://sns.us-east-1.amazonaws.com/?a=1", true],
    ["https://bucket.s3.us-east-1.amazonaws.com/", true],
    // Customers choose the names of databases.
    ["https://payroll.abcdefghijkl.us-east-1.rds.amazonaws.com/", true],
    ["https://vpce-0123456789abcdef0-abcdefgh.sns.us-east-1.vpce.amazonaws.com/", true],
  ])("%s is one's own: %s", (url, own) => {
    expect(isPrivate(observation({ kind: "endpoint", root: null, url }), catalogue)).toBe(own);
  });
});

test.each(EXPORT_FORMS.filter((form) => form !== "json"))("endpoints are told as %s", (form) => {
  const told = (report: Report) => writeReport(form, report, viewHere, NO_SUPPORT);
  expect(told(WORLDS["ready, anchors seen"]!())).not.toContain(viewHere.t("endpointsInReport"));
  const text = told(reportWithEndpoints());
  for (const expected of ["intranet.corp.example:8443", "untrusted-issuer", "Amazon Root CA 1"]) {
    expect(text).toContain(expected);
  }
  expect(text).toContain(viewHere.t("endpointsInReport"));
});

describe("a chain of a refused handshake", () => {
  const report = WORLDS["inspected, refused, seen in the log"]!();
  const text = JSON.stringify(all(report));

  test("loses the names and keys of whoever sent it", () => {
    expect(JSON.stringify(report)).toContain(INSPECTOR.name);
    expect(text).not.toContain(INSPECTOR.name);
    expect(text).not.toContain(INSPECTOR.issuerOrganization!);
    const [sent] = Object.values(report.certificates);
    for (const secret of [sent!.sha256, sent!.der]) expect(text).not.toContain(secret);
    expect(faults(all(report))).toEqual([]);
  });

  test("is not taken for Amazon's because a certificate of Amazon's follows", () => {
    const leaf = certificate("valid.rootca1.demo.amazontrust.com", {
      sha256: hash("leaf before Amazon's"),
      issuer: INSPECTOR.subject,
      issuerName: INSPECTOR.name,
      issuerOrganization: INSPECTOR.issuerOrganization,
    });
    const root = rootOf("amazon-root-ca-1");
    const cross = certificate("cross-sign", {
      subject: root.subject,
      issuer: rootOf("starfield-services-g2").subject,
      spkiSha256: root.spkiSha256,
      reportedSpkiSha256: root.spkiSha256,
    });
    const shared = all(reportOf("chromium", refusedInLog([leaf, cross])));
    expect(JSON.stringify(shared)).not.toContain(INSPECTOR.name);
    expect(shared.certificates[cross.sha256]).toMatchObject({ subject: root.subject });
    expect(shared.certificates[leaf.sha256]).toBeUndefined();
  });
});

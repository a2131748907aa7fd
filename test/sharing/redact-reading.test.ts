/** Nothing that identifies somebody leaves in a shared reading, whatever text it comes from; what is public stays. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rootCertificatesOf } from "../../build/root-files.ts";
import { base64Of, type Bytes } from "../../src/core/bytes.ts";
import type { Reading } from "../../src/reading/model.ts";
import { readSources } from "../../src/reading/read.ts";
import {
  isPublishedWord as isPublicWord,
  mayHoldErrors,
  withErrors,
} from "../../src/report-text/error-findings.ts";
import { pemText } from "../../src/report-text/format.ts";
import { READING_FORMS, sharedReading } from "../../src/report-text/reading-share.ts";
import { REDACTIONS, type Redactions } from "../../src/sharing/private.ts";
import { ALL_REDACTED } from "../../src/sharing/redact.ts";
import { SEED } from "../fuzz.ts";
import { directory, dns, email, ip, make, uri } from "../made-certificates.ts";
import { catalogue, START } from "../made-up.ts";
import { LAX_CERTIFICATES } from "../made-up-certificates.ts";
import { READ_STATES } from "../preview/read-states.ts";
import { viewHere } from "../preview/view-context.ts";
import { sourceFrom } from "../reading/sources.ts";

const rootCertificates = rootCertificatesOf(catalogue);
/** A file of a person's own directory. */
const HOME_FILE = ["", "home", "qzvwxalice", ".aws", "config"].join("/");
const NONE: Redactions = { hosts: false, addresses: false, authority: false };

type Input = [content: string | Bytes, name?: string];

async function read(...inputs: Input[]): Promise<Reading> {
  const reading = await readSources(
    inputs.map(([content, name]) => sourceFrom(content, name)),
    {
      catalogue,
      rootCertificates,
      at: START,
      passwords: [],
      toolVersion: "0.1.0",
      onProgress: () => {},
    },
  );
  const files = reading.files.map((file, at) => {
    const [content] = inputs[at]!;
    return typeof content === "string" && mayHoldErrors(file) ? withErrors(file, content) : file;
  });
  return { ...reading, files };
}

function written(reading: Reading, redactions: Redactions = ALL_REDACTED): string {
  const about = { readAt: START, judgedAt: START, redactions, isPublicWord };
  return READING_FORMS.map((form) =>
    sharedReading(form, reading, catalogue, viewHere, about)
      .replaceAll("\\", "")
      // The bytes that a report keeps are those of Amazon's certificates.
      .replaceAll(/"der":"[^"]*"/g, ""),
  ).join("\n");
}

async function jsonOf(redactions: Redactions, ...inputs: Input[]) {
  const about = { readAt: START, judgedAt: START, redactions, isPublicWord };
  const text = sharedReading("json", await read(...inputs), catalogue, viewHere, about);
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** All have a piece that no other word, and no base64, has. */
const SECRETS = [
  "qzvwxalice",
  "qzvwxalice.qzvwxsmith@qzvwxcorp.example",
  "pa-qzvwx01.qzvwxcorp.example",
  "qzvwx-fw01",
  HOME_FILE,
  "C:\\Users\\qzvwxalice\\ca.pem",
  "http://qzvwxproxy.qzvwxcorp.example:8080",
  "qzvwxAKIAIOSFODNN7EXAMPLE",
  "qzvwxIQoJb3JpZ2luX2VjEJ+//wEaDGV1LWNlbnRyYWwtMSJH",
  "918273645546",
  "arn:aws:iam::918273645546:role/qzvwxadmin",
  "https://qzvwxbucket.s3.eu-central-1.amazonaws.com/qzvwxkey?X-Amz-Signature=qzvwx0123456789abcdef",
  "qzvwxdb.c7abc.eu-central-1.rds.amazonaws.com",
  "10.83.64.57",
  "2a02:26f0:9d:57::1f",
  "Qzvwx Widget Trust Root",
  "CN=Qzvwx Widget Trust Root, O=Qzvwx Widget Corp, C=DE",
];
const TELLING = /.{0,80}(?:qzvwx|918273645546|10\.83\.64\.57|2a02:26f0).{0,20}/gi;

/** Every place in a text that tells a secret. */
function leaksIn(text: string): string[] {
  return text.match(TELLING) ?? [];
}

const CORPUS = new URL("../reading/corpus/", import.meta.url);
const LOGS = new URL("../probe/log/logs/", import.meta.url);
const textsIn = (folder: URL) =>
  readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
const TEXTS = [
  ...textsIn(CORPUS),
  ...textsIn(LOGS),
  ...Object.values(READ_STATES).filter((text) => !text.includes("trust-ready-report")),
].filter((text) => text.length < 200_000);

describe("secrets in the text", () => {
  const secret = fc.constantFrom(...SECRETS);
  const change = fc.tuple(
    fc.nat(1_000_000),
    secret,
    fc.constantFrom("replace", "before", "behind", "joined"),
  );

  /** Puts secrets in place of words, beside them, or into them. */
  function spliced(whole: string, changes: readonly [number, string, string][]): string {
    // The constants of a log are the browser's own.
    const [start, text] = whole.startsWith('{"constants"')
      ? [whole.slice(0, whole.indexOf('"events"')), whole.slice(whole.indexOf('"events"'))]
      : ["", whole];
    const words = text.split(/([A-Za-z0-9._-]{2,})/);
    for (const [at, word, way] of changes) {
      if (words.length < 3) return `${text} ${word}`;
      const place = (at % ((words.length - 1) / 2)) * 2 + 1;
      const old = words[place]!;
      words[place] =
        way === "replace"
          ? word
          : way === "before"
            ? `${word} ${old}`
            : way === "behind"
              ? `${old} ${word}`
              : `${old}${word}`;
    }
    return start + words.join("");
  }

  test("never leave in any form, wherever they stand", async () => {
    let told = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...TEXTS),
        fc.array(change, { minLength: 1, maxLength: 40 }),
        secret,
        async (text, changes, name) => {
          const reading = await read([spliced(text, changes), `${name}.pem`]);
          if (
            leaksIn(JSON.stringify(reading.files.map(({ findings, texts }) => [findings, texts])))
              .length
          )
            told += 1;
          expect(leaksIn(written(reading))).toEqual([]);
        },
      ),
      { numRuns: 400, seed: SEED },
    );
    // Otherwise the test would prove nothing.
    expect(told).toBeGreaterThan(40);
  }, 120_000);

  test.each(TEXTS.map((text, at) => [at, text] as const))(
    "never leave if every host, name and path is one: text %i",
    async (_, text) => {
      const everywhere = text
        .replaceAll(
          /\b(?:[a-z0-9-]+\.)+(?:com|org|net|test|local)\b/g,
          "pa-qzvwx01.qzvwxcorp.example",
        )
        .replaceAll(/\b((?:CN|O|OU) ?= ?)[^,\n/"]+/g, "$1Qzvwx Widget Trust Root")
        .replaceAll(/(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}/g, "10.83.64.57")
        .replaceAll(/\/(?:home|usr|etc|tmp)\/[\w./-]+/g, HOME_FILE);
      expect(leaksIn(written(await read([everywhere, "qzvwxalice.txt"])))).toEqual([]);
    },
  );
});

describe("secrets in certificates", () => {
  const key = "Qzvwx signing key";
  const subject = "CN=Qzvwx Widget Trust Root, O=Qzvwx Widget Corp, C=DE";

  async function chain() {
    const root = await make({
      subject,
      key,
      constraints: {
        permitted: [dns("qzvwxcorp.example"), ip(10, 83, 64, 57, 255, 255, 255, 255)],
      },
      extensions: {
        "1.3.6.1.4.1.55555.918273645546": { critical: true, value: Buffer.from([5, 0]) },
      },
    });
    const server = await make({
      subject: "CN=pa-qzvwx01.qzvwxcorp.example, O=Qzvwx Widget Corp, C=DE",
      ca: false,
      by: { subject, key },
      names: [
        dns("pa-qzvwx01.qzvwxcorp.example"),
        dns("qzvwx-fw01"),
        dns("s3.eu-central-1.amazonaws.com"),
        ip(10, 83, 64, 57),
        email("qzvwxalice@qzvwxcorp.example"),
        uri("https://qzvwxcorp.example/qzvwxalice"),
        directory("CN=Qzvwx Alice"),
      ],
      serialNumber: "918273645546",
    });
    return [server, root].map(({ der }) => ({ der, pem: pemText(base64Of(der)) }));
  }

  test("never leave, with their bytes, numbers and hashes", async () => {
    const [server, root] = await chain();
    const reading = await read(
      [server!.pem + root!.pem, "qzvwx-chain.pem"],
      [root!.pem, "qzvwx-root.pem"],
      [`${root!.pem}${READ_STATES["a list with all roots"]!}`, "qzvwx-list.pem"],
    );
    const text = written(reading);
    const about = { readAt: START, judgedAt: START, redactions: ALL_REDACTED, isPublicWord };
    const whole = sharedReading("json", reading, catalogue, viewHere, about);
    expect(leaksIn(text)).toEqual([]);
    for (const { details } of Object.values(reading.certificates)) {
      if (!/Qzvwx/.test(details.subject + details.issuer)) continue;
      expect(whole).not.toContain(details.der.slice(0, 60));
      for (const each of [
        details.sha256,
        details.sha1,
        details.spkiSha256,
        details.spkiSha256Base64,
        details.serialNumber,
        details.subjectKeyIdentifier!,
        details.authorityKeyIdentifier!,
      ])
        if (each.length > 8) expect(text).not.toContain(each);
    }
    expect(text).toContain("s3.eu-central-1.amazonaws.com");
  });

  test("are the same thing under the same number everywhere", async () => {
    const [server, root] = await Promise.all([
      make({
        subject: "CN=qzvwx-fw01",
        ca: false,
        by: { subject, key },
        names: [dns("qzvwx-fw01")],
      }),
      make({ subject, key }),
    ]);
    const pemOf = ({ der }: { der: Bytes }) => pemText(base64Of(der));
    const list = `${pemOf(root)}${READ_STATES["a list with all roots"]!}`;
    const inputs: Input[] = [
      [pemOf(server), "qzvwx-server.pem"],
      [list, "qzvwx-list.pem"],
    ];
    const values = (await read(...inputs)).files[0]!.findings.flatMap((found) => found.values);
    expect(values).toContain("qzvwx-list.pem");
    const [first, second] = await jsonOf(ALL_REDACTED, ...inputs);
    expect(first.findings.map(({ meaning }: { meaning: string }) => meaning).join()).toContain(
      second.file,
    );
    const [own] = first.certificates;
    const issuer = second.certificates.find(
      (each: { subject: string }) => each.subject === own.issuer,
    );
    expect(own.issuer).toMatch(/^\(redacted \d+\)$/);
    expect(issuer.name).toBe(own.issuerName);
    expect(first.chains[0].leaf).toBe(own.sha256);
    expect(first.chains[0].paths[0].certificates).toContain(issuer.sha256);
  });
});

test("names that the certificate of another host is for", async () => {
  const subject = "CN=Qzvwx Root";
  const server = await make({
    subject,
    ca: false,
    names: ["qzvwxcorp.example", "pa.qzvwxcorp.example", "*.s3.amazonaws.com"].map(dns),
  });
  const asked = `$ openssl s_client -connect qzvwxdesk.example:443\nCONNECTED(00000003)\n---\nServer certificate\n`;
  const reading = await read([`${asked}${pemText(base64Of(server.der))}---\n`]);
  const wrong = reading.files[0]!.findings.find(({ code }) => code === "wrong-host")!;
  expect(leaksIn(JSON.stringify(wrong))).not.toEqual([]);
  const text = written(reading);
  expect(leaksIn(text)).toEqual([]);
  expect(text).toContain("It is for redacted-2.invalid, redacted-3.invalid, *.s3.amazonaws.com.");
});

test("names in print-outs, however their types are written", async () => {
  const page = READ_STATES["an error page"]!.replace(/PEM encoded chain:[\s\S]*/, "");
  for (const issuer of [
    "qzvwxalice=pa.example.org",
    "CN=pa.example.org, qzvwx=1",
    "CN=qzvwxcorp.example, CN=pa.qzvwxcorp.example",
    "/C=US/O=Amazon/qzvwx=CN",
    "C = US, O = Amazon, OU = qzvwx",
    "Amazon qzvwx",
  ]) {
    const text = page.replace(/^Issuer: .*$/m, `Issuer: ${issuer}`);
    expect(leaksIn(written(await read([text])))).toEqual([]);
  }
  for (const issuer of [
    "C=US, O=Amazon, CN=Amazon RSA 2048 M02",
    "/C=US/O=Amazon/CN=Amazon Root CA 1",
  ])
    expect(written(await read([page.replace(/^Issuer: .*$/m, `Issuer: ${issuer}`)]))).toContain(
      issuer,
    );
});

test("all that a browser's log says of its browser and of hosts", async () => {
  const log = TEXTS.find(
    (text) => text.includes('"constants"') && text.includes("No matching issuer"),
  )!;
  const reading = await read([log]);
  const [file] = reading.files;
  const words = ["qzvwxalice", "Qzvwx Widget"];
  const telling: Reading = {
    ...reading,
    files: [
      {
        ...file!,
        log: {
          ...file!.log!,
          browser: { name: words[1]!, version: "1.2 qzvwx", os: "Linux: 6.1.0-qzvwx" },
          captureMode: words[0]!,
          resumed: ["qzvwx.example", "10.83.64.57"],
          added: [{ sha256: "ab".repeat(32), spkiSha256: null, trust: "Trusted by qzvwxalice" }],
          requests: ["qzvwx.example", "10.83.64.57", "s3.amazonaws.com"].map((host) => ({
            url: `https://${host}/`,
            startedAt: "2026-11-24T09:00:00Z",
            pathErrors: ["ERROR: qzvwxalice"],
          })),
        },
        report: {
          ...file!.report!,
          browser: { ...file!.report!.browser, name: words[1]!, version: "qzvwx" },
        },
      },
    ],
  };
  const text = written(telling);
  expect(leaksIn(text)).toEqual([]);
  expect(text).not.toContain("ab".repeat(32));
  expect(text).toContain("https://s3.amazonaws.com/");
});

describe("what is public", () => {
  test.each(["a list with all roots", "a list without two roots", "one root"])(
    "stays: %s",
    async (state) => {
      const [redacted] = await jsonOf(ALL_REDACTED, [READ_STATES[state]!]);
      const [whole] = await jsonOf(NONE, [READ_STATES[state]!]);
      expect({ ...redacted, redacted: [] }).toEqual(whole);
    },
  );

  test("stays in errors: hosts of AWS, codes, and published sentences", async () => {
    const [error] = await jsonOf(ALL_REDACTED, [READ_STATES["an error of a program"]!]);
    expect(error.findings[0].meaning).toContain("sts.eu-central-1.amazonaws.com");
    const page = "valid.rootca1.demo.amazontrust.com";
    const [chrome] = await jsonOf(ALL_REDACTED, [READ_STATES["an error page"]!]);
    expect(chrome.texts[0]).toMatchObject({
      host: page,
      errorCode: "NET::ERR_CERT_AUTHORITY_INVALID",
      printedSubject: page,
      printedIssuer: expect.stringMatching(/^\(redacted \d\)$/),
    });
    const output =
      "CONNECTED(00000003)\nverify error:num=20:unable to get local issuer certificate\n";
    const [client] = await jsonOf(ALL_REDACTED, [
      `${output}Verify return code: 20 (unable to get local issuer certificate)\n`,
    ]);
    expect(client.texts[0]).toMatchObject({
      errorCode: "20",
      errorText: "unable to get local issuer certificate",
    });
  });
});

describe("each switch alone", () => {
  const KEPT = {
    hosts: /pa-qzvwx01|qzvwx-page/,
    addresses: /10\.83\.64\.57/,
    authority: /Qzvwx Widget/,
  };
  const page = READ_STATES["an error page"]!.replaceAll(
    "valid.rootca1.demo.amazontrust.com",
    "pa-qzvwx01.qzvwxcorp.example",
  ).replaceAll("Issuer: Example Inspection Root CA", "Issuer: Qzvwx Widget Root");
  const wanted = `${page}\nx509: cannot validate certificate for 10.83.64.57 because it doesn't contain any IP SANs\n`;

  test.each([...REDACTIONS])("%s", async (each) => {
    const both: Input[] = [
      [page, "qzvwx-page.txt"],
      [wanted.slice(page.length), ""],
    ];
    const text = written(await read(...both), { ...NONE, [each]: true });
    for (const other of REDACTIONS)
      if (other === each) expect(text).not.toMatch(KEPT[other]);
      else expect(text).toMatch(KEPT[other]);
  });

  test("none leaves all as it is, but never the text itself", async () => {
    const reading = await read([page, "qzvwx-page.txt"]);
    expect(written(reading, NONE)).toContain("qzvwx-page.txt");
    expect(written(reading, NONE)).not.toContain(LAX_CERTIFICATES.server.slice(0, 64));
  });
});

test("it says when it was read, for which day, and what was left out", async () => {
  const reading = await read(["aws s3 ls"]);
  const say = (redactions: Redactions, judgedAt = START) => {
    const about = { readAt: START, judgedAt, redactions, isPublicWord };
    return sharedReading("text", reading, catalogue, viewHere, about);
  };
  const lines = say(ALL_REDACTED).split("\n").filter(Boolean);
  expect(lines[2]).toBe("Pasted text: Not recognised");
  expect(lines[4]).toMatch(/^- Problem: Nothing here was recognised/);
  expect(lines[5]).toMatch(/^Next step: /);
  expect(say(ALL_REDACTED)).toContain("Nov 24, 2026");
  expect(say(ALL_REDACTED)).toContain("Left out:");
  expect(say({ ...NONE, hosts: true })).not.toContain("IP addresses");
  expect(say(NONE)).toContain("Nothing was left out");
  expect(say(NONE)).not.toContain("Validity was judged");
  expect(say(NONE, Date.UTC(2030, 0, 1))).toContain("Validity was judged on Jan 1, 2030.");
});

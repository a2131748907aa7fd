import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../../build/files.ts";
import messages from "../../../public/_locales/en/messages.json";
import { hotRegions, hotWords, scannerOf } from "../../../src/guidance/error-reader/hot.ts";
import { HOST_KINDS } from "../../../src/guidance/error-reader/host-facts.ts";
import { PROGRAM_SIGNS, variablesOf } from "../../../src/guidance/error-reader/program-signs.ts";
import { ERROR_QUESTIONS } from "../../../src/guidance/error-reader/questions.ts";
import { readErrorText, type ErrorFinding } from "../../../src/guidance/error-reader/read.ts";
import { ERROR_LINES, PROGRAM_CAUSES } from "../../../src/guidance/error-table.ts";
import { PROGRAMS } from "../../../src/guidance/programs.ts";
import { causeTexts, questionTexts } from "../../../src/report-text/error-text.ts";
import { keyOf } from "../../../src/report-text/translator.ts";
import { translateHere as t } from "../../preview/view-context.ts";

const HERE = join(ROOT, "test/guidance/error-reader");
const linesOf = (file: string) => readFileSync(file, "utf8").trimEnd().split("\n");

/** Our own lines, with what each means. `-`: nothing. ⏎ is a line break. */
const CORPUS = linesOf(join(HERE, "corpus.tsv"))
  .slice(1)
  .map((row) => {
    const [line = "", subject, program, cause, host] = row.split("\t");
    return { line: line.replaceAll(" ⏎ ", "\n"), subject, program, cause, host };
  });

const ORDINARY = linesOf(join(HERE, "ordinary-logs.txt"));

const only = (text: string): ErrorFinding => {
  const { findings } = readErrorText(text);
  expect(findings.map(({ row }) => row.id)).toHaveLength(1);
  return findings[0]!;
};

describe("our own lines", () => {
  test.each(CORPUS)("$line", ({ line, subject, program, cause, host }) => {
    const found = only(line);
    expect({
      subject: found.subject,
      program: found.program?.id ?? "-",
      host: found.host?.host ?? "-",
    }).toEqual({ subject, program, host });
    if (cause !== "-") expect(found.causes.slice(0, 2)).toContain(cause);
  });

  test("are of every meaning", () => {
    const subjects = new Set(CORPUS.map(({ subject }) => subject));
    expect(subjects.size).toBeGreaterThan(28);
  });
});

describe("ordinary logs", () => {
  test.each(ORDINARY)("%s", (line) => {
    expect(readErrorText(line).findings).toEqual([]);
  });

  test("hold nothing together, either, and enough lines to mean something", () => {
    expect(ORDINARY.length).toBeGreaterThan(200);
    expect(readErrorText(ORDINARY.join("\n")).findings).toEqual([]);
  });

  test("lose no error that stands among them, and keep its line", () => {
    const at = 120;
    const lines = ORDINARY.toSpliced(
      at,
      0,
      "curl: (60) SSL certificate problem: certificate has expired",
    );
    expect(only(lines.join("\n"))).toMatchObject({ line: at + 1, subject: "expired", count: 1 });
  });
});

describe("causes that look alike", () => {
  const AT = "https://sts.eu-west-1.amazonaws.com/";

  test.each([
    [
      "proxy-certificate",
      "proxy",
      `Get "${AT}": proxyconnect tcp: tls: failed to verify certificate: x509: y`,
    ],
    [
      "proxy-failed",
      "proxy",
      "curl: (56) Received HTTP code 407 from proxy; CONNECT tunnel failed, response 407",
    ],
    [
      "not-tls",
      "proxy",
      `Get "${AT}": proxyconnect tcp: tls: first record does not look like a TLS handshake`,
    ],
    [
      "not-tls",
      "wrong-port",
      "write EPROTO 80:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:",
    ],
    [
      "name-mismatch",
      "captive-portal",
      `SSL: no alternative certificate subject name matches target host name 'sts.eu-west-1.amazonaws.com'`,
    ],
    ["not-yet-valid", "wrong-clock", "SSL certificate problem: certificate is not yet valid"],
    [
      "clock",
      "wrong-clock",
      "An error occurred (RequestTimeTooSkewed) when calling the ListObjects operation",
    ],
    [
      "no-connection",
      "dns",
      "dial tcp: lookup sts.eu-west-1.amazonaws.com on 10.0.0.2:53: no such host",
    ],
    ["no-answer", "blocked", `Post "${AT}": dial tcp 192.0.2.9:443: i/o timeout`],
    [
      "handshake",
      "proxy",
      "OpenSSL SSL_connect: Connection reset by peer in connection to sts.eu-west-1.amazonaws.com:443",
    ],
    [
      "client-refused",
      "client-certificate",
      "ssl.SSLError: [SSL: TLSV13_ALERT_CERTIFICATE_REQUIRED] tlsv13 alert certificate required",
    ],
    [
      "tls-required",
      "plain-connection",
      'FATAL: no pg_hba.conf entry for host "192.0.2.4", user "app", database "app", no encryption',
    ],
    [
      "unknown-issuer",
      "tls-inspection",
      `Post "${AT}": x509: certificate signed by unknown authority`,
    ],
  ])("%s, by %s", (subject, cause, line) => {
    const found = readErrorText(line).findings;
    expect(found.map((each) => each.subject)).toContain(subject);
    expect(found.find((each) => each.subject === subject)!.causes.slice(0, 2)).toContain(cause);
  });
});

describe("what only looks like an error", () => {
  const lines = linesOf(join(HERE, "no-errors.txt"));

  test.each(lines)("%s", (line) => {
    expect(readErrorText(line).findings).toEqual([]);
  });

  test("is no error together with its neighbours, either", () => {
    expect(lines.length + ORDINARY.length).toBeGreaterThan(400);
    expect(readErrorText(lines.join("\n")).findings).toEqual([]);
  });

  test.each([
    "Update failed: x509: certificate signed by unknown authority",
    "adding the cluster fails with x509: certificate signed by unknown authority",
    "Resolve error: https://sts.amazonaws.com/: x509: certificate signed by unknown authority",
    "When I run terraform init I get x509: certificate signed by unknown authority",
    "The error is: x509: certificate signed by unknown authority",
    "could not connect, no retry: x509: certificate signed by unknown authority",
    "remote said: x509: certificate signed by unknown authority",
  ])("but this is one: %s", (line) => {
    expect(only(line).row.id).toBe("go-authority");
  });

  test("a version of curl is not the number of an error", () => {
    expect(readErrorText("curl 8.3.0").findings).toEqual([]);
    expect(only("curl: (83) issuer check failed").row.id).toBe("curl-exit-83");
  });
});

/** Lines of public threads, which the repository does not hold. */
const PUBLIC = join(ROOT, "../shared/facts/error-lines.tsv");

describe.skipIf(!existsSync(PUBLIC))("lines of public threads", () => {
  const lines = existsSync(PUBLIC)
    ? linesOf(PUBLIC)
        .slice(1)
        .map((row) => row.split("\t")[0]!.replaceAll(" ⏎ ", "\n"))
    : [];

  test.each(lines)("is found, with a program's own variables alone: %s", (line) => {
    const { findings } = readErrorText(line);
    expect(findings.length).toBeGreaterThan(0);
    for (const { variables, program } of findings)
      expect(variables.filter((name) => !ownVariables(program?.program).has(name))).toEqual([]);
  });
});

/** The variables of a program, and what programs.json says that it reads besides. */
function ownVariables(id: string | null | undefined): Set<string> {
  const row = PROGRAMS.find((each) => each.id === id);
  const names = (row?.settings ?? []).map(({ name }) => name);
  // OpenSSL's own variable, which Ruby's library reads.
  if (id === "ruby") names.push("SSL_CERT_FILE");
  return new Set(row?.notes.includes("requests-bundle") ? [...names, "REQUESTS_CA_BUNDLE"] : names);
}

describe("programs", () => {
  const rows = new Set(PROGRAMS.map(({ id }) => id));

  test("have the same id in the guide, or a row of the guide, or a reason for none", () => {
    for (const { id, program, why } of PROGRAM_SIGNS) {
      if (rows.has(id)) expect([id, program]).toEqual([id, id]);
      expect([id, program !== null, why === undefined]).toEqual([id, !why, !why]);
      if (program !== null) expect(rows).toContain(program);
    }
  });

  test("are recognised under one id each", () => {
    const ids = PROGRAM_SIGNS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

const VARIABLE = /\b(?:[A-Z][A-Z0-9]*_[A-Z0-9_]+|PGSSLROOTCERT)\b/;

describe("advice", () => {
  test("names no variable but those of the program that printed the error", () => {
    for (const { line } of CORPUS) {
      const { variables, program } = readErrorText(line).findings[0]!;
      const own = ownVariables(program?.program);
      expect([line, variables.filter((name) => !own.has(name))]).toEqual([line, []]);
    }
  });

  test("in words names no variable at all, because a meaning is of many programs", () => {
    const texts = Object.entries(messages).filter(([key]) =>
      /^error(?:Meaning|Do|Tell|Cause|Host|Ask)_/.test(key),
    );
    expect(texts.length).toBeGreaterThan(120);
    expect(texts.filter(([, { message }]) => VARIABLE.test(message)).map(([key]) => key)).toEqual([
      "errorDo_headline",
    ]);
  });

  test("of a fault of a setting blames no authority", () => {
    for (const { row, subject } of CORPUS.map(({ line }) => readErrorText(line).findings[0]!)) {
      if (!["wrong-file", "file-is-folder", "file-unreadable"].includes(subject)) continue;
      expect([row.id, row.causes]).toEqual([row.id, []]);
    }
  });

  test("has words for each finding, its causes and its questions", () => {
    for (const { line } of CORPUS) {
      const { subject, causes, questions, host } = readErrorText(line).findings[0]!;
      expect(causeTexts(causes, { t })).toHaveLength(causes.length);
      const all = [
        t(keyOf("errorMeaning", subject)),
        t(keyOf("errorDo", subject)),
        ...questionTexts(questions, { t }),
        host ? t(keyOf("errorHost", host.kind), host.host) : ".",
      ];
      for (const text of all) expect(text).toMatch(/[.?]$/);
    }
  });

  test("asks at most two questions, and none that the text answers", () => {
    for (const { line } of CORPUS) {
      const { questions, program, host } = readErrorText(line).findings[0]!;
      expect(questions.length).toBeLessThanOrEqual(2);
      expect(program && questions.includes("program")).toBeFalsy();
      expect(host && questions.includes("host")).toBeFalsy();
      expect(program?.why === "store" && questions.includes("setting")).toBe(false);
    }
    expect(readErrorText("nothing that is known").questions).toEqual(["program", "text"]);
  });
});

describe("what a line names", () => {
  test.each([
    ["photos.example.s3.amazonaws.com", "dotted-bucket"],
    ["photos.photos.s3.eu-west-1.amazonaws.com", "bucket-twice"],
    ["sts.eu-west-1.amazonaws.com", "aws"],
    ["db1.abcdefghijkl.eu-west-1.rds.amazonaws.com", "rds-database"],
    ["docdb1.cluster-abcdefghijkl.us-east-1.docdb.amazonaws.com", "documentdb-cluster"],
    ["abcdef.gr7.us-east-1.eks.amazonaws.com", "eks-cluster"],
    ["abc123.iot.eu-west-1.amazonaws.com", "iot-legacy"],
    ["abc123-ats.iot.eu-west-1.amazonaws.com", "aws"],
    ["ec2.us-east-1a.amazonaws.com", "zone-for-region"],
    ["sts.eu-cental-1.amazonaws.com", "unknown-region"],
    ["my-lb-1234.eu-west-1.elb.amazonaws.com", "customer"],
    ["files.example.com", "other"],
    ["10.0.0.5", "local"],
  ])("%s is %s", (host, kind) => {
    const found = only(`Get "https://${host}/": x509: certificate signed by unknown authority`);
    expect(found.host).toMatchObject({ host, kind });
  });

  test("is an own name if the certificate's names are AWS's", () => {
    const found = only(
      "x509: certificate is valid for *.cloudfront.net, cloudfront.net, not files.example.com",
    );
    expect(found).toMatchObject({
      subject: "own-name",
      named: {
        host: "files.example.com",
        certificateNames: ["*.cloudfront.net", "cloudfront.net"],
      },
    });
  });

  test("is the service, if it is listed", () => {
    const found = only(
      "SSL validation failed for https://dynamodb.eu-west-1.amazonaws.com/ EOF occurred in violation of protocol",
    );
    expect(found.host?.service).toBe("dynamodb");
  });

  test.each([
    [
      "OSError: Could not find a suitable TLS CA certificate bundle, invalid path: /a/b.pem",
      "/a/b.pem",
    ],
    ["caused by: open ~/.aws/root.pem: no such file or directory", "~/.aws/root.pem"],
    [
      "curl: (77) error setting certificate verify locations:\n  CAfile: /etc/c.crt\n  CApath: none",
      "/etc/c.crt",
    ],
    ['psql: error: root certificate file "/h/root.crt" does not exist', "/h/root.crt"],
    ["Warning: Ignoring extra certs from `/etc/x.pem`, load failed: error:80000002", "/etc/x.pem"],
  ])("is a file: %s", (text, file) => {
    expect(only(text).named.file).toBe(file);
  });

  test("is a setting, the issuer, and dates", () => {
    const named = (text: string) => only(text).named;
    expect(
      named("AWS_CA_BUNDLE=/a.pem\ncurl: (60) SSL certificate problem: certificate has expired")
        .setting,
    ).toBe("AWS_CA_BUNDLE");
    expect(
      named(
        "ERROR: cannot verify a.example's certificate, issued by ‘CN=Zscaler Root CA’:\n  Self-signed certificate encountered.",
      ).issuer,
    ).toBe("CN=Zscaler Root CA");
    expect(
      named(
        "x509: certificate has expired or is not yet valid: current time 2020-01-01T00:00:12Z is before 2026-03-01T00:00:00Z",
      ).dates,
    ).toEqual(["2020-01-01T00:00:12Z", "2026-03-01T00:00:00Z"]);
  });
});

describe("ranking", () => {
  const python =
    "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1000)";

  test("suspects the file that a setting names, where the host is AWS's", () => {
    const aws = `SSL validation failed for https://sts.amazonaws.com/ ${python}`;
    expect(only(aws).causes.slice(0, 2)).toEqual(["tls-inspection", "bundle-partial"]);
    expect(only(`AWS_CA_BUNDLE=/company.pem aws sts get-caller-identity\n${aws}`).causes[0]).toBe(
      "bundle-partial",
    );
  });

  test("takes an issuer at its word: Amazon's means a missing root, a product's its inspection", () => {
    const text = (issuer: string) =>
      `ERROR: cannot verify sts.amazonaws.com's certificate, issued by ‘${issuer}’:\n  Unable to locally verify the issuer's authority.`;
    expect(only(text("CN=Amazon RSA 2048 M01,O=Amazon,C=US")).causes[0]).toBe("missing-root");
    expect(only(text("CN=Zscaler Intermediate Root CA,O=Zscaler Inc.")).causes[0]).toBe(
      "tls-inspection",
    );
  });

  test("sends nobody after Amazon's roots for a host with its own authority", () => {
    for (const host of [
      "d.abcdefghijkl.eu-west-1.rds.amazonaws.com",
      "a.gr7.us-east-1.eks.amazonaws.com",
    ]) {
      const found = only(
        `connection to ${host}: certificate verify failed: self-signed certificate in certificate chain`,
      );
      expect([found.subject, found.causes]).toEqual([
        "other-authority",
        ["other-authority", "tls-inspection"],
      ]);
    }
  });

  test("a specific message takes the place of the general ones around it", () => {
    const text = `Traceback (most recent call last):\n${"  at x\n".repeat(3)}SSLError: ${python}\nSSL validation failed for https://sts.amazonaws.com/`;
    expect(only(text).row.id).toBe("python-local-issuer");
  });
});

describe("decorations", () => {
  const PLAIN = "Error: x509: certificate signed by unknown authority";

  test.each([
    ["Terraform's box", "│ Error: x509: certificate\n│ signed by unknown authority"],
    ["colours", "\u001b[31mError: x509: certificate signed by \u001b[1munknown\u001b[0m authority"],
    ["a build", "#0 3.854 Error: x509: certificate\n#0 3.854 signed by unknown authority"],
    ["a quoted mail", "> Error: x509: certificate signed\n> by unknown authority"],
    [
      "a journal",
      "Nov 24 06:25:01 web1 app[12]: Error: x509: certificate signed by\nNov 24 06:25:01 web1 app[12]: unknown authority",
    ],
    ["JSON", '{"level":"error","msg":"Error: x509: certificate signed by\\nunknown authority"}'],
    ["80 columns", "Error: x509: certificate signed by unkn\nown authority"],
    ["a page", "Error: x509: certificate signed by&nbsp;unknown &quot;authority&quot;"],
    ["typographic quotes", "“Error: x509: certificate signed by ‘unknown authority’”"],
    ["two blanks", "Error:  x509:  certificate  signed  by  unknown  authority"],
    ["Windows", "Error: x509: certificate signed\r\n by unknown authority\r\n"],
  ])("of %s change nothing", (_, text) => {
    const { row, program, line } = only(text);
    expect([row.id, program?.id, line]).toEqual([only(PLAIN).row.id, "go", 1]);
  });

  test("of other numbers do not make a number of OpenSSL", () => {
    expect(readErrorText("Verify return code: 200 (x)").findings).toEqual([]);
    expect(only("Verify return code: 20 (x)").row.id).toBe("openssl-20");
  });
});

describe("a long log", () => {
  const filler = "2026-11-24T06:25:01Z INFO request 12 done in 3 ms\n".repeat(20_000);

  test("gives the same as its lines alone, with their numbers", () => {
    const errors = CORPUS.map(({ line }) => line).slice(0, 60);
    const text = errors.map((line) => `${filler.slice(0, 50 * 40)}${line}\n`).join("");
    const long = readErrorText(filler + text).findings;
    const short = readErrorText(text).findings;
    expect(short.length).toBeGreaterThan(30);
    expect(long.map(({ row, line, host }) => [row.id, line, host?.host])).toEqual(
      short.map(({ row, line, host }) => [row.id, line + 20_000, host?.host]),
    );
  });

  test("is searched for words that each line of the table holds", () => {
    const words = hotWords(ERROR_LINES);
    const scanner = scannerOf(words);
    for (const line of ERROR_LINES.flatMap((row) => row.lines)) {
      const text = `${"a\n".repeat(20)}${line.replaceAll("…", " x ")}\n`;
      const within = hotRegions(scanner, text).some(({ end }) => end >= text.length - 1);
      const parts = line.toLowerCase().split("…");
      expect([line, within || parts.length > 1]).toEqual([line, true]);
    }
  });

  test("counts what is repeated, and says where it began", () => {
    const error = "curl: (60) SSL certificate problem: certificate has expired\n";
    const { findings } = readErrorText(`ok\n${`${error}${"ok\n".repeat(9)}`.repeat(7)}`);
    expect(findings).toMatchObject([{ line: 2, count: 7 }]);
  });

  test("of nothing but errors is read to a limit, from its beginning and its end", () => {
    const error = "SSL certificate problem: certificate has expired\n".repeat(120_000);
    const { findings } = readErrorText(`${error}curl: (35) schannel: 0x80092012 x\n`);
    expect(findings.map(({ subject }) => subject)).toContain("revocation-unknown");
  }, 60_000);
});

describe("tables", () => {
  test("name programs once, with tools that there are", () => {
    const ids = PROGRAM_SIGNS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const program of PROGRAM_SIGNS) {
      expect(variablesOf(program).filter((name) => !VARIABLE.test(name))).toEqual([]);
      for (const sign of program.signs) expect(() => new RegExp(sign, "u")).not.toThrow();
    }
  });

  test("give every name of the table a program, unless the words are a library's", () => {
    const named = new Set(PROGRAM_SIGNS.flatMap(({ lines }) => lines ?? []));
    const strange = ERROR_LINES.filter(({ program, library }) => !library && !named.has(program));
    expect(strange.map(({ id }) => id)).toEqual([]);
  });

  test("have words for every cause, host and question", () => {
    const keys = new Set(Object.keys(messages));
    const key = (prefix: string, id: string) => `${prefix}_${id.replaceAll("-", "_")}`;
    const wanted = [
      ...PROGRAM_CAUSES.flatMap((id) => [key("errorCause", id), key("errorTell", id)]),
      ...HOST_KINDS.map((id) => key("errorHost", id)),
      ...ERROR_QUESTIONS.map((id) => key("errorAsk", id)),
    ];
    expect(wanted.filter((each) => !keys.has(each))).toEqual([]);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CAUSES } from "../../src/core/vocabulary.ts";
import {
  errorLineGroups,
  ERROR_LINES,
  ERROR_MEANINGS,
  TEXT_LIMIT,
  comparable,
  findErrorLines,
  matchedParts,
  nearestErrorLines,
  searchErrorLines,
} from "../../src/guidance/error-lines.ts";
import { PROGRAM_CAUSES } from "../../src/guidance/error-table.ts";
import { squeezeText } from "../../src/guidance/error-reader/squeeze.ts";
import { SHORTEST_PART } from "../../src/guidance/error-reader/match.ts";
import { PROGRAMS } from "../../src/guidance/programs.ts";
import sources from "../../src/guidance/sources.json";
import { TOPICS } from "../../src/guidance/repair-cases.ts";

/** Names in aws-c-common's error.h, aws-c-io's io.h and aws-c-mqtt's mqtt.h that say something of TLS or its files. */
const AWS_CODES = new Set(
  `AWS_ERROR_FILE_INVALID_PATH AWS_ERROR_FILE_READ_FAILURE AWS_ERROR_MQTT_UNEXPECTED_HANGUP AWS_IO_FILE_VALIDATION_FAILURE
  AWS_IO_SOCKET_CLOSED AWS_IO_TLS_ALERT_NOT_GRACEFUL AWS_IO_TLS_BAD_CERTIFICATE AWS_IO_TLS_BAD_PEER_CERTIFICATE
  AWS_IO_TLS_CERTIFICATE_EXPIRED AWS_IO_TLS_CERTIFICATE_NOT_YET_VALID AWS_IO_TLS_CIPHER_PREF_UNSUPPORTED
  AWS_IO_TLS_CLOSED_ABORT AWS_IO_TLS_CLOSED_GRACEFUL AWS_IO_TLS_CTX_ERROR AWS_IO_TLS_DIGEST_ALGORITHM_UNSUPPORTED
  AWS_IO_TLS_ERROR_ALERT_RECEIVED AWS_IO_TLS_ERROR_DEFAULT_TRUST_STORE_NOT_FOUND AWS_IO_TLS_ERROR_NEGOTIATION_FAILURE
  AWS_IO_TLS_ERROR_NOT_NEGOTIATED AWS_IO_TLS_ERROR_READ_FAILURE AWS_IO_TLS_ERROR_WRITE_FAILURE
  AWS_IO_TLS_HOST_NAME_MISMATCH AWS_IO_TLS_INTERNAL_ERROR AWS_IO_TLS_INVALID_CERTIFICATE_CHAIN
  AWS_IO_TLS_NEGOTIATION_TIMEOUT AWS_IO_TLS_NO_ROOT_CERTIFICATE_FOUND AWS_IO_TLS_PEER_CERTIFICATE_EXPIRED
  AWS_IO_TLS_PEER_CERTIFICATE_REVOKED AWS_IO_TLS_PEER_CERTIFICATE_UNKNOWN AWS_IO_TLS_SIGNATURE_ALGORITHM_UNSUPPORTED
  AWS_IO_TLS_UNKNOWN_ROOT_CERTIFICATE AWS_IO_TLS_VERSION_UNSUPPORTED`.split(/\s+/),
);

const ids = (text: string) => findErrorLines(text).map(({ id }) => id);

/** Real lines, as programs print them, and the row that says most of them. */
const SEEN: Record<string, string> = {
  "apple-1202":
    'Error Domain=NSURLErrorDomain Code=-1202 "The certificate for this server is invalid."',
  "apple-standards":
    "tls: failed to verify certificate: x509: “api.example” certificate is not standards compliant",
  "aws-cli-broken-off":
    "SSL validation failed for https://sts.amazonaws.com/ [SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol (_ssl.c:1000)",
  "aws-cli-no-file":
    "SSL validation failed for https://s3.eu-west-1.amazonaws.com/ [Errno 2] No such file or directory",
  "aws-cli-validation":
    "SSL validation failed for https://sts.amazonaws.com/ ('The operation did not complete',)",
  "chromium-protocol":
    "This site can’t provide a secure connection ERR_SSL_VERSION_OR_CIPHER_MISMATCH",
  "chromium-revocation": "net::ERR_CERT_UNABLE_TO_CHECK_REVOCATION",
  "firefox-ocsp": "Error code: SEC_ERROR_OCSP_SERVER_ERROR",
  "firefox-ocsp-time": "Error code: SEC_ERROR_OCSP_FUTURE_RESPONSE",
  "aws-cli-closed":
    'Connection was closed before we received a valid response from endpoint URL: "https://s3.us-east-1.amazonaws.com/".',
  "aws-cli-endpoint":
    'Could not connect to the endpoint URL: "https://s3.eu-cental-1.amazonaws.com/"',
  "aws-cli-proxy": 'Failed to connect to proxy URL: "http://proxy.example:3128"',
  "aws-cli-timeout": 'Read timeout on endpoint URL: "https://sqs.us-east-1.amazonaws.com/"',
  "aws-clock":
    "An error occurred (RequestTimeTooSkewed) when calling the CreateMultipartUpload operation: The difference between the request time and the current time is too large.",
  "chromium-headline": "Privacy error: Your connection is not private",
  "chromium-proxy": "No internet ERR_PROXY_CONNECTION_FAILED",
  "chromium-reset": "This site can’t be reached ERR_CONNECTION_RESET",
  "firefox-headline": "Warning: Potential Security Risk Ahead",
  "python-self-signed-general":
    "requests.exceptions.SSLError: SSLCertVerificationError self signed certificate",
  "android-anchor":
    "java.security.cert.CertPathValidatorException: Trust anchor for certification path not found.",
  "chromium-authority": "Failed to load resource: net::ERR_CERT_AUTHORITY_INVALID",
  "dotnet-untrusted-root":
    "The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot",
  "dotnet-chain":
    "The remote certificate is invalid because of errors in the certificate chain: ExplicitDistrust",
  "firefox-mitm": "Error code: MOZILLA_PKIX_ERROR_MITM_DETECTED",
  "git-gnutls":
    "fatal: unable to access 'https://a.example/b.git/': server certificate verification failed. CAfile: none CRLfile: none",
  "go-authority": 'Get "https://a.example/": tls: x509: certificate signed by unknown authority',
  "go-name": "x509: certificate is valid for *.login.example, login.example, not s3.amazonaws.com",
  "java-pkix":
    "sun.security.validator.ValidatorException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target",
  "libcurl-local-issuer":
    "curl: (60) SSL certificate problem: unable to get local issuer certificate",
  "node-local-issuer": "code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'",
  "node-self-signed-chain": "npm ERR! code SELF_SIGNED_CERT_IN_CHAIN",
  "openssl-19": "verify error:num=19:self signed certificate in certificate chain",
  "openssl-20": "    Verify return code: 20 (unable to get local issuer certificate)",
  "openssl-62": "Verify return code: 62 (hostname mismatch)",
  "php-60": "cURL error 60: SSL certificate problem (see https://curl.haxx.se/)",
  "python-strict":
    "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Basic Constraints of CA cert not marked critical (_ssl.c:1028)",
  "rustls-issuer": "error: client error (Connect): invalid peer certificate: UnknownIssuer",
  "schannel-revocation":
    "schannel: next InitializeSecurityContext failed: Unknown error (0x80092012) - The revocation function was unable to check revocation for the certificate.",
  "schannel-untrusted-root":
    "schannel: SEC_E_UNTRUSTED_ROOT (0x80090325) - The certificate chain was issued by an authority that is not trusted.",
  "python-local-issuer":
    "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1000)",
  "python-self-signed":
    "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1000)",
  "python-self-signed-chain":
    "SSL validation failed for https://s3.amazonaws.com/ [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self signed certificate in certificate chain (_ssl.c:1076)",
  "ruby-verify": "SSL_connect returned=1 errno=0 state=error: certificate verify failed",
};

const KNOWN_CAUSES: readonly string[] = [...CAUSES, ...PROGRAM_CAUSES];
/** Errors that a setting alone can cause. */
const FAULTS_OF_SETTINGS: readonly string[] = ["wrong-file", "file-is-folder", "file-unreadable"];

describe("the table", () => {
  test("has no holes, and no id or line twice", () => {
    const lines = ERROR_LINES.flatMap((row) => row.lines.map(comparable));
    expect(new Set(ERROR_LINES.map(({ id }) => id)).size).toBe(ERROR_LINES.length);
    expect(new Set(lines).size).toBe(lines.length);
    for (const { id, lines: own, causes, program, meaning } of ERROR_LINES) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect([own.length > 0, program.length > 0]).toEqual([true, true]);
      expect([id, causes.length > 0]).toEqual([id, !FAULTS_OF_SETTINGS.includes(meaning)]);
      expect(causes.filter((cause) => !KNOWN_CAUSES.includes(cause))).toEqual([]);
      expect(new Set(causes).size).toBe(causes.length);
    }
  });

  test("uses every meaning, and no other", () => {
    const used = [...new Set(ERROR_LINES.map(({ meaning }) => meaning))];
    expect(used.toSorted()).toEqual([...ERROR_MEANINGS]);
  });

  test("names sources that are there", () => {
    for (const { sources: from } of ERROR_LINES) {
      expect(from.length).toBeGreaterThan(0);
      expect(from.filter((id) => !(id in sources))).toEqual([]);
    }
  });

  test("has no code of the AWS runtime that the runtime does not have", () => {
    const codes = ERROR_LINES.flatMap(
      ({ lines }) => lines.join(" ").match(/\bAWS_(?:IO|ERROR)_[A-Z_]+/g) ?? [],
    );
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !AWS_CODES.has(code))).toEqual([]);
  });

  test("leads to pages and tools that are there", () => {
    for (const { read } of ERROR_LINES) {
      if (!read) continue;
      expect(TOPICS).toContain(read.topic);
      if (read.detail !== undefined) expect(PROGRAMS.map(({ id }) => id)).toContain(read.detail);
    }
  });

  test("has fixed parts that are long enough to mean something", () => {
    const lines = ERROR_LINES.flatMap((row) => row.lines);
    const shortest = (line: string) =>
      Math.min(...line.split("…").map((each) => each.trim().length));
    expect(lines.filter((line) => shortest(line) < 2)).toEqual([]);
    expect(lines.filter((line) => squeezeText(line.split("…")[0]!).length < SHORTEST_PART)).toEqual(
      [],
    );
    expect(lines.filter((line) => squeezeText(line).length < 6)).toEqual([]);
  });
});

describe("findErrorLines", () => {
  test.each(Object.entries(SEEN))("the closest row is %s", (id, line) => {
    expect(ids(line)[0]).toBe(id);
  });

  test("a general row gives way to a closer one of the same program", () => {
    expect(ids("SSL: CERTIFICATE_VERIFY_FAILED")).toEqual(["python-general"]);
    expect(ids(SEEN["python-local-issuer"]!)).not.toContain("python-general");
  });

  test("a general row stays if a closer one stands far away", () => {
    const general = "SSL: CERTIFICATE_VERIFY_FAILED";
    const close = SEEN["schannel-untrusted-root"]!;
    expect(ids(`${general}\n${close}`)).toEqual(["schannel-untrusted-root"]);
    expect(ids(`${general}\n${"request done\n".repeat(9)}${close}`)).toEqual([
      "python-general",
      "schannel-untrusted-root",
    ]);
  });

  test.each([
    ["[Errno 2] No such file or directory", ["aws-cli-no-file"]],
    ["[Errno 21] Is a directory", ["python-is-folder"]],
    ["EOF occurred in violation of protocol (_ssl.c:618)", ["aws-cli-broken-off"]],
  ])("a validation that failed with %s is no inspection", (words, found) => {
    const line = `SSL validation failed for https://s3.us-east-2.amazonaws.com/ ${words}`;
    expect(ids(line)).toEqual(found);
  });

  test.each([
    "Basic Constraints of CA cert not marked critical",
    "Missing Authority Key Identifier",
    "Missing Subject Key Identifier",
  ])("a root that breaks a stricter rule is not a missing root: %s", (words) => {
    const [row, ...others] = findErrorLines(
      `[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: ${words} (_ssl.c:1028)`,
    );
    expect([row?.meaning, row?.causes, others]).toEqual(["strict-rules", ["tls-inspection"], []]);
  });

  test("a long log with two errors gives both", () => {
    const filler = "INFO request done in 12 ms\n".repeat(500);
    const log = `${filler}${SEEN["java-pkix"]}\n${filler}${SEEN["openssl-62"]}\n${filler}`;
    expect(ids(log)).toEqual(expect.arrayContaining(["java-pkix", "openssl-62"]));
    expect(ids(filler)).toEqual([]);
  });

  test("parts that stand far apart or in another order are no match", () => {
    const [one, other] = ["unable to access", "server certificate verification failed"];
    expect(ids(`${one} a ${other}`)).toContain("git-gnutls");
    expect(ids(`${one}${" a".repeat(500)} ${other}`)).not.toContain("git-gnutls");
    expect(ids(`${other} ${one}`)).not.toContain("git-gnutls");
    expect(ids(`${one}${" a".repeat(500)} ${one} b: ${other}`)).toContain("git-gnutls");
  });

  test("of a text beyond the limit, the end is read", () => {
    const line = SEEN["openssl-20"]!;
    expect(ids("x".repeat(TEXT_LIMIT) + line)).toEqual(["openssl-20"]);
    expect(ids(line + "x".repeat(TEXT_LIMIT))).toEqual([]);
  });

  const anyLine = fc
    .constantFrom(...ERROR_LINES)
    .chain((row) => fc.tuple(fc.constant(row), fc.constantFrom(...row.lines)));
  const noise = fc.string({ unit: "grapheme", maxLength: 200 });

  test("finds a line in any noise, whatever its case, blanks, hyphens and quotes", () => {
    const blank = fc.constantFrom(" ", "  ", "\n", "\t ", "\u00a0", "\r\n    ");
    const quote = fc.constantFrom("", "'", '"', "“", "’", "`");
    fc.assert(
      fc.property(
        anyLine,
        noise,
        noise,
        blank,
        quote,
        fc.boolean(),
        ([row, line], before, after, space, mark, upper) => {
          const written = line
            .replaceAll("…", "words between")
            .replaceAll(" ", space)
            .replaceAll("-", upper ? "‑" : " ");
          // Turkish has letters that do not come back from upper case.
          const loud = written.toUpperCase();
          const isSame = loud.toLowerCase() === written.toLowerCase();
          const said = upper && isSame ? loud : written;
          const host = row.atAws ? " sts.eu-west-1.amazonaws.com" : "";
          const end = row.clause ? "." : "";
          const found = findErrorLines(`${before} ${mark}${said}${mark}${host}${end} ${after}`);
          const isFound = found.some((each) => each === row || each.program === row.program);
          expect(isFound || (row.general === true && found.length > 0)).toBe(true);
        },
      ),
    );
  });

  test("takes any text without a word, in the order of the closest first, each row once", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2_000 }), (text) => {
        const found = findErrorLines(text);
        expect(new Set(found).size).toBe(found.length);
        for (const row of found) expect(ERROR_LINES).toContain(row);
      }),
    );
  });

  test("hostile repetition costs little: work grows with the length alone", () => {
    const all = ERROR_LINES.flatMap(({ lines }) => lines.map((line) => line.split("…")[0]!));
    const parts = all.filter((_, at) => at % 60 === 0);
    for (const part of parts) {
      const log = part.repeat(Math.ceil((2 * TEXT_LIMIT) / part.length));
      expect(Array.isArray(findErrorLines(log))).toBe(true);
    }
  }, 20_000);

  test("comparing twice changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(comparable(comparable(text))).toBe(comparable(text));
      }),
    );
  });
});

describe("searchErrorLines", () => {
  test("shows all where nothing was typed", () => {
    expect(searchErrorLines("  ")).toEqual(ERROR_LINES);
  });

  test("shows rows whose line or program holds what was typed", () => {
    const pkix = searchErrorLines("pkix path");
    expect(pkix.map(({ id }) => id)).toContain("java-pkix");
    expect(pkix.filter(({ lines }) => !/pkix path/i.test(lines.join(" ")))).toEqual([]);
    const android = searchErrorLines("ANDROID").map(({ id }) => id);
    expect(android).toContain("android-anchor");
    expect(searchErrorLines("no such words at all")).toEqual([]);
  });

  test("shows what a whole line means, not what resembles it", () => {
    expect(searchErrorLines(SEEN["go-authority"]!).map(({ id }) => id)).toEqual(["go-authority"]);
  });
});

describe("what people see first", () => {
  test.each([
    ["Your connection isn't private", "chromium-headline"],
    ["Your connection isn’t private", "chromium-headline"],
    ["Be careful. Something doesn't look right.", "firefox-headline"],
    ["ERR_TUNNEL_CONNECTION_FAILED", "chromium-proxy"],
    ["ERR_SSL_PROTOCOL_ERROR", "chromium-protocol"],
    ["Connect timeout on endpoint URL", "aws-cli-timeout"],
  ])("%s", (line, id) => {
    expect(ids(line)).toEqual([id]);
  });

  test("a headline gives way to the code below it", () => {
    expect(ids("Your connection is not private\nNET::ERR_CERT_AUTHORITY_INVALID")).toEqual([
      "chromium-authority",
    ]);
    expect(ids("Warning: Potential Security Risk Ahead\nSEC_ERROR_UNKNOWN_ISSUER")).toEqual([
      "firefox-issuer",
    ]);
  });

  test("Python's exception gives way to the reason that it names", () => {
    const line =
      "SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed:";
    expect(ids(`${line} self-signed certificate (_ssl.c:1000)`)).toEqual(["python-self-signed"]);
    expect(ids(`${line} self-signed certificate in certificate chain (_ssl.c:1000)`)).toEqual([
      "python-self-signed-chain",
    ]);
  });
});

describe("nearestErrorLines", () => {
  const nearest = (text: string) => nearestErrorLines(text).map(({ id }) => id);

  test.each([
    ["aws s3 ls fails", "aws-cli-endpoint"],
    ["endpoint timeout", "aws-cli-timeout"],
    ["clock skewed request time", "aws-clock"],
    ["gnutls server verification", "gnutls-general"],
    ["proxy url connect", "aws-cli-proxy"],
    ["wrong version", "openssl-wrong-version"],
  ])("%s: %s is among three", (text, id) => {
    expect(nearest(text)).toContain(id);
    expect(nearest(text).length).toBeLessThanOrEqual(3);
  });

  test("finds nothing where no word is known, and nothing by the words of any sentence", () => {
    expect(nearest("lorem ipsum dolor")).toEqual([]);
    expect(nearest("it is not the a of")).toEqual([]);
    expect(nearest("")).toEqual([]);
  });

  test("a rare word says more than a frequent one", () => {
    expect(nearest("certificate hostname swaks")[0]).toBe("swaks-tls");
  });

  test("the beginning of a word counts while one types", () => {
    expect(nearest("revoc")[0]).toMatch(/revo/);
  });

  test("takes any text, and stays within the most", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2_000 }), fc.nat(5), (text, most) => {
        const rows = nearestErrorLines(text, most);
        expect(rows.length).toBeLessThanOrEqual(most);
        for (const row of rows) expect(ERROR_LINES).toContain(row);
      }),
    );
    const words = Array.from({ length: 30_000 }, (_, at) => `word${at}`).join(" ");
    expect(nearest(words)).toEqual([]);
  });
});

describe("matchedParts", () => {
  test("marks words in a row as one part", () => {
    expect(matchedParts("SSL: no alternative name", "NO Alternative, ssl")).toEqual([
      { text: "SSL: no alternative", isMatch: true },
      { text: " ", isMatch: false },
      { text: "name", isMatch: false },
    ]);
  });

  test("loses and adds nothing", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.string({ unit: "grapheme" }),
        (line, text) => {
          expect(
            matchedParts(line, text)
              .map((part) => part.text)
              .join(""),
          ).toBe(line);
        },
      ),
    );
    for (const { lines } of ERROR_LINES) {
      for (const line of lines) {
        const parts = matchedParts(line, line);
        expect(parts.map(({ text }) => text).join("")).toBe(line);
        expect(parts.filter(({ text, isMatch }) => !isMatch && /[a-z0-9]/i.test(text))).toEqual([]);
      }
    }
  });
});

test("the groups of programs hold each row once", () => {
  const rows = errorLineGroups().flatMap((group) => group.rows);
  expect(rows.map(({ id }) => id).toSorted()).toEqual(ERROR_LINES.map(({ id }) => id).toSorted());
  for (const { programs, rows: own } of errorLineGroups()) {
    expect([programs, own.length > 0, programs.length > 0]).toEqual([programs, true, true]);
  }
  const labels = errorLineGroups().map(({ programs }) => programs.join(" · "));
  expect(labels).toContain("Chrome, Edge · Firefox · Safari");
  expect(labels).toContain(
    "curl, git, PHP · Windows (Schannel): curl, git · wget · yum, dnf · apt · apk",
  );
});

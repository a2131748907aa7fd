/** Print-outs of versions and systems that the corpus has no program for. Their forms are in these programs' sources. */
import { describe, expect, test } from "vitest";
import type { Recognised } from "../../../src/reading/model.ts";
import {
  ALL,
  blockAt,
  file,
  MIDDLE,
  namesIn,
  only,
  recogniseText,
  ROOT,
  SERVER,
  WHOLE,
} from "../stage.ts";

const factsOf = async (text: string): Promise<Partial<Recognised["text"]>> =>
  (await only(recogniseText(text))).text ?? {};
const der64 = (place: number): string => blockAt(place).replaceAll(/-----.*-----|\s/g, "");
const HASH = "8ecde6884f3d87b1125ba31ac3fcb13d7016de7f57cc904fe1cb97c6ae98196e";
const COLONS = HASH.toUpperCase().match(/../g)!.join(":");

describe("openssl s_client", () => {
  const old = `CONNECTED(00000003)
---
Certificate chain
 0 s:/CN=shop.example.com
   i:/O=Example Corp IT/CN=Example Inspection CA 2
${blockAt(0)}
 1 s:/O=Example Corp IT/CN=Example Inspection CA 2
   i:/C=US/O=Example Corp IT/CN=Example Inspection Root CA
${blockAt(1)}
---
Server certificate
subject=/CN=shop.example.com
issuer=/O=Example Corp IT/CN=Example Inspection CA 2
---
SSL handshake has read 1722 bytes and written 444 bytes
---
New, TLSv1/SSLv3, Cipher is ECDHE-ECDSA-AES256-GCM-SHA384
SSL-Session:
    Protocol  : TLSv1.2
    Start Time: 1606726800
    Verify return code: 21 (unable to verify the first certificate)
---
`;

  test("1.0.2 is read", async () => {
    const read = await only(recogniseText(old));
    expect(read.format).toBe("s-client");
    expect(namesIn(read)).toEqual([SERVER, MIDDLE]);
    expect(read.certificates.every(({ use }) => use === "sent")).toBe(true);
    expect(read.text).toMatchObject({
      errorCode: "21",
      errorText: "unable to verify the first certificate",
      verified: false,
      printedSubject: "/CN=shop.example.com",
      printedIssuer: "/O=Example Corp IT/CN=Example Inspection CA 2",
    });
  });

  test("twice is two print-outs", async () => {
    const pieces = await recogniseText(
      `${old}${old.replace("code: 21 (unable", "code: 20 (unable")}`,
    );
    expect(pieces.map(({ text }) => text?.errorCode)).toEqual(["21", "20"]);
    expect(pieces.map(namesIn)).toEqual([
      [SERVER, MIDDLE],
      [SERVER, MIDDLE],
    ]);
  });

  test("a bundle behind it is not what the server sent", async () => {
    const [client, bundle] = await recogniseText(`${old}\n${blockAt(2)}\n`);
    expect(namesIn(client!)).toEqual([SERVER, MIDDLE]);
    expect(bundle).toMatchObject({ format: "pem", certificates: [{ use: null }] });
    expect(namesIn(bundle!)).toEqual([ROOT]);
  });

  test("a code 0 without any certificate is no success", async () => {
    const text =
      "CONNECTED(00000003)\n---\nno peer certificate available\n---\n    Verify return code: 0 (ok)\n";
    expect(await factsOf(text)).toMatchObject({ verified: null, errorCode: null });
  });

  test.each([
    ["openssl s_client -connect 192.0.2.1:443 -servername shop.example.com", "shop.example.com"],
    ["$ echo | openssl s_client -showcerts -connect shop.example.com:443", "shop.example.com"],
    ["openssl s_client shop.example.com:443", "shop.example.com"],
    ["openssl s_client -connect 192.0.2.1:443", "192.0.2.1"],
  ])("%s names the host", async (command, host) => {
    expect(await factsOf(`${command}\n${old}`)).toMatchObject({ host });
  });
});

describe("curl", () => {
  test("with Schannel", async () => {
    const text = `* Host shop.example.com:443 was resolved.
* IPv4: 192.0.2.10
*   Trying 192.0.2.10:443...
* schannel: disabled automatic use of client certificate
* ALPN: curl offers http/1.1
* schannel: SEC_E_UNTRUSTED_ROOT (0x80090325) - The certificate chain was issued by an authority that is not trusted.
* closing connection #0
curl: (60) schannel: SEC_E_UNTRUSTED_ROOT (0x80090325) - The certificate chain was issued by an authority that is not trusted.
`;
    expect(await factsOf(text)).toMatchObject({
      host: "shop.example.com",
      errorCode: "60",
      verified: false,
      errorText: expect.stringContaining("SEC_E_UNTRUSTED_ROOT"),
    });
  });

  test("with Secure Transport", async () => {
    const text = `*   Trying 192.0.2.10...
* TCP_NODELAY set
* Connected to shop.example.com (192.0.2.10) port 443 (#0)
* SSL certificate problem: Invalid certificate chain
* Closing connection 0
curl: (60) SSL certificate problem: Invalid certificate chain
More details here: https://curl.haxx.se/docs/sslcerts.html
`;
    expect(await factsOf(text)).toMatchObject({
      host: "shop.example.com",
      errorCode: "60",
      verified: false,
    });
  });

  test("its command names the host, if nothing else does", async () => {
    const text =
      "$ curl -sS https://shop.example.com/path\ncurl: (60) SSL certificate problem: x\n";
    for (const prompt of ["", "user@host:~$ ", "C:\\>"])
      expect(await factsOf(text.replace("$ ", prompt))).toMatchObject({
        host: "shop.example.com",
        errorCode: "60",
      });
    const alone = "curl -sS https://shop.example.com/path";
    expect(await only(recogniseText(alone))).toMatchObject({ format: "unknown" });
  });

  test("of other errors says nothing of the certificate", async () => {
    const text = "curl: (6) Could not resolve host: shop.example.com";
    expect(await factsOf(text)).toMatchObject({ errorCode: "6", verified: null });
  });

  test("twice is two print-outs", async () => {
    const one =
      "*   Trying 192.0.2.10:443...\n* Connected to a.example (192.0.2.10) port 443\ncurl: (60) no\n";
    const pieces = await recogniseText(one + one.replace("a.example", "b.example"));
    expect(pieces.map(({ text }) => text?.host)).toEqual(["a.example", "b.example"]);
  });

  test("a list in Markdown is none", async () => {
    expect(await only(recogniseText("* TLS 1.3\n* using HTTP/2\n* Connection #3\n"))).toMatchObject(
      {
        format: "unknown",
      },
    );
  });
});

describe("Firefox", () => {
  test("links to its maker name no host", async () => {
    const text =
      "See support.mozilla.org or support.mozilla.org.\nshop.example.com is not safe.\nError code: SEC_ERROR_UNKNOWN_ISSUER\n";
    expect(await factsOf(text)).toMatchObject({ host: "shop.example.com" });
  });

  test("details alone, as the button copies them", async () => {
    const text = `https://shop.example.com/path?x=1\n\nPeer’s Certificate issuer is not recognized.\n\nHTTP Strict Transport Security: false\nHTTP Public Key Pinning: false\n\nCertificate chain:\n\n${WHOLE}`;
    const read = await only(recogniseText(text));
    expect(namesIn(read)).toEqual(ALL);
    expect(read).toMatchObject({
      format: "firefox-error",
      text: {
        host: "shop.example.com",
        errorCode: null,
        errorText: "Peer’s Certificate issuer is not recognized.",
        verified: false,
      },
    });
  });

  test.each([
    "SSL_ERROR_RX_RECORD_TOO_LONG",
    "MOZILLA_PKIX_ERROR_MITM_DETECTED",
    "SEC_ERROR_REVOKED_CERTIFICATE",
  ])("%s in a page of older versions", async (code) => {
    const text = `Secure Connection Failed\n\nAn error occurred during a connection to shop.example.com. Something.\n\nError code: ${code}\n`;
    expect(await factsOf(text)).toMatchObject({ host: "shop.example.com", errorCode: code });
  });

  test("two errors are two print-outs", async () => {
    const page = (host: string, code: string) =>
      `Warning\n${host} is not safe.\nError code: ${code}\n`;
    const pieces = await recogniseText(
      page("a.example", "SEC_ERROR_UNKNOWN_ISSUER") +
        page("b.example", "SEC_ERROR_EXPIRED_CERTIFICATE"),
    );
    expect(pieces.map(({ text }) => [text?.host, text?.errorCode])).toEqual([
      ["a.example", "SEC_ERROR_UNKNOWN_ISSUER"],
      ["b.example", "SEC_ERROR_EXPIRED_CERTIFICATE"],
    ]);
  });

  test("a symbol of OpenSSL is none of Firefox", async () => {
    const text = "SSL_ERROR_SYSCALL, errno 104";
    expect(await only(recogniseText(text))).toMatchObject({ format: "unknown" });
  });

  test("an address of the certificate viewer gives its certificates", async () => {
    const address = `about:certificate?${[0, 1, 2].map((at) => `cert=${encodeURIComponent(der64(at))}`).join("&")}`;
    for (const text of [address, `see\n"${address}" please`, address.replaceAll("%", "%25")]) {
      const read = await only(recogniseText(text));
      expect(read.format).toBe("certificate-address");
      expect(namesIn(read)).toEqual(ALL);
    }
    const second = await only(recogniseText(`see\n${address}`));
    expect(second.certificates.map(({ line }) => line)).toEqual([2, 2, 2]);
  });

  test("an address that is cut off gives what is whole", async () => {
    const address = `about:certificate?cert=${encodeURIComponent(der64(0))}&cert=${der64(1).slice(0, 300)}`;
    const read = await only(recogniseText(address));
    expect(namesIn(read)).toEqual([SERVER]);
    expect(read.faults).toEqual([{ code: "truncated", line: 1 }]);
  });
});

describe("Chrome", () => {
  test("a page in any language, quoted in a mail", async () => {
    const text = `Ваше подключение не защищено\n\nЗлоумышленники могут похитить данные с сайта shop.example.com (например, пароли). Подробнее…\nNET::ERR_CERT_AUTHORITY_INVALID\nSubject: shop.example.com\n\nIssuer: Example Inspection CA 2\n\nExpires on: 1 янв. 2036 г.\n\nCurrent date: 24 нояб. 2026 г.\n\nPEM encoded chain:\n${WHOLE}`;
    const read = await only(recogniseText(text.replaceAll(/^/gm, "> ")));
    expect(namesIn(read)).toEqual(ALL);
    expect(read).toMatchObject({
      format: "chrome-error",
      text: {
        host: "shop.example.com",
        errorCode: "NET::ERR_CERT_AUTHORITY_INVALID",
        currentDate: "24 нояб. 2026 г.",
        printedIssuer: "Example Inspection CA 2",
      },
    });
  });

  test("an error page without details", async () => {
    const text =
      "This site can’t provide a secure connection\nshop.example.com sent an invalid response.\nERR_SSL_PROTOCOL_ERROR\n";
    expect(await factsOf(text)).toMatchObject({
      host: "shop.example.com",
      errorCode: "ERR_SSL_PROTOCOL_ERROR",
    });
  });

  test("a page and a print-out of another tool are two things, in any order", async () => {
    const page = `Your connection is not private\nAttackers might steal from a.example.com.\nNET::ERR_CERT_DATE_INVALID\nSubject: a.example.com\nPEM encoded chain:\n${blockAt(0)}\n`;
    const client = `CONNECTED(00000003)\n---\nCertificate chain\n 0 s:CN = b\n   i:CN = c\n${blockAt(1)}\n    Verify return code: 20 (no)\n---\n`;
    for (const text of [page + client, client + page]) {
      const pieces = await recogniseText(text);
      const [chrome, tool] = ["chrome-error", "s-client"].map((format) =>
        pieces.find((piece) => piece.format === format)!,
      );
      expect(pieces).toHaveLength(2);
      expect([namesIn(chrome!), chrome!.text?.host]).toEqual([[SERVER], "a.example.com"]);
      expect([namesIn(tool!), tool!.text?.errorCode]).toEqual([[MIDDLE], "20"]);
    }
  });

  test("its root store with the lines around it", async () => {
    const text = `chrome_enrollment_tag\nchrome_root_store\nversion: 28\n\nhash: ${HASH}  name: Amazon Root CA 1\nhash: ${HASH.toUpperCase()}  name: <b>x</b>\n\nCHROME VERSION\n156.0.1`;
    expect(await factsOf(text)).toMatchObject({
      listVersion: "28",
      listed: [
        { sha256: HASH, name: "Amazon Root CA 1", line: 5 },
        { sha256: HASH, name: "<b>x</b>", line: 6 },
      ],
    });
  });
});

describe("lists", () => {
  test("of macOS", async () => {
    const entry = (hash: string, name: string): string =>
      `SHA-256 hash: ${hash.toUpperCase()}\nSHA-1 hash: ${hash.slice(0, 40).toUpperCase()}\nkeychain: "/System/Library/Keychains/SystemRootCertificates.keychain"\nversion: 512\nclass: 0x80001000 \nattributes:\n    "alis"<blob>="${name}"\n    "labl"<blob>="${name}"\n`;
    const other = HASH.split("").toReversed().join("");
    expect(await factsOf(entry(HASH, "Amazon Root CA 1") + entry(other, "Another"))).toMatchObject({
      listed: [
        { sha256: HASH, name: "Amazon Root CA 1", line: 1 },
        { sha256: other, name: "Another", line: 9 },
      ],
    });
  });

  test("of macOS with PEM gives the certificates too", async () => {
    const text = `SHA-256 hash: ${HASH.toUpperCase()}\n${blockAt(2)}\n`;
    const pieces = await recogniseText(text);
    expect(pieces.map(({ format }) => format)).toEqual(["print-out", "pem"]);
    expect(pieces.flatMap(namesIn)).toEqual([ROOT]);
  });

  test("of Windows", async () => {
    const text = `root "Trusted Root Certification Authorities"\n================ Certificate 0 ================\nX509 Certificate:\nVersion: 3\nIssuer:\n    CN=Amazon Root CA 1\n    O=Amazon\n\nSubject:\n    CN=Amazon Root CA 1\n    O=Amazon\n\nCert Hash(md5): 43c6bfaeecfead2f18c6886830fcc8e6\nCert Hash(sha1): 8da7f965ec5efc37910f1c6e59fdc1cc6a6ede16\nCert Hash(sha256): ${HASH}\nCertUtil: -dump command completed successfully.\n`;
    expect(await factsOf(text)).toMatchObject({
      listed: [{ sha256: HASH, name: "CN=Amazon Root CA 1", line: 15 }],
    });
  });

  test("of keytool in a language that no test has", async () => {
    const text = `Tipo de almacén de claves: JKS\n\nroot1, 24-nov-2026, trustedCertEntry, \nHuella digital de certificado (SHA-256): ${COLONS}\n`;
    expect(await factsOf(text)).toMatchObject({
      listed: [{ sha256: HASH, name: "root1", line: 4 }],
    });
  });
});

test("hostile names stay text and are clipped", async () => {
  const text = `NET::ERR_CERT_AUTHORITY_INVALID\nSubject: ${"<b>\u202E".repeat(2_000)}\n`;
  const { printedSubject } = (await only(recogniseText(text))).text!;
  expect(printedSubject).toHaveLength(1_025);
});

test("the fixture has what these tests need", () => {
  expect(file("whole.pem").length).toBeGreaterThan(1_000);
});

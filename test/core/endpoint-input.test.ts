import { domainToUnicode } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ENDPOINT_FAULTS,
  ENDPOINT_LIST_LIMIT,
  readEndpointInput,
  readEndpointList,
  type EndpointFault,
  type HostKind,
} from "../../src/core/endpoint-input.ts";
import { patternFor } from "../../src/core/match-pattern.ts";
import { unicodeHost } from "../../src/core/punycode.ts";
import { mixesScripts } from "../../src/core/scripts.ts";
import { parseUrl } from "../../src/core/parse-url.ts";

function value(text: string) {
  const read = readEndpointInput(text);
  if (!read.ok) throw new Error(`${text}: ${read.fault}`);
  return read.value;
}

describe("a place to test", () => {
  test.each<[string, string, HostKind]>([
    ["example.com", "https://example.com/", "name"],
    ["  Example.COM  ", "https://example.com/", "name"],
    ["\u00a0example.com\n", "https://example.com/", "name"],
    ["example.com.", "https://example.com/", "name"],
    ["example.com/", "https://example.com/", "name"],
    ["example.com:8443/path", "https://example.com:8443/", "name"],
    ["example.com?q=https://other.example/", "https://example.com/", "name"],
    ["example.com#x", "https://example.com/", "name"],
    ["_x.example.com", "https://_x.example.com/", "name"],
    ["sns.us-east-1.amazonaws.com", "https://sns.us-east-1.amazonaws.com/", "name"],
    ["example.com:443", "https://example.com/", "name"],
    ["example.com:0443", "https://example.com/", "name"],
    ["example.com:65535", "https://example.com:65535/", "name"],
    ["https://example.com", "https://example.com/", "name"],
    ["HTTPS://Example.com:8443/a/b?token=secret#c", "https://example.com:8443/", "name"],
    ["https://example.com/a@b", "https://example.com/", "name"],
    ["https://example.com/*", "https://example.com/", "name"],
    ["localhost", "https://localhost/", "local"],
    ["localhost:8443", "https://localhost:8443/", "local"],
    ["intranet", "https://intranet/", "local"],
    ["nas.local", "https://nas.local/", "local"],
    ["wiki.internal", "https://wiki.internal/", "local"],
    ["router.home.arpa", "https://router.home.arpa/", "local"],
    ["notlocal.example", "https://notlocal.example/", "name"],
    ["192.0.2.1", "https://192.0.2.1/", "ipv4"],
    ["192.0.2.1:8443", "https://192.0.2.1:8443/", "ipv4"],
    ["https://192.0.2.1/x", "https://192.0.2.1/", "ipv4"],
    ["0x7f.1", "https://127.0.0.1/", "ipv4"],
    ["017700000001", "https://127.0.0.1/", "ipv4"],
    ["0XC0.0.2.1", "https://192.0.2.1/", "ipv4"],
    ["::1", "https://[::1]/", "ipv6"],
    ["[::1]", "https://[::1]/", "ipv6"],
    ["[::1]:8443", "https://[::1]:8443/", "ipv6"],
    ["2001:DB8::0001", "https://[2001:db8::1]/", "ipv6"],
    ["::ffff:192.0.2.1", "https://[::ffff:c000:201]/", "ipv6"],
    ["https://[2001:db8::1]:8443/x", "https://[2001:db8::1]:8443/", "ipv6"],
  ])("is read from %j: %s (%s)", (text, url, kind) => {
    const read = value(text);
    const { port, hostname, host } = new URL(url);
    expect(read).toEqual({
      url,
      kind,
      host: hostname,
      port: port === "" ? null : Number(port),
      display: host,
      punycode: false,
      mixedScripts: false,
    });
  });

  test.each<[string, string, string, boolean]>([
    ["münchen.example", "münchen.example", "xn--mnchen-3ya.example", false],
    ["MÜNCHEN.example", "münchen.example", "xn--mnchen-3ya.example", false],
    ["mu\u0308nchen.example", "münchen.example", "xn--mnchen-3ya.example", false],
    ["https://XN--MNCHEN-3YA.example/", "münchen.example", "xn--mnchen-3ya.example", false],
    ["münchen.example:8443", "münchen.example:8443", "xn--mnchen-3ya.example", false],
    [
      "日本語ドメイン.example",
      "日本語ドメイン.example",
      "xn--eckwd4c7c5976acvb2w6i.example",
      false,
    ],
    ["пример.example", "пример.example", "xn--e1afmkfd.example", false],
    ["café日本.example", "café日本.example", "xn--caf-dma4730kcvb.example", false],
    ["\u0430mazon.example", "\u0430mazon.example", "xn--mazon-3ve.example", true],
    ["xn--mazon-3ve.example", "\u0430mazon.example", "xn--mazon-3ve.example", true],
    ["aws.\u03b1mazon.example", "aws.\u03b1mazon.example", "aws.xn--mazon-c9d.example", true],
  ])("in Unicode: %j", (text, display, host, mixedScripts) => {
    expect(value(text)).toMatchObject({ display, host, mixedScripts, punycode: true });
  });

  test("without punycode has none, whatever its letters look like", () => {
    expect(value("ｅxample.com")).toMatchObject({ host: "example.com", punycode: false });
    expect(value("xn-mnchen.example")).toMatchObject({ punycode: false });
  });

  test("is shown in punycode where Unicode would hide a character", () => {
    // A Persian word, with a zero-width non-joiner in it.
    const host = "xn--mgba3gch31f060k.example";
    expect(unicodeHost(host)).toMatch(/\u200c/);
    expect(value(host)).toMatchObject({ host, display: host, punycode: true });
  });

  test("keeps nothing of a URL that may be private", () => {
    const read = JSON.stringify(value("https://example.com/secret?token=secret#secret"));
    expect(read).not.toContain("secret");
  });
});

describe("no place to test", () => {
  test.each<[string, EndpointFault]>([
    ["", "empty"],
    [" \t\r\n\u00a0", "empty"],
    [`${"a.".repeat(1000)}example`, "too-long"],
    [" ".repeat(2001), "too-long"],
    ["http://example.com", "scheme"],
    ["HTTP://example.com", "scheme"],
    ["http:80", "scheme"],
    ["ftp://example.com", "scheme"],
    ["ftp:21", "scheme"],
    ["file:///etc/passwd", "scheme"],
    ["file:443", "scheme"],
    ["javascript:alert(1)", "scheme"],
    ["JavaScript:1", "scheme"],
    ["data:text/html,x", "scheme"],
    ["data:443", "scheme"],
    ["mailto:a@example.com", "scheme"],
    ["tel:112", "scheme"],
    ["ws://example.com", "scheme"],
    ["wss://example.com", "scheme"],
    ["chrome://settings", "scheme"],
    ["about:config", "scheme"],
    ["view-source:https://example.com/", "scheme"],
    ["moz-extension://0/", "scheme"],
    ["httpss://example.com", "scheme"],
    ["unknown:x", "scheme"],
    ["git+ssh://example.com", "scheme"],
    ["https:example.com", "host"],
    ["https:/example.com", "host"],
    ["https:///example.com", "host"],
    ["https://", "host"],
    ["https:\\\\example.com", "host"],
    ["//example.com", "host"],
    ["/example.com", "host"],
    ["https://user:secret@example.com/", "credentials"],
    ["https://user@example.com/", "credentials"],
    ["https://@example.com/", "credentials"],
    ["https://example.com@evil.example/", "credentials"],
    ["https://example.com:443@evil.example/", "credentials"],
    ["user:secret@example.com", "credentials"],
    ["person@example.com", "credentials"],
    ["*.example.com", "wildcard"],
    ["*", "wildcard"],
    ["https://*/*", "wildcard"],
    ["*://*/*", "wildcard"],
    ["<all_urls>", "host"],
    ["exa mple.com", "space"],
    ["exa\tmple.com", "space"],
    ["exa\u00a0mple.com", "space"],
    ["exa\u2028mple.com", "space"],
    ["https://example.com /", "space"],
    ["exa\nmple.com", "invisible"],
    ["exa\u0000mple.com", "invisible"],
    ["exa\u200bmple.com", "invisible"],
    ["exa\u00admple.com", "invisible"],
    ["\u202eexample.com", "invisible"],
    ["exam\u2066ple.com", "invisible"],
    ["example.com\u200e", "invisible"],
    ["example\ud800.com", "invisible"],
    ["example.com:", "port"],
    ["example.com:0", "port"],
    ["example.com:65536", "port"],
    ["example.com:99999999999", "port"],
    ["example.com:-1", "port"],
    ["example.com:+443", "port"],
    ["example.com:4 43", "space"],
    ["example.com:٤٤٣", "port"],
    ["example.com:https", "port"],
    ["[::1]:x", "port"],
    ["email-smtp.us-east-1.amazonaws.com:587", "blocked-port"],
    ["https://example.com:25/", "blocked-port"],
    ["example.com:10080", "blocked-port"],
    ["[::1]:22", "blocked-port"],
    [".", "host"],
    ["..", "host"],
    [".example.com", "host"],
    ["a..example.com", "host"],
    ["example.com..", "host"],
    ["-a.example.com", "host"],
    ["a-.example.com", "host"],
    [`${"a".repeat(64)}.example`, "host"],
    [`${"abc.".repeat(64)}example`, "host"],
    [`${"ü".repeat(60)}.example`, "host"],
    ["exa%6dple.com", "host"],
    ["https://exa%6dple.com/", "host"],
    ["example.com\\@evil.example", "host"],
    ["https://example.com\\.evil.example/", "host"],
    ["https://example.com/\\x", "host"],
    ["xn--.example", "host"],
    ["xn--a.example", "host"],
    ["1.2.3.4.5", "host"],
    ["256.0.0.1", "host"],
    ["0xg.1", "host"],
    ["example.1", "host"],
    ["１２７.0.0.1", "host"],
    ["[::1", "host"],
    ["::1]", "host"],
    ["[::1]x", "host"],
    ["[]", "host"],
    ["[example.com]", "host"],
    ["1:2:3", "host"],
    ["::1::", "host"],
    ["fe80::1%eth0", "host"],
    ["[fe80::1%25eth0]", "host"],
    ["[v1.x]", "host"],
    ["a,b", "host"],
    ["example.com;id", "host"],
    ["$(id).example", "host"],
    ["'example.com'", "host"],
    ["<b>.example", "host"],
    ["a^b.example", "host"],
  ])("%j (%s)", (text, fault) => {
    expect(readEndpointInput(text)).toEqual({ ok: false, fault });
  });
});

describe("a list", () => {
  const hosts = (text: string) => readEndpointList(text).values.map(({ display }) => display);

  test("has its entries on lines and between commas, with comments and blanks", () => {
    const text = `# our endpoints
      a.example, b.example:8443 ,,c.example   # the three

      https://d.example/x#fragment\r\ne.example\rf.example#g`;
    expect(hosts(text)).toEqual([
      "a.example",
      "b.example:8443",
      "c.example",
      "d.example",
      "e.example",
      "f.example",
    ]);
    expect(readEndpointList(text).faults).toEqual([]);
  });

  test.each(["", "\n\n", "# nothing", " , ,\n,"])("can be empty: %j", (text) => {
    expect(readEndpointList(text)).toEqual({ values: [], faults: [], duplicates: 0 });
  });

  test("has each place once, however it is written", () => {
    const list = readEndpointList("a.example\nA.example.\nhttps://a.example:443/x, a.example:8443");
    expect(list.values.map(({ url }) => url)).toEqual([
      "https://a.example/",
      "https://a.example:8443/",
    ]);
    expect(list.duplicates).toBe(2);
  });

  test("names the line of every fault, and keeps the rest", () => {
    const list = readEndpointList("a.example\n\nhttp://b.example, *.c.example\r\n# x\nd.example");
    expect(list.values).toHaveLength(2);
    expect(list.faults).toEqual([
      { line: 3, fault: "scheme", text: "http://b.example" },
      { line: 3, fault: "wildcard", text: "*.c.example" },
    ]);
    expect(readEndpointList("d.example\nx y").faults).toEqual([
      { line: 2, fault: "space", text: "x y" },
    ]);
  });

  test("ends somewhere, and says on which line", () => {
    const many = Array.from({ length: ENDPOINT_LIST_LIMIT }, (_, index) => `h${index}.example`);
    expect(readEndpointList(many.join("\n"))).toMatchObject({ faults: [] });
    const list = readEndpointList([...many, "h0.example", "more.example", "x y"].join("\n"));
    expect(list.values).toHaveLength(ENDPOINT_LIST_LIMIT);
    expect(list.duplicates).toBe(1);
    expect(list.faults).toEqual([
      { line: ENDPOINT_LIST_LIMIT + 2, fault: "too-many", text: "more.example" },
    ]);
  });

  test("of nothing but faults ends too, and quotes little of each", () => {
    const list = readEndpointList(`${"*".repeat(1000)}\n`.repeat(5000));
    expect(list.faults).toHaveLength(ENDPOINT_LIST_LIMIT);
    for (const { text } of list.faults) expect(text).toHaveLength(200);
  });

  test("of a megabyte is read in a moment, whatever it holds", () => {
    for (const text of [" ", ",", "#", "a", "a ", "\n", " #", "xn--"]) {
      const list = readEndpointList(text.repeat(1_000_000 / text.length));
      expect(list.values.length).toBeLessThanOrEqual(1);
    }
  });
});

describe("the pattern to ask permission with", () => {
  test.each([
    ["example.com:8443", "https://example.com/*"],
    ["münchen.example", "https://xn--mnchen-3ya.example/*"],
    ["127.0.0.1:8443", "https://127.0.0.1/*"],
    ["::1", "https://[::1]/*"],
  ])("of %s is %s", (text, pattern) => {
    expect(patternFor(value(text).host)).toBe(pattern);
  });
});

describe("scripts", () => {
  test.each(["amazon", "münchen", "日本ドメインx", "注音ㄅx", "한국x", "пример", "a-1", "123", ""])(
    "of one language: %j",
    (label) => {
      expect(mixesScripts(label)).toBe(false);
    },
  );

  test.each(["аmazon", "αmazon", "пpимер", "ᏚᎪx", "日本б", "ひら한", "ⲁmazon", "թx"])(
    "of several: %j",
    (label) => {
      expect(mixesScripts(label)).toBe(true);
    },
  );
});

/** Texts that come close to being hosts, ports, schemes and addresses. */
const pieces = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ..."https:// http:// https: // / \\ @ : :443 :25 [ ] [::1] :: . .. * % # ? , xn-- a b.example".split(
          " ",
        ),
        ..."example.com localhost 0x7f 127.0.0.1 \u202e \u200d \u0430 ü 日本 ß \u3002 ｅ 1 _ - user:pw@".split(
          " ",
        ),
        " ",
        "\n",
        "\0",
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));
const hostile = fc.oneof(
  { weight: 3, arbitrary: pieces },
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.ipV6(),
  fc.ipV4Extended(),
  fc.domain(),
);

describe("whatever is typed", () => {
  test("an answer is a fault that is known, or an https origin and nothing else", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const read = readEndpointInput(text);
        if (!read.ok) {
          expect(ENDPOINT_FAULTS).toContain(read.fault);
          return;
        }
        const { url, host, port, display } = read.value;
        const parsed = new URL(url);
        expect(parsed.href).toBe(url);
        expect(`${parsed.origin}/`).toBe(url);
        expect(parsed.protocol).toBe("https:");
        expect(parsed.hostname).toBe(host);
        expect(parsed.port).toBe(port === null ? "" : String(port));
        expect(display).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u);
      }),
      { numRuns: 5000 },
    );
  });

  test("what is shown or asked reads as the same again", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const read = readEndpointInput(text);
        if (!read.ok) return;
        // With a scheme, because a host may be called like one: `ws:8443` is read as a scheme.
        const elsewhere = `https://${read.value.host}:8443`;
        for (const again of [read.value.url, read.value.display, elsewhere]) {
          const port = again.endsWith(":8443") && read.value.port !== 8443 ? 8443 : read.value.port;
          expect(value(again)).toMatchObject({ host: read.value.host, port });
        }
      }),
      { numRuns: 3000 },
    );
  });

  test("a list has no place twice and no line that is not there", () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 20 }), (lines) => {
        const text = lines.join("\n");
        const { values, faults } = readEndpointList(text);
        const urls = values.map(({ url }) => url);
        expect(new Set(urls).size).toBe(urls.length);
        const last = text.split(/\r\n|[\n\r\u2028\u2029]/).length;
        for (const { line } of faults) expect(line >= 1 && line <= last).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("punycode is read as node reads it", () => {
    const label = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 3 }), (labels) => {
        const url = `https://${labels.join(".")}/`;
        const hostname = parseUrl(url)?.hostname;
        if (hostname === undefined) return;
        expect(unicodeHost(hostname)).toBe(domainToUnicode(hostname));
      }),
      { numRuns: 3000 },
    );
    for (const host of ["xn--", "xn--a", "xn---", "xn--99999999999", "xn--ü", "a.xn--zzzzzzzz"]) {
      expect(unicodeHost(host)).toBeTypeOf("string");
    }
  });
});

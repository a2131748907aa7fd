import { describe, expect, test } from "vitest";
import { hostFromTyped } from "../../src/core/host.ts";

describe("a host name", () => {
  test.each([
    ["example.com", "example.com"],
    ["  API.Example.COM ", "api.example.com"],
    ["https://api.example.com/path?query#hash", "api.example.com"],
    ["http://api.example.com:8443/", "api.example.com"],
    ["api.example.com:8443", "api.example.com"],
    ["d111111abcdef8.cloudfront.net", "d111111abcdef8.cloudfront.net"],
    ["bücher.example", "xn--bcher-kva.example"],
    [`${"a".repeat(63)}.example`, `${"a".repeat(63)}.example`],
  ])("is found in %j", (typed, host) => {
    expect(hostFromTyped(typed)).toBe(host);
  });

  test.each([
    "",
    " ",
    "localhost",
    "example",
    "192.0.2.1",
    "[2001:db8::1]",
    "0x7f.1",
    "-a.example",
    "a-.example",
    "a..example",
    "example.com.",
    "*.example.com",
    "a_b.example",
    "user@example.com",
    "https://user:secret@example.com/",
    "ftp://example.com/",
    "javascript:alert(1)",
    "exa mple.com",
    "example.com';id;'",
    'example.com"',
    "<b>.example",
    "$(id).example",
    "`id`.example",
    "a\nb.example; id",
    `${"a".repeat(64)}.example`,
    `${"abc.".repeat(64)}example`,
  ])("is not in %j", (typed) => {
    expect(hostFromTyped(typed)).toBeNull();
  });
});

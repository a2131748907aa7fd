import { expect, test } from "vitest";
import { addressesIn } from "../../src/sharing/ip.ts";

test.each<[string, string[]]>([
  ["10.0.0.1", ["10.0.0.1"]],
  ["at 10.0.0.1.", ["10.0.0.1"]],
  ["10.0.0.1:8443, [fd00::1]:443", ["fd00::1", "10.0.0.1"]],
  ["::1 and fe80::1%eth0", ["::1", "fe80::1"]],
  ["2001:db8:0:0:0:0:0:1:", ["2001:db8:0:0:0:0:0:1"]],
  ["::ffff:192.0.2.1", ["::ffff:192.0.2.1", "192.0.2.1"]],
  ["CN=192.168.1.1", ["192.168.1.1"]],
  ["(fd12:3456::)", ["fd12:3456::"]],
])("are found in %s", (text, found) => {
  expect(addressesIn(text)).toEqual(found);
});

test.each([
  "net::ERR_CERT_AUTHORITY_INVALID",
  "156.0.8078.79",
  "1.2.3",
  "1.2.3.4.5",
  "300.1.1.1",
  "12:30:45",
  "std::bad_alloc",
  "::",
  "",
])("none are found in %s", (text) => {
  expect(addressesIn(text)).toEqual([]);
});

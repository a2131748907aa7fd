/** A pin is the SHA-256 of a root's SubjectPublicKeyInfo (RFC 7469, 2.4). */
import { base64Of, bytesOfHex } from "../core/bytes.ts";
import type { CatalogueRoot } from "../core/catalogue.ts";
import { rootValues } from "./command.ts";
import { commentText, kotlinString, shellWord, xmlText } from "./escape.ts";
import type { PinForm } from "./pins.ts";

export interface PinSet {
  roots: readonly CatalogueRoot[];
  /** Its subdomains are not pinned. */
  host: string;
  /** Last valid day (`YYYY-MM-DD`); some forms have no expiry. */
  expires: string;
}

/** Ends without a line break. */
export function pinText(form: PinForm, set: PinSet): string {
  return WRITERS[form](set).join("\n");
}

const pin = ({ spkiSha256 }: CatalogueRoot) => base64Of(bytesOfHex(spkiSha256));

const WRITERS: Record<PinForm, (set: PinSet) => string[]> = {
  base64: ({ roots }) => roots.map(pin),
  hex: ({ roots }) => roots.map(({ spkiSha256 }) => spkiSha256),
  "pin-sha256": ({ roots }) =>
    roots.map((root, index) => `pin-sha256="${pin(root)}"${index < roots.length - 1 ? ";" : ""}`),

  android: ({ roots, host, expires }) => [
    '<?xml version="1.0" encoding="utf-8"?>',
    "<network-security-config>",
    "  <domain-config>",
    `    <domain includeSubdomains="false">${xmlText(host)}</domain>`,
    `    <pin-set expiration="${xmlText(expires)}">`,
    ...roots.flatMap((root) => [
      `      <!-- ${commentText(root.name)} -->`,
      `      <pin digest="SHA-256">${pin(root)}</pin>`,
    ]),
    "    </pin-set>",
    "  </domain-config>",
    "</network-security-config>",
  ],

  ios: ({ roots, host }) =>
    plist([
      "<key>NSAppTransportSecurity</key>",
      "<dict>",
      "  <key>NSPinnedDomains</key>",
      "  <dict>",
      `    <key>${xmlText(host)}</key>`,
      "    <dict>",
      "      <key>NSIncludesSubdomains</key>",
      "      <false/>",
      "      <key>NSPinnedCAIdentities</key>",
      "      <array>",
      ...roots.flatMap((root) => [
        `        <!-- ${commentText(root.name)} -->`,
        "        <dict>",
        "          <key>SPKI-SHA256-BASE64</key>",
        `          <string>${pin(root)}</string>`,
        "        </dict>",
      ]),
      "      </array>",
      "    </dict>",
      "  </dict>",
      "</dict>",
    ]),

  trustkit: ({ roots, host, expires }) =>
    plist([
      "<key>TSKConfiguration</key>",
      "<dict>",
      "  <key>TSKSwizzleNetworkDelegates</key>",
      "  <true/>",
      "  <key>TSKPinnedDomains</key>",
      "  <dict>",
      `    <key>${xmlText(host)}</key>`,
      "    <dict>",
      "      <key>TSKIncludeSubdomains</key>",
      "      <false/>",
      "      <key>TSKEnforcePinning</key>",
      "      <true/>",
      "      <key>TSKDisableDefaultReportUri</key>",
      "      <true/>",
      "      <key>TSKExpirationDate</key>",
      `      <string>${xmlText(expires)}</string>`,
      "      <key>TSKPublicKeyHashes</key>",
      "      <array>",
      ...roots.flatMap((root) => [
        `        <!-- ${commentText(root.name)} -->`,
        `        <string>${pin(root)}</string>`,
      ]),
      "      </array>",
      "    </dict>",
      "  </dict>",
      "</dict>",
    ]),

  okhttp: ({ roots, host }) => [
    "val client = OkHttpClient.Builder()",
    "  .certificatePinner(",
    "    CertificatePinner.Builder()",
    ...roots.map(
      (root) =>
        `      .add(${kotlinString(host)}, "sha256/${pin(root)}") // ${commentText(root.name)}`,
    ),
    "      .build()",
    "  )",
    "  .build()",
  ],

  // curl's own --pinnedpubkey checks only the server's key: with roots it would refuse every server.
  curl: ({ roots, host }) => [
    "#!/bin/sh",
    "set -eu",
    "add() {",
    '  curl --fail --silent --show-error --output root.tmp "$2"',
    '  openssl x509 -inform "$1" -in root.tmp -out root.pem',
    "  seen=$(openssl x509 -in root.pem -noout -pubkey |",
    "    openssl pkey -pubin -outform DER | openssl dgst -sha256 -binary | openssl base64)",
    '  test "$seen" = "$3" || { echo "wrong key: $2" >&2; exit 1; }',
    "  cat root.pem >> amazon-roots.pem",
    "}",
    ": > amazon-roots.pem",
    ...roots.flatMap((root) => {
      const { pemUrl, derUrl } = rootValues(root);
      const format = pemUrl ? "PEM" : "DER";
      const url = pemUrl ?? derUrl;
      if (!url) return [];
      return [`# ${commentText(root.name)}`, `add ${format} ${shellWord(url)} '${pin(root)}'`];
    }),
    "rm -f root.tmp root.pem",
    // Without the empty --capath, some builds of curl also trust a system directory.
    `curl --cacert amazon-roots.pem --capath /dev/null ${shellWord(`https://${host}/`)}`,
  ],
};

function plist(lines: readonly string[]): string[] {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    "<dict>",
    ...lines.map((line) => `  ${line}`),
    "</dict>",
    "</plist>",
  ];
}

/** The source of Chrome's root store (`net/data/ssl/chrome_root_store/` of Chromium): `root_store.textproto` or `root_store.md`. */
import { dayOf } from "./certificate.ts";
import type { ListedCertificate, Listing } from "./listing.ts";

const BLOCK = /^trust_anchors\s*\{/;
const HASH = /^\s*sha256_hex:\s*"([0-9a-f]{64})"/i;
const LAST_SCT = /^\s*sct_not_after_sec:\s*(\d+)/;
const ROW = /^([0-9a-f]{64}) \| (.+) \| (\d{4}-\d\d-\d\d) \| (\d{4}-\d\d-\d\d)\s*$/;

export function isTextproto(start: string): boolean {
  return /^\s*trust_anchors\s*\{/m.test(start);
}

export function isMarkdown(start: string): boolean {
  return /^# Chrome Root Store\s*$/m.test(start);
}

/** Throws if no version or no root is found. */
export function readTextproto(text: string): Listing {
  const certificates: ListedCertificate[] = [];
  let comment: string[] = [];
  let block: { depth: number; isAnchor: boolean; sha256: string; until: number } | null = null;
  for (const line of text.split(/\r?\n/)) {
    const code = line.replace(/#.*$/, "");
    if (!block) {
      if (line.startsWith("#")) comment.push(line.slice(1).trim());
      if (line.trim() === "") comment = [];
      if (!code.includes("{")) continue;
      block = { depth: 0, isAnchor: BLOCK.test(code), sha256: "", until: 0 };
    }
    block.sha256 = HASH.exec(code)?.[1]?.toLowerCase() ?? block.sha256;
    block.until = Math.max(block.until, Number(LAST_SCT.exec(code)?.[1] ?? 0));
    block.depth += code.split("{").length - code.split("}").length;
    if (block.depth > 0) continue;
    const { isAnchor, sha256, until } = block;
    const subject = comment.find((each) => /(?:^|,)\s*(?:CN|OU|O)=/.test(each)) ?? "";
    if (isAnchor && sha256 === "") throw new Error(`${subject}: no sha256_hex`);
    if (isAnchor) certificates.push(listed(sha256, subject, until ? dayOf(until * 1000) : null));
    block = null;
    comment = [];
  }
  if (block) throw new Error("the last block does not end");
  return listing(certificates, /^version_major:\s*(\d+)/m.exec(text)?.[1]);
}

/** Throws if no version or no root is found. */
export function readMarkdown(text: string): Listing {
  const certificates = text.split(/\r?\n/).flatMap((line) => {
    const [, sha256, subject, notBefore, notAfter] = ROW.exec(line) ?? [];
    if (sha256 === undefined) return [];
    return [{ ...listed(sha256, subject!, null), notBefore: notBefore!, notAfter: notAfter! }];
  });
  return listing(certificates, /^Version:\s*(\d+)/m.exec(text)?.[1]);
}

function listing(certificates: ListedCertificate[], version: string | undefined): Listing {
  if (version === undefined) throw new Error("no version of the root store");
  if (!certificates.length) throw new Error("no root");
  const title = `Chrome Root Store, version ${version}`;
  return { title, certificates, wholeStores: ["chrome"], isComplete: false };
}

function listed(sha256: string, subject: string, until: string | null): ListedCertificate {
  const valueOf = (key: string) =>
    new RegExp(`(?:^|,\\s*)${key}=((?:\\\\.|[^,\\\\])+)`).exec(subject)?.[1];
  const status = { status: "included", word: "trust_anchors", isForTls: true } as const;
  return {
    kind: "root",
    name: valueOf("CN") ?? valueOf("OU") ?? "",
    owner: valueOf("O") ?? "",
    sha256,
    isRevoked: false,
    stores: { chrome: until === null ? status : { ...status, until } },
    tests: {},
  };
}

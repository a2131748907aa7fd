/** Grows the lab's certification authorities: a twin of every catalogued root, and what stands below. */
import type { Catalogue, CatalogueRoot } from "../../src/core/catalogue.ts";
import { issue, makeKey, publicKeyOf, type KeySpec, type LabCa } from "./certificates.ts";
import { utf8String } from "./der.ts";
import {
  HOSTILE_ROOT,
  INSPECTING_ROOT,
  INSPECTING_SUBJECT,
  LAX_ROOT,
  PRODUCT_ROOT,
  PUBLIC_ROOT,
} from "./words.ts";

/** Goes up whenever the same catalogue would grow another tree. */
export const TREE_VERSION = 4;

export interface Tree {
  /** By catalogue id, and the roots that are none of Amazon's. */
  roots: Record<string, LabCa>;
  /** By the id of the root above. Roots that sign no server certificates have none. */
  intermediates: Record<string, LabCa>;
  /** Cross-certificates, PEM: the first key is the root they are about, the second the root that signed. */
  crosses: Record<string, Record<string, string>>;
}

type RootPlan = Pick<CatalogueRoot, "subject" | "key" | "notBefore" | "notAfter"> & {
  lax?: boolean;
};

/**
 * Markup, an override of the reading direction, control characters and 20 kB of more: what a name must not do
 * to whoever shows it.
 */
export const HOSTILE_NAME = [
  "<img src=x onerror=\"document.documentElement.dataset.owned='yes'\">",
  "</script><script>document.documentElement.dataset.owned = 'yes'</script>",
  "\u202Etsurt\u202C \u2066\u0007\u001B[31m\r\n__MSG_extensionName__ $1 %s \u{1F512}",
  "x".repeat(20_000),
].join(" ");

const OTHER_SUBJECTS: Record<string, string> = {
  [PUBLIC_ROOT]: "CN=Lab Public Root,O=Lab Public CA,C=US",
  [INSPECTING_ROOT]: INSPECTING_SUBJECT,
  [PRODUCT_ROOT]: "CN=Zscaler Root CA,OU=Zscaler Inc.,O=Zscaler Inc.,L=San Jose,ST=California,C=US",
  [LAX_ROOT]: "CN=Example Lax Inspection CA,O=Example Corp IT",
  [HOSTILE_ROOT]: `CN=#${utf8String(HOSTILE_NAME).toString("hex")}`,
};

const OTHER_INTERMEDIATES: Record<string, string> = {
  [PUBLIC_ROOT]: "CN=Lab Public Issuing CA 1,O=Lab Public CA,C=US",
  [PRODUCT_ROOT]: "CN=Zscaler Intermediate Root CA (zscaler.net),OU=Zscaler Inc.,O=Zscaler Inc.",
};

function otherPlan(subject: string): RootPlan {
  const [notBefore, notAfter] = ["2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z"] as const;
  return { subject, key: { algorithm: "RSA", bits: 2048 }, notBefore, notAfter };
}

/** Signs nothing but other roots, as far as anyone has seen. */
const SIGNS_ROOTS_ONLY = /^(CN=Starfield Services Root|OU=Starfield Class 2)/;
const INTERMEDIATE_LIFE = ["2022-08-23T00:00:00Z", "2039-12-31T00:00:00Z"] as const;

/** Makes all keys and certificates anew; several seconds, most of them for the RSA 4096 keys. */
export async function growTree(catalogue: Catalogue): Promise<Tree> {
  const tree: Tree = { roots: {}, intermediates: {}, crosses: {} };
  const plans: Record<string, RootPlan> = {};
  for (const [id, subject] of Object.entries(OTHER_SUBJECTS)) plans[id] = otherPlan(subject);
  plans[LAX_ROOT]!.lax = true;
  for (const root of catalogue.roots) {
    plans[root.id] = { ...root, subject: labSubject(root.subject) };
  }

  for (const [id, plan] of Object.entries(plans)) {
    tree.roots[id] = await makeAuthority(plan, plan.notBefore, plan.notAfter);
  }
  for (const [id, plan] of Object.entries(plans)) {
    const subject = intermediateName(id, plan);
    if (subject === undefined) continue;
    const below = { subject, key: plan.key };
    tree.intermediates[id] = await makeAuthority(below, ...INTERMEDIATE_LIFE, tree.roots[id]);
  }
  for (const root of catalogue.roots) {
    for (const signer of root.crossSignedBy) {
      (tree.crosses[root.id] ??= {})[signer] = await crossSign(
        tree.roots[root.id]!,
        tree.roots[signer]!,
        plans[signer]!,
      );
    }
  }
  return tree;
}

/**
 * The real subject with a mark in it. Without one, Firefox finds the real root by its name, sees that it did
 * not sign, and reports a bad signature where a browser that lacks the root reports an unknown issuer.
 */
export function labSubject(subject: string): string {
  return subject.replace(/,(?=O=)/, ",OU=Trust Ready Lab,");
}

async function makeAuthority(
  plan: Pick<RootPlan, "subject" | "key" | "lax">,
  notBefore: string,
  notAfter: string,
  above?: LabCa,
): Promise<LabCa> {
  const { keyPem, publicKey } = await makeKey(plan.key);
  const self = { subject: plan.subject, key: plan.key, keyPem };
  const certificatePem = await issue({
    subject: plan.subject,
    publicKey,
    signer: above ?? self,
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
    use: above ? { pathLength: 0 } : { lax: plan.lax ?? false },
  });
  return { ...self, certificatePem };
}

function crossSign(root: LabCa, signer: LabCa, signerPlan: RootPlan): Promise<string> {
  return issue({
    subject: root.subject,
    publicKey: publicKeyOf(root),
    signer,
    notBefore: new Date(signerPlan.notBefore),
    notAfter: new Date(signerPlan.notAfter),
    use: {},
  });
}

/** `CN=Amazon RSA 2048 M01,O=Amazon,C=US` and so on, as Amazon names its own; none where it has none. */
function intermediateName(id: string, plan: RootPlan): string | undefined {
  if (OTHER_SUBJECTS[id]) return OTHER_INTERMEDIATES[id];
  if (SIGNS_ROOTS_ONLY.test(plan.subject)) return undefined;
  const country = /C=(\w\w)/.exec(plan.subject)?.[1] ?? "US";
  const union = / Root EU /.test(plan.subject) ? "EU " : "";
  return `CN=Amazon ${keyName(plan.key)} ${union}M01,O=Amazon,C=${country}`;
}

function keyName(key: KeySpec): string {
  return key.algorithm === "RSA" ? `RSA ${key.bits}` : `ECDSA ${key.curve.slice(2)}`;
}

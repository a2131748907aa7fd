/** Grows the lab's certification authorities: a twin of every catalogued root, and what stands below. */
import type { Catalogue, CatalogueRoot } from "../../src/core/catalogue.ts";
import { issue, makeKey, publicKeyOf, type KeySpec, type LabCa } from "./certificates.ts";
import { INSPECTING_ROOT, PUBLIC_ROOT } from "./words.ts";

/** Goes up whenever the same catalogue would grow another tree. */
export const TREE_VERSION = 2;

export interface Tree {
  /** By catalogue id, and the two roots that are none of Amazon's. */
  roots: Record<string, LabCa>;
  /** By the id of the root above. Roots that sign no server certificates have none. */
  intermediates: Record<string, LabCa>;
  /** Cross-certificates, PEM: the first key is the root they are about, the second the root that signed. */
  crosses: Record<string, Record<string, string>>;
}

type RootPlan = Pick<CatalogueRoot, "subject" | "key" | "notBefore" | "notAfter">;

const OTHER_ROOTS: Record<string, RootPlan> = {
  [PUBLIC_ROOT]: {
    subject: "CN=Lab Public Root,O=Lab Public CA,C=US",
    key: { algorithm: "RSA", bits: 2048 },
    notBefore: "2020-01-01T00:00:00Z",
    notAfter: "2040-01-01T00:00:00Z",
  },
  [INSPECTING_ROOT]: {
    subject: "CN=Example Inspection Root CA,O=Example Corp IT",
    key: { algorithm: "RSA", bits: 2048 },
    notBefore: "2020-01-01T00:00:00Z",
    notAfter: "2040-01-01T00:00:00Z",
  },
};

/** Signs nothing but other roots, as far as anyone has seen. */
const SIGNS_ROOTS_ONLY = /^(CN=Starfield Services Root|OU=Starfield Class 2)/;
const INTERMEDIATE_LIFE = ["2022-08-23T00:00:00Z", "2039-12-31T00:00:00Z"] as const;

/** Makes all keys and certificates anew; several seconds, most of them for the RSA 4096 keys. */
export async function growTree(catalogue: Catalogue): Promise<Tree> {
  const tree: Tree = { roots: {}, intermediates: {}, crosses: {} };
  const plans: Record<string, RootPlan> = { ...OTHER_ROOTS };
  for (const root of catalogue.roots) {
    plans[root.id] = { ...root, subject: labSubject(root.subject) };
  }

  for (const [id, plan] of Object.entries(plans)) {
    tree.roots[id] = await makeAuthority(plan, plan.notBefore, plan.notAfter);
  }
  for (const [id, plan] of Object.entries(plans)) {
    if (SIGNS_ROOTS_ONLY.test(plan.subject) || id === INSPECTING_ROOT) continue;
    const below = { subject: intermediateName(id, plan), key: plan.key };
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
  plan: Pick<RootPlan, "subject" | "key">,
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
    use: above ? { pathLength: 0 } : {},
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

/** `CN=Amazon RSA 2048 M01,O=Amazon,C=US` and so on, as Amazon names its own. */
function intermediateName(id: string, plan: RootPlan): string {
  if (id === PUBLIC_ROOT) return "CN=Lab Public Issuing CA 1,O=Lab Public CA,C=US";
  const country = /C=(\w\w)/.exec(plan.subject)?.[1] ?? "US";
  const union = / Root EU /.test(plan.subject) ? "EU " : "";
  return `CN=Amazon ${keyName(plan.key)} ${union}M01,O=Amazon,C=${country}`;
}

function keyName(key: KeySpec): string {
  return key.algorithm === "RSA" ? `RSA ${key.bits}` : `ECDSA ${key.curve.slice(2)}`;
}

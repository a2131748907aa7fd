/** Makes the certificate that a host of the lab shows, and the chain that goes with it. */
import type { Authority } from "./authority.ts";
import { issue, makeKey } from "./certificates.ts";
import type { CertificateSpec, LabHost } from "./words.ts";

export interface ServedChain {
  keyPem: string;
  /** Leaf first, PEM. */
  chainPem: string;
}

const DAY_MS = 24 * 3600 * 1000;
const KEYS = {
  "P-256": { algorithm: "ECDSA", curve: "P-256" },
  "RSA-1024": { algorithm: "RSA", bits: 1024 },
} as const;

/** What this process has made already: hosts with the same names share a leaf, labs of one authority too. */
const made = new WeakMap<Authority, Map<string, Promise<ServedChain>>>();

/** Makes a host's leaf as the scenario wants it and puts its chain together. */
export function serveChain(
  authority: Authority,
  host: LabHost,
  spec: CertificateSpec,
): Promise<ServedChain> {
  const chains = made.get(authority) ?? new Map<string, Promise<ServedChain>>();
  made.set(authority, chains);
  const names = spec.names === "own" ? host.names : spec.names;
  const key = JSON.stringify([names, host.issuingRoot, spec]);
  const chain = chains.get(key) ?? makeChain(authority, host.issuingRoot, { ...spec, names });
  chains.set(key, chain);
  return chain;
}

async function makeChain(
  authority: Authority,
  issuingRoot: string,
  spec: CertificateSpec & { names: string[] },
): Promise<ServedChain> {
  const key = KEYS[spec.key];
  const { keyPem, publicKey } = await makeKey(key);
  const subject = `CN=${spec.names[0]}`;
  const { signer, above } = signers(authority, issuingRoot, spec);
  const leaf = await issue({
    subject,
    publicKey,
    signer: signer ?? { subject, key, keyPem },
    notBefore: new Date(Date.now() + spec.valid.from * DAY_MS),
    notAfter: new Date(Date.now() + spec.valid.to * DAY_MS),
    use: { names: spec.names },
    ...(spec.hash === "SHA-1" ? { hash: spec.hash } : {}),
  });
  return { keyPem, chainPem: [leaf, ...above].join("") };
}

function signers(authority: Authority, issuingRoot: string, spec: CertificateSpec) {
  if (spec.issuer === "self") return { signer: undefined, above: [] };
  const id = spec.issuer === "own" ? issuingRoot : spec.issuer;
  const root = authority.root(id);
  const intermediate = authority.intermediates[id];
  // The first catalogued signer is the one whose cross-certificate Amazon's servers send.
  const cross = Object.values(authority.crosses[id] ?? {})[0];
  const between = intermediate ? [intermediate.certificatePem] : [];
  const above = {
    "leaf-only": [],
    "intermediate-only": between,
    "cross-signed": cross ? [...between, cross] : between,
    "with-root": [...between, root.certificatePem],
  }[spec.chain];
  return { signer: intermediate ?? root, above };
}

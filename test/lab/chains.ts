/** Makes the certificate that a host of the lab shows, and the chain that goes with it. */
import type { Authority } from "./authority.ts";
import { issue, makeKey, type LabCa } from "./certificates.ts";
import { revokedStatement } from "./revocation.ts";
import type { CertificateSpec, LabHost } from "./words.ts";

export interface ServedChain {
  keyPem: string;
  /** Leaf first, PEM. */
  chainPem: string;
  /** OCSP response of the authority, where it has revoked the leaf. */
  revocation?: Buffer;
}

/** How many needless certificates a padded chain has. */
export const PADDING = 20;
/** Not one of the lab's hosts is under it. */
const OTHER_DOMAIN = "constrained.lab.example";
/** Loopback, where nobody listens at the port of HTTP. */
const SILENT_RESPONDER = "http://127.0.0.2/";
const DAY_MS = 24 * 3600 * 1000;
const KEYS = {
  "P-256": { algorithm: "ECDSA", curve: "P-256" },
  "RSA-768": { algorithm: "RSA", bits: 768 },
} as const;

export type Chains = Map<string, Promise<ServedChain>>;

/** What this process has made already: hosts with the same names share a leaf, labs of one authority too. */
const made = new WeakMap<Authority, Chains>();

export function madeChains(authority: Authority): Chains {
  const chains = made.get(authority) ?? new Map<string, Promise<ServedChain>>();
  made.set(authority, chains);
  return chains;
}

/** Makes a host's leaf as the scenario wants it and puts its chain together; takes one from `chains` if it is there. */
export function serveChain(
  authority: Authority,
  host: LabHost,
  spec: CertificateSpec,
  chains: Chains = madeChains(authority),
): Promise<ServedChain> {
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
  const { signer, above } = await signers(authority, issuingRoot, spec);
  const leaf = await issue({
    subject,
    publicKey,
    signer: signer ?? { subject, key, keyPem },
    notBefore: new Date(Date.now() + spec.valid.from * DAY_MS),
    notAfter: new Date(Date.now() + spec.valid.to * DAY_MS),
    use: {
      names: spec.names,
      client: spec.limit === "purpose",
      ...(spec.responder === "silent" ? { responder: SILENT_RESPONDER } : {}),
    },
    ...(spec.hash === "SHA-1" ? { hash: spec.hash } : {}),
  });
  const chain = { keyPem, chainPem: [leaf, ...above].join("") };
  if (!spec.revoked || !signer) return chain;
  return { ...chain, revocation: await revokedStatement(leaf, signer) };
}

interface Signers {
  /** None signs a certificate that signs itself. */
  signer?: LabCa;
  /** What goes on the wire after the leaf. */
  above: string[];
}

async function signers(
  authority: Authority,
  issuingRoot: string,
  spec: CertificateSpec,
): Promise<Signers> {
  if (spec.issuer === "self") return { above: [] };
  const id = spec.issuer === "own" ? issuingRoot : spec.issuer;
  const root = authority.root(id);
  const intermediate =
    spec.limit === "names" ? await constrained(root) : authority.intermediates[id];
  // The first catalogued signer is the one whose cross-certificate Amazon's servers send.
  const cross = Object.values(authority.crosses[id] ?? {})[0];
  const between = intermediate ? [intermediate.certificatePem] : [];
  const usual = cross ? [...between, cross] : between;
  const above = {
    "leaf-only": [],
    "intermediate-only": between,
    "cross-signed": usual,
    "with-root": [...between, root.certificatePem],
    padded: spec.chain === "padded" ? [...usual, ...(await padding(authority))] : [],
  }[spec.chain];
  return { signer: intermediate ?? root, above };
}

/** An authority below the root that may sign for one other domain only. */
async function constrained(root: LabCa): Promise<LabCa> {
  const self = { subject: "CN=Constrained CA,O=Lab", key: KEYS["P-256"] };
  const { keyPem, publicKey } = await makeKey(self.key);
  const certificatePem = await issue({
    subject: self.subject,
    publicKey,
    signer: root,
    notBefore: new Date(Date.now() - 100 * DAY_MS),
    notAfter: new Date(Date.now() + 1000 * DAY_MS),
    use: { pathLength: 0, onlyUnder: OTHER_DOMAIN },
  });
  return { ...self, keyPem, certificatePem };
}

const paddings = new WeakMap<Authority, Promise<string[]>>();

/** Certificates that have nothing to do with any chain, made once. */
function padding(authority: Authority): Promise<string[]> {
  const known = paddings.get(authority) ?? makePadding();
  paddings.set(authority, known);
  return known;
}

async function makePadding(): Promise<string[]> {
  const key = KEYS["P-256"];
  const { keyPem, publicKey } = await makeKey(key);
  return Promise.all(
    Array.from({ length: PADDING }, (_, index) => {
      const subject = `CN=Needless CA ${index + 1},O=Lab`;
      return issue({
        subject,
        publicKey,
        signer: { subject, key, keyPem },
        notBefore: new Date(Date.now() - 100 * DAY_MS),
        notAfter: new Date(Date.now() + 1000 * DAY_MS),
        use: {},
      });
    }),
  );
}

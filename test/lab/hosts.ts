/** The host names that the lab stands in for, read from the catalogue. */
import type { CatalogueRoot } from "../../src/core/catalogue.ts";
import type { Authority } from "./authority.ts";
import { PUBLIC_ROOT, type LabHost } from "./words.ts";

/** An AWS service, a console or any other host, with the lab root that its certificate comes from. */
export interface Endpoint {
  host: string;
  issuingRoot: string;
  /** A directory whose files it serves. */
  files?: string;
}

/** All hosts of the catalogue, the baselines included, and the endpoints given. */
export function labHosts(authority: Authority, endpoints: readonly Endpoint[] = []): LabHost[] {
  const { catalogue } = authority;
  const tests = catalogue.roots.flatMap((root) =>
    root.tests.flatMap((test): LabHost[] => {
      const names = test.urls.map(hostOf);
      return names.map((host, index) => ({
        host,
        kind: test.kind,
        root: root.id,
        style: index === 0 ? "new" : "old",
        issuingRoot: issuingRoot(authority, root),
        names,
      }));
    }),
  );
  const baselines = [catalogue.baseline, ...(catalogue.makerBaselines ?? [])].map(({ url }) =>
    hostOf(url),
  );
  const others = endpoints.map((endpoint): LabHost => ({
    ...endpoint,
    kind: "endpoint",
    style: "new",
    names: [endpoint.host],
  }));
  return [
    ...tests,
    ...baselines.map((host): LabHost => ({
      host,
      kind: "baseline",
      style: "new",
      issuingRoot: PUBLIC_ROOT,
      names: [host],
    })),
    ...others,
  ];
}

/**
 * Starfield's test hosts have a certificate from Amazon's first root, cross-signed: Starfield's root signs
 * no server certificates.
 */
function issuingRoot(authority: Authority, root: CatalogueRoot): string {
  if (authority.intermediates[root.id]) return root.id;
  const below = authority.catalogue.roots.find((other) => other.crossSignedBy.includes(root.id));
  if (!below) throw new Error(`The lab has nothing that signs for ${root.id}`);
  return below.id;
}

function hostOf(url: string): string {
  return new URL(url).hostname;
}

/** The catalogue that a build for the lab carries. */
import type { Catalogue } from "../../src/core/catalogue.ts";
import type { Authority } from "./authority.ts";
import { hashesOf } from "./certificates.ts";

/**
 * The given catalogue with edition `lab` and the subjects and hashes of the lab's own roots. Hosts, names,
 * keys and periods stay, because the lab's roots have the same.
 */
export function labCatalogue(builtIn: Catalogue, authority: Authority): Catalogue {
  return {
    ...builtIn,
    edition: "lab",
    roots: builtIn.roots.map((root) => ({
      ...root,
      subject: authority.root(root.id).subject,
      ...hashesOf(authority.root(root.id).certificatePem),
    })),
  };
}

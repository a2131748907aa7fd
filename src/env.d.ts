/** The browser family this build is for; a constant, so that the bundler drops the other family's adapter. */
declare const __FAMILY__: "chromium" | "firefox";

/** The catalogue this build is made with: `src/core/catalogue.json`, or the file in `CATALOGUE`. */
declare module "virtual:catalogue" {
  import type { Catalogue } from "./core/catalogue.ts";
  const catalogue: Catalogue;
  export default catalogue;
}

/** The certificates of all roots in this build's catalogue, as far as the package has them: PEM by the root's id. */
declare module "virtual:root-certificates" {
  const certificates: Readonly<Record<string, string>>;
  export default certificates;
}

/** The root certificates to save whose SHA-256 stands in this build's catalogue: PEM by the root's id. */
declare module "virtual:root-files" {
  import type { RootFiles } from "./guidance/root-files.ts";
  const files: RootFiles;
  export default files;
}

/** Of the catalogue's roots, in its order, only what a row shows before its root was tested. */
declare module "virtual:catalogue-names" {
  import type { RootName } from "./core/catalogue.ts";
  const roots: RootName[];
  export default roots;
}

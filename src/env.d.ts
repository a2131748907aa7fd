/** The browser family this build is for; a constant, so that the other family's code drops out. */
declare const __FAMILY__: "chromium" | "firefox";

/** The catalogue this build is made with: `src/core/catalogue.json`, or the file in `CATALOGUE`. */
declare module "virtual:catalogue" {
  import type { Catalogue } from "./core/catalogue.ts";
  const catalogue: Catalogue;
  export default catalogue;
}

/** The dev server, for `npm run dev`: shows the popup with made-up reports. Builds are in build/targets.ts. */
import { defineConfig } from "vite";
import { chosenCatalogue } from "./build/catalogue.ts";
import { sourceConfig } from "./build/config.ts";

export default defineConfig({
  ...sourceConfig("chromium", chosenCatalogue),
  server: { host: "127.0.0.1" },
});

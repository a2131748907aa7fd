/**
 * `sbom.json` in the package: the software bill of materials (CycloneDX 1.6). It lists the packages whose code is in the
 * build, as the bundler reports them: `npm sbom` lists what is installed, and npm 11.19 leaves out preact.
 */
import type { Plugin, Rolldown } from "vite";
import { readJson } from "./files.ts";

/** A package as `package-lock.json` describes it. */
export interface LockedPackage {
  version: string;
  /** Subresource integrity of the archive: `sha512-…`. */
  integrity: string;
  /** SPDX. */
  license: string;
}

export interface Application {
  name: string;
  version: string;
  license: string;
}

/** `node_modules/preact` of the path of a module in it; null for modules of our own. */
export function packageOf(module: string): string | null {
  const [, path] = /\/(node_modules\/.*)$/.exec(module.replaceAll("\\", "/")) ?? [];
  return path === undefined
    ? null
    : (/^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? null);
}

/** The same for the same packages: no time, no serial number, no names of tools. `packages`: paths as in `packageOf`. */
export function billOfMaterials(
  packages: Iterable<string>,
  locked: Record<string, LockedPackage>,
  { name, version, license }: Application,
): object {
  const components = [...new Set(packages)].toSorted().map((path) => component(path, locked[path]));
  const own = purl(name, version);
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        "bom-ref": own,
        type: "application",
        name,
        version,
        licenses: licenses(license),
        purl: own,
      },
    },
    components,
    dependencies: [{ ref: own, dependsOn: components.map((each) => each.purl) }],
  };
}

function component(path: string, locked: LockedPackage | undefined) {
  const name = path.replace(/^.*node_modules\//, "");
  const [, digest] = /^sha512-(.+)$/.exec(locked?.integrity ?? "") ?? [];
  if (!locked || digest === undefined) throw new Error(`${name} is not locked by its SHA-512`);
  return {
    "bom-ref": purl(name, locked.version),
    type: "library",
    name,
    version: locked.version,
    scope: "required",
    hashes: [{ alg: "SHA-512", content: Buffer.from(digest, "base64").toString("hex") }],
    licenses: licenses(locked.license),
    purl: purl(name, locked.version),
  };
}

function licenses(license: string): object[] {
  return /\s/.test(license) ? [{ expression: license }] : [{ license: { id: license } }];
}

function purl(name: string, version: string): string {
  return `pkg:npm/${name.replace(/^@/, "%40")}@${version}`;
}

/** Plugins of one build. Workers are bundled by themselves, before the rest. */
export function billOfMaterialsPlugins(): { build: Plugin; worker: () => Plugin } {
  const packages = new Set<string>();
  const collect = (bundle: Rolldown.OutputBundle) => {
    for (const file of Object.values(bundle)) {
      for (const module of file.type === "chunk" ? file.moduleIds : []) {
        const path = packageOf(module);
        if (path !== null) packages.add(path);
      }
    }
  };
  return {
    build: {
      name: "trust-ready:sbom",
      generateBundle(_, bundle) {
        collect(bundle);
        const { packages: locked } = readJson<{ packages: Record<string, LockedPackage> }>(
          "package-lock.json",
        );
        const bill = billOfMaterials(packages, locked, readJson<Application>("package.json"));
        const source = `${JSON.stringify(bill, null, 2)}\n`;
        this.emitFile({ type: "asset", fileName: "sbom.json", source });
      },
    },
    worker: () => ({
      name: "trust-ready:sbom-worker",
      generateBundle: (_, bundle) => collect(bundle),
    }),
  };
}

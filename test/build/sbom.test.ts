/** The software bill of materials of a build. */
import { describe, expect, test } from "vitest";
import { billOfMaterials, packageOf } from "../../build/sbom.ts";

const DIGEST = Buffer.from("ab".repeat(64), "hex").toString("base64");
const locked = (version: string, license = "MIT") => ({
  version,
  license,
  integrity: `sha512-${DIGEST}`,
});
const APPLICATION = { name: "one", version: "1.2.3", license: "MIT" };
const LOCK = {
  "node_modules/b": locked("2.0.0", "MIT OR Apache-2.0"),
  "node_modules/@a/c": locked("1.0.0"),
};

describe("the package of a module", () => {
  test.each([
    ["/x/node_modules/b/dist/b.js", "node_modules/b"],
    ["/x/node_modules/@a/c/index.js", "node_modules/@a/c"],
    ["/x/node_modules/b/node_modules/@a/c/index.js", "node_modules/b/node_modules/@a/c"],
    ["C:\\x\\node_modules\\b\\b.js", "node_modules/b"],
    ["/x/src/core/a.ts", null],
    ["\0rolldown/runtime.js", null],
    ["/x/src/node_modules.ts", null],
  ])("%s is %s", (module, path) => {
    expect(packageOf(module)).toBe(path);
  });
});

describe("the bill of materials", () => {
  test("names each package once, by name, version, archive and license", () => {
    const paths = ["node_modules/b", "node_modules/@a/c", "node_modules/b"];
    expect(billOfMaterials(paths, LOCK, APPLICATION)).toMatchObject({
      bomFormat: "CycloneDX",
      metadata: { component: { name: "one", version: "1.2.3", purl: "pkg:npm/one@1.2.3" } },
      components: [
        {
          name: "@a/c",
          version: "1.0.0",
          purl: "pkg:npm/%40a/c@1.0.0",
          licenses: [{ license: { id: "MIT" } }],
          hashes: [{ alg: "SHA-512", content: "ab".repeat(64) }],
        },
        { name: "b", version: "2.0.0", licenses: [{ expression: "MIT OR Apache-2.0" }] },
      ],
      dependencies: [
        { ref: "pkg:npm/one@1.2.3", dependsOn: ["pkg:npm/%40a/c@1.0.0", "pkg:npm/b@2.0.0"] },
      ],
    });
  });

  test("holds nothing that changes from build to build", () => {
    const text = JSON.stringify(billOfMaterials(["node_modules/b"], LOCK, APPLICATION));
    expect(text).not.toMatch(/timestamp|serialNumber|"tools"|\d{4}-\d\d-\d\d/);
  });

  test("is refused for a package that is not locked", () => {
    expect(() => billOfMaterials(["node_modules/d"], LOCK, APPLICATION)).toThrow("d is not locked");
    const weak = { "node_modules/b": { ...locked("1.0.0"), integrity: "sha1-x" } };
    expect(() => billOfMaterials(["node_modules/b"], weak, APPLICATION)).toThrow("b is not locked");
  });
});

/** What the guards look at: the repository's own files, and what a source file imports. */
import { execFileSync, spawnSync } from "node:child_process";
import { lstatSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { Visitor, parseSync } from "vite";
import { ROOT } from "../../build/files.ts";

/** A file as the parser gives it. */
type Parsed = ReturnType<typeof parseSync>;
/** Callbacks by node kind; the nodes are ESTree, with TypeScript and JSX. */
type Visits = ConstructorParameters<typeof Visitor>[0];

export interface Import {
  specifier: string;
  /** Nothing of it is left at run time. */
  typeOnly: boolean;
  /** `import("…")`: loaded when it is asked for. */
  isDynamic: boolean;
}

/** Files under version control, and those that would be with the next `git add`; sorted. */
export function repositoryFiles(): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const listed = execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).split("\0");
  const isFile = (name: string) => lstatSync(join(ROOT, name), { throwIfNoEntry: false })?.isFile();
  return listed.filter((name) => name !== "" && isFile(name)).toSorted();
}

/** Source files under the given directories. */
export function sourceFiles(...directories: string[]): string[] {
  return repositoryFiles().filter(
    (name) =>
      directories.some((directory) => name.startsWith(`${directory}/`)) &&
      /\.tsx?$/.test(name) &&
      !name.endsWith(".d.ts"),
  );
}

export function read(name: string): string {
  return readFileSync(join(ROOT, name), "utf8");
}

/** Parses code; a syntax error throws. */
export function parsed(name: string, code: string): Parsed {
  const result = parseSync(name, code);
  if (result.errors.length > 0) throw new Error(`${name}: ${result.errors[0]?.message}`);
  return result;
}

/** Calls back for the nodes of a file. */
export function visit(name: string, code: string, visits: Visits): void {
  new Visitor(visits).visit(parsed(name, code).program);
}

/** Everything that a file imports or exports from elsewhere, type queries (`import("…").T`) included. */
export function importsOf(name: string, code: string): Import[] {
  const { module } = parsed(name, code);
  const imports: Import[] = [];
  const add = (specifier: string, typeOnly: boolean, isDynamic = false) =>
    imports.push({ specifier, typeOnly, isDynamic });
  for (const { moduleRequest, entries } of module.staticImports) {
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType));
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest) add(moduleRequest.value, isType);
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const text = code.slice(moduleRequest.start, moduleRequest.end);
    add(text.replace(/^["'`]|["'`]$/g, ""), false, true);
  }
  visit(name, code, { TSImportType: (node) => add(node.source.value, true) });
  return imports;
}

/** The source files that a file loads, itself among them. */
export function filesLoadedBy(entry: string): Set<string> {
  const seen = new Set<string>();
  const follow = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const { specifier, typeOnly } of importsOf(name, read(name))) {
      if (typeOnly || !/^\..*\.tsx?$/.test(specifier)) continue;
      follow(posix.join(posix.dirname(name), specifier));
    }
  };
  follow(entry);
  return seen;
}

/** Runs a tool of the repository; its output and exit code. */
export function runTool(
  tool: string,
  args: string[],
  environment: Record<string, string> = {},
): { output: string; stdout: string; code: number | null } {
  const { stdout, stderr, status } = spawnSync(join(ROOT, "node_modules/.bin", tool), args, {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", ...environment },
  });
  return { output: `${stdout}${stderr}`, stdout, code: status };
}

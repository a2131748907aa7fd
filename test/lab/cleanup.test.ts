import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryDirectory } from "./cleanup.ts";

const MODULE = JSON.stringify(fileURLToPath(new URL("./cleanup.ts", import.meta.url)));

/** Runs a program that makes a directory, says its name and then goes on with `then`. */
async function run(then: string, signal?: NodeJS.Signals) {
  const program = `import { temporaryDirectory } from ${MODULE};
    const { directory } = temporaryDirectory("trust-ready-cleanup-");
    process.stdout.write(directory, () => { ${then} });`;
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", program],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const directory = await new Promise<string>((resolve) => {
    child.stdout.once("data", (bytes: Buffer) => resolve(bytes.toString()));
  });
  const existed = existsSync(directory);
  if (signal) child.kill(signal);
  const ended = await new Promise<unknown>((resolve) => {
    child.once("close", (code, by) => resolve(by ?? code));
  });
  return { existed, ended, left: existsSync(directory) };
}

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s ends the process and leaves nothing",
  async (signal) => {
    const result = await run("setInterval(() => {}, 1000);", signal);
    expect(result).toEqual({ existed: true, ended: signal, left: false });
  },
);

test("a process that ends by itself leaves nothing either", async () => {
  const result = await run("process.exitCode = 3; setTimeout(() => process.exit(), 200);");
  expect(result).toEqual({ existed: true, ended: 3, left: false });
});

test("a directory is removed once, and listeners go with the last one", () => {
  const before = process.listenerCount("SIGTERM");
  const { directory, remove } = temporaryDirectory("trust-ready-cleanup-");
  expect(process.listenerCount("SIGTERM")).toBe(before + 1);
  remove();
  remove();
  expect(existsSync(directory)).toBe(false);
  expect(process.listenerCount("SIGTERM")).toBe(before);
});

/**
 * `npm run catalogue -- [--json] FILE…`: compares our lists of roots, hosts and regions with files that somebody downloaded.
 * Exit code 0: nothing has to change; 1: something has; 2: a file could not be read. CONTRIBUTING.md says where to get them.
 */
import { catalogueCommand } from "./catalogue/command.ts";

process.exitCode = await catalogueCommand(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
});

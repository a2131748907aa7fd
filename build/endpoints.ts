/**
 * Renews `src/core/endpoints.json` and the regions of `src/core/partitions.json` from a release of botocore:
 *
 *   npx tsx build/endpoints.ts BOTOCORE_DATA_DIRECTORY
 *
 * The directory holds botocore's `endpoints.json` and `partitions.json` (`botocore/data` of its source or wheel). The
 * release is named by `__init__.py` beside it, or by the directory itself: `botocore-1.43.107`.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Partition } from "../src/core/partitions.ts";
import {
  partitionsOf,
  servicesOf,
  type BotocoreEndpoints,
  type BotocorePartitions,
  type WantedService,
} from "./botocore.ts";
import { readBotocore, releaseOf } from "./botocore-release.ts";
import { readJson, ROOT } from "./files.ts";

const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error("Name the directory with botocore's data.");
const release = releaseOf(directory);
if (release === null) throw new Error("No release of botocore is named there.");
const date = new Date().toISOString().slice(0, 10);
const from = (file: string) => ({
  source: `https://github.com/boto/botocore/blob/${release}/botocore/data/${file}`,
  date,
});

const known = readJson<{ about: string; partitions: Partition[] }>("src/core/partitions.json");
const partitions = partitionsOf(
  known.partitions,
  readBotocore<BotocorePartitions>(directory, "partitions.json"),
  from("partitions.json"),
);
write("src/core/partitions.json", { about: known.about, date, partitions });

const wanted = readJson<{ services: WantedService[] }>("build/endpoint-services.json");
const { about } = readJson<{ about: string }>("src/core/endpoints.json");
const services = servicesOf(
  wanted.services,
  readBotocore<BotocoreEndpoints>(directory, "endpoints.json"),
  partitions,
);
write("src/core/endpoints.json", { about, ...from("endpoints.json"), services });
process.stdout.write(`botocore ${release}: ${services.length} services\n`);

/** As oxfmt writes it, so that a diff shows what has changed and nothing else. */
function write(file: string, value: object): void {
  const text = JSON.stringify(value, null, 2).replace(/\[\s+("[^"]*")\s+\]/g, "[$1]");
  writeFileSync(join(ROOT, file), `${text}\n`);
}

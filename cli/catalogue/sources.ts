/** Recognises a downloaded file by its content and compares with it what we have. */
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import {
  partitionsOf,
  type BotocoreEndpoints,
  type BotocorePartitions,
  type WantedService,
} from "../../build/botocore.ts";
import { readBotocore, releaseOf } from "../../build/botocore-release.ts";
import type { RootFile } from "../../build/root-files.ts";
import type { Catalogue } from "../../src/core/catalogue.ts";
import type { ServiceRow } from "../../src/core/endpoints.ts";
import type { Partition } from "../../src/core/partitions.ts";
import { recognise } from "../../src/reading/recognise.ts";
import { isCcadb, readCcadb } from "./ccadb.ts";
import { certificateFacts } from "./certificate.ts";
import { isCertdata, readCertdata } from "./certdata.ts";
import { isMarkdown, isTextproto, readMarkdown, readTextproto } from "./chrome-root-store.ts";
import { comparePartitions, compareServices } from "./compare-endpoints.ts";
import { compareRootFiles } from "./compare-root-files.ts";
import { compareRoots } from "./compare-roots.ts";
import { bySeverity, type Difference } from "./difference.ts";
import type { Listing } from "./listing.ts";

/** What the repository has. */
export interface Ours {
  catalogue: Pick<Catalogue, "roots">;
  rootFiles: readonly RootFile[];
  partitions: readonly Partition[];
  services: readonly ServiceRow[];
  wanted: readonly WantedService[];
  /** `YYYY-MM-DD`. */
  today: string;
}

export interface Comparison {
  /** What the file is, for people. */
  source: string;
  differences: Difference[];
}

/** Enough (bytes) to tell every format by. */
const START = 64 * 1024;

/** `path`: a file, or a directory with botocore's data. Throws if it cannot be read or is nothing known. */
export async function compareWith(path: string, ours: Ours): Promise<Comparison> {
  if (statSync(path).isDirectory()) return compareRelease(path, ours);
  const start = await startOf(path);
  if (/^\s*\{/.test(start)) return compareJson(path, ours);
  const listing = await listingIn(path, start);
  const { certificates } = listing;
  if (!certificates.length) throw new Error("no certificate is listed");
  return {
    source: `${listing.title}, ${certificates.length} certificates`,
    differences: bySeverity([
      ...compareRootFiles(ours.rootFiles, listing),
      ...compareRoots(ours.catalogue, listing, ours.today),
    ]),
  };
}

async function listingIn(path: string, start: string): Promise<Listing> {
  if (isCcadb(start)) return readCcadb(createReadStream(path, { encoding: "utf8" }));
  if (isCertdata(start)) return readCertdata(readFileSync(path, "utf8"));
  if (isTextproto(start)) return readTextproto(readFileSync(path, "utf8"));
  if (isMarkdown(start)) return readMarkdown(readFileSync(path, "utf8"));
  return readJavaStore(path);
}

/** Java's `cacerts`: a keystore. PEM bundles do not say whose they are. */
async function readJavaStore(path: string): Promise<Listing> {
  const pieces = await recognise(Uint8Array.from(readFileSync(path)), "", []);
  const stores = pieces.filter(({ format }) => format === "jks" || format === "pkcs12");
  if (!stores.length) throw new Error("nothing that is known here");
  const status = { status: "included", word: "in the keystore", isForTls: true } as const;
  const certificates = stores
    .flatMap((store) => store.certificates)
    .map(({ der }) => ({
      kind: "root" as const,
      ...certificateFacts(der),
      isRevoked: false,
      stores: { java: status },
      tests: {},
    }));
  return { title: "Java keystore", certificates, wholeStores: ["java"], isComplete: false };
}

function compareRelease(directory: string, ours: Ours): Comparison {
  const has = (file: string) => existsSync(join(directory, file));
  if (!has("endpoints.json") || !has("partitions.json")) {
    throw new Error("a directory without botocore's endpoints.json and partitions.json");
  }
  const listed = readBotocore<BotocorePartitions>(directory, "partitions.json");
  const endpoints = readBotocore<BotocoreEndpoints>(directory, "endpoints.json");
  const there = ours.partitions.filter(({ id }) =>
    listed.partitions.some((each) => each.id === id),
  );
  const partitions = partitionsOf(there, listed, { source: "", date: "" });
  return {
    source: `botocore ${releaseOf(directory) ?? "without a version"}`,
    differences: [
      ...comparePartitions(ours.partitions, listed),
      ...servicesDifferences(ours, endpoints, partitions),
    ],
  };
}

function compareJson(path: string, ours: Ours): Comparison {
  const data = JSON.parse(readFileSync(path, "utf8")) as { partitions?: object[] };
  const [first] = data.partitions ?? [];
  if (first && "services" in first) {
    const differences = servicesDifferences(ours, data as BotocoreEndpoints, ours.partitions);
    return { source: "botocore, endpoints.json", differences };
  }
  if (first && "regionRegex" in first) {
    const differences = comparePartitions(ours.partitions, data as BotocorePartitions);
    return { source: "botocore, partitions.json", differences };
  }
  throw new Error("JSON that is neither botocore's endpoints.json nor its partitions.json");
}

function servicesDifferences(
  { services, partitions: known, wanted }: Ours,
  endpoints: BotocoreEndpoints,
  partitions: readonly Partition[],
): Difference[] {
  return compareServices(services, known, wanted, { endpoints, partitions });
}

async function startOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(START), 0, START, 0);
    return buffer
      .subarray(0, bytesRead)
      .toString("utf8")
      .replace(/^\uFEFF/, "");
  } finally {
    await file.close();
  }
}

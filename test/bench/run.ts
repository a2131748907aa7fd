/**
 * `npm run bench`: every figure as a ratio of two things measured in this run, in turns, on this machine.
 * Absolute times mean nothing here. `-- --runs N` sets how often each is measured (default 20). Then the
 * fault matrix, which takes some minutes; `-- --no-matrix` leaves it out.
 */
import { parseArgs } from "node:util";
import { browsers } from "../browsers/stage.ts";
import { certificateFigures } from "./certificates.ts";
import { consoleFigures } from "./console.ts";
import { endpointFigures } from "./endpoints.ts";
import { logFigures } from "./log.ts";
import { errorFigures } from "./errors.ts";
import { pageFigures } from "./pages.ts";
import { silentFigures } from "./silent.ts";
import { sizeFigures } from "./sizes.ts";
import { faultMatrix } from "./matrix.ts";
import { figureTable, type Figure } from "./figure.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "20" },
    "no-matrix": { type: "boolean", default: false },
  },
});
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1)
  throw new Error(`--runs takes a number, not "${values.runs}"`);

const figures: Figure[] = [
  ...(await sizeFigures()),
  ...(await certificateFigures(runs)),
  ...(await logFigures(runs)),
  ...(await errorFigures(runs)),
];
for (const found of browsers) {
  figures.push(...(await pageFigures(found, runs)), ...(await silentFigures(found, runs)));
  figures.push(...(await endpointFigures(found, runs)), ...(await consoleFigures(found, runs)));
}
process.stdout.write(figureTable(figures));
if (!values["no-matrix"]) process.stdout.write(`\n${await faultMatrix(browsers)}`);

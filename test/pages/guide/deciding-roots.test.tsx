// @vitest-environment happy-dom
import { cleanup } from "@testing-library/preact";
import type { FunctionComponent } from "preact";
import { afterEach, describe, expect, test } from "vitest";
import type { Catalogue, StoreRow } from "../../../src/core/catalogue.ts";
import { Pinning } from "../../../src/pages/guide/Pinning.tsx";
import { Smtp } from "../../../src/pages/guide/Smtp.tsx";
import { Systems } from "../../../src/pages/guide/Systems.tsx";
import type { TopicProps } from "../../../src/pages/guide/topic.ts";
import { TrustStores } from "../../../src/pages/guide/TrustStores.tsx";
import { catalogue, rootOf } from "../../made-up.ts";
import { show } from "../../view/stage.tsx";

afterEach(cleanup);

/** The catalogue with the deciding and the European roots of 2026, whatever it has gained since. */
const known: Catalogue = {
  ...catalogue,
  roots: catalogue.roots.filter(({ id, decides, role }) =>
    decides ? /^amazon-root-ca-[1-4]$/.test(id) : role !== "eu" || id.endsWith("-eu-m1"),
  ),
};

/** With Amazon Root CA 5, which Chrome includes or not. */
function withFifth(inChrome: StoreRow["status"]): Catalogue {
  const last = rootOf("amazon-root-ca-4");
  const fifth = {
    ...last,
    id: "amazon-root-ca-5",
    name: "Amazon Root CA 5",
    stores: last.stores.map((row) =>
      row.programme === "chrome" ? { ...row, status: inChrome } : row,
    ),
  };
  const place = known.roots.indexOf(last) + 1;
  return { ...known, roots: known.roots.toSpliced(place, 0, fifth) };
}

/** A topic, the part of it that is open, and a text in it; `$` are the names of the roots. */
type Naming = [topic: FunctionComponent<TopicProps>, detail: string, text: string];

const NAMING_ALL: Naming[] = [
  [Systems, "", "it needs $, and Starfield Services G2"],
  [Systems, "", "Add $ before then"],
  [Systems, "", "What matters today is $, or"],
  [TrustStores, "", "Add $"],
  [
    Smtp,
    "",
    "names one of Amazon’s roots ($, or Starfield Services Root Certificate Authority - G2)",
  ],
  [Pinning, "", "It vouches for $ in programs"],
];

/** Those that say what Chrome's list has. */
const NAMING_CHROMES: Naming[] = [
  [Systems, "", "all but two of $ are to leave"],
  [TrustStores, "chrome-linux", "Chrome has its own list with $,"],
  [TrustStores, "chromeos", "ChromeOS has Chrome’s own list with $,"],
];

function textOf([Topic, detail]: Naming, used: Catalogue): string {
  const machine = { browser: "chrome", system: "linux", managed: false } as const;
  const { container } = show(
    <Topic catalogue={used} report={null} machine={machine} detail={detail} />,
  );
  return container.textContent;
}

const filled = ([, , text]: Naming, last: number) =>
  text.replace("$", `Amazon Root CA 1 to ${last}`);

describe("today", () => {
  test.each([...NAMING_ALL, ...NAMING_CHROMES])("$2 ($1)", (...row) => {
    expect(textOf(row, known)).toContain(filled(row, 4));
  });
});

describe("with a fifth root that decides", () => {
  test.each([...NAMING_ALL, ...NAMING_CHROMES])("$2 ($1)", (...row) => {
    expect(textOf(row, withFifth("included"))).toContain(filled(row, 5));
  });
});

describe("with a fifth root that Chrome does not include", () => {
  test.each(NAMING_CHROMES)("$2 ($1)", (...row) => {
    expect(textOf(row, withFifth("not-included"))).toContain(filled(row, 4));
  });
});

test("the roots of the European cloud work through those that sign them", () => {
  const signers = "Amazon Root CA 1, 3, and 4";
  const store: Naming = [TrustStores, "amazon-ecdsa-256-root-eu-m1", ""];
  expect(textOf(store, known)).toContain(`certificates already work through ${signers}.`);
  expect(textOf(store, known)).toContain("certificates already work through Amazon Root CA 3.");
  cleanup();
  const pins: Naming = [Pinning, "", ""];
  expect(textOf(pins, known)).toContain(`certificates in which ${signers} vouch for them`);
});

// @vitest-environment happy-dom
import { act, cleanup, fireEvent } from "@testing-library/preact";
import { createHash } from "node:crypto";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import axe from "axe-core";
import rootFiles from "../../../src/guidance/root-files.json";
import { BUNDLE_FILE, type RootFiles } from "../../../src/guidance/root-files.ts";
import { PLACES, storeSources } from "../../../src/guidance/trust-stores.ts";
import { TrustStores } from "../../../src/pages/guide/TrustStores.tsx";
import type { TopicProps } from "../../../src/pages/guide/topic.ts";
import { TOPICS } from "../../../src/guidance/repair-cases.ts";
import { useAddress } from "../../../src/view/use-address.ts";
import { catalogue, rootOf, WORLDS } from "../../made-up.ts";
import { show } from "../../view/stage.tsx";

beforeAll(() => {
  document.documentElement.lang = "en";
  document.title = "Trust Ready";
});
afterEach(cleanup);

/** The packaged certificates, in PEM. */
const files: RootFiles = Object.fromEntries(rootFiles.roots.map(({ id, pem }) => [id, pem]));
const save = vi.fn<(name: string, type: string, content: string | Uint8Array) => void>();

const RULES = { "color-contrast": { enabled: false } };

/** The topic, at the address as in the guide. */
function Topic(change: Partial<TopicProps>) {
  const machine = { browser: "chrome", system: "windows", managed: false } as const;
  const { detail, query } = useAddress(TOPICS);
  const props = { catalogue, report: null, machine, packaged: { files, save }, ...change };
  return (
    <main>
      <h1>{"Add a root"}</h1>
      <TrustStores {...props} detail={detail} query={query} />
    </main>
  );
}

function page({ at = "", ...change }: Partial<TopicProps> & { at?: string } = {}) {
  location.hash = `#trust-stores${at}`;
  return show(<Topic {...change} />);
}

/** Follows a link to another address of the topic. */
async function goTo(at: string): Promise<void> {
  await act(() => {
    location.hash = `#trust-stores${at}`;
    dispatchEvent(new Event("hashchange"));
  });
}

const steps = () => [...document.querySelectorAll<HTMLElement>("[data-step]")];
const shown = () => {
  const { place, root } = document.querySelector<HTMLElement>("ol.numbers")!.dataset;
  return [place, root];
};
const choices = () => [...document.querySelectorAll("select")];

async function choose(index: number, value: string): Promise<void> {
  await act(() => void fireEvent.change(choices()[index]!, { target: { value } }));
}

describe("adding a root", () => {
  test.each([
    ["", "windows", "all"],
    ["/amazon-root-ca-3", "windows", "amazon-root-ca-3"],
    ["/java", "java", "all"],
    ["/nonsense", "windows", "all"],
    ["?system=red-hat&root=all", "red-hat", "all"],
    ["?root=starfield-class-2&system=alpine", "alpine", "starfield-class-2"],
    ["?system=<script>&root=../..", "windows", "all"],
  ])("with the address %j shows %s, %s", (at, place, root) => {
    page({ at });
    expect(shown()).toEqual([place, root]);
    expect(choices().map(({ value }) => value)).toEqual([place, root]);
  });

  test("begins with the browser's store and all that AWS needs, whatever the last check missed", () => {
    const machine = { browser: "firefox", system: "linux", managed: false } as const;
    page({ machine, report: WORLDS["one root missing"]!() });
    expect(shown()).toEqual(["firefox", "all"]);
    const [first] = choices()[1]!.options;
    expect([first!.value, first!.textContent]).toEqual([
      "all",
      "All that AWS needs (Amazon Root CA 1 to 4)",
    ]);
  });

  test("writes the choices into the address without a step back, and follows another address", async () => {
    page();
    const before = history.length;
    await choose(0, "debian");
    expect([shown(), location.hash]).toEqual([
      ["debian", "all"],
      "#trust-stores?system=debian&root=all",
    ]);
    await choose(1, "starfield-class-2");
    expect([shown(), location.hash]).toEqual([
      ["debian", "starfield-class-2"],
      "#trust-stores?system=debian&root=starfield-class-2",
    ]);
    expect(document.body.textContent).toContain("Leave out Starfield Class 2");
    await choose(1, "all");
    expect(shown()).toEqual(["debian", "all"]);
    expect(history.length).toBe(before);
    await goTo("/alpine");
    expect(shown()).toEqual(["alpine", "all"]);
    // The address that was open first, once more.
    await choose(0, "suse");
    await goTo("");
    expect(shown()).toEqual(["windows", "all"]);
  });

  test("keeps the lists in place while one chooses, so that the keyboard's focus stays", async () => {
    page();
    const [list] = choices();
    await choose(0, "debian");
    expect(choices()[0]).toBe(list);
  });

  test("groups the places", () => {
    page();
    const groups = [...choices()[0]!.querySelectorAll("optgroup")];
    expect(groups.map(({ label }) => label)).toEqual([
      "Windows and macOS",
      "Linux",
      "Browsers",
      "Phones and tablets",
      "Containers",
      "Programs",
    ]);
    const values = groups.flatMap((group) => [...group.querySelectorAll("option")]);
    expect(values.map(({ value }) => value)).toEqual([...PLACES]);
    expect(choices()[1]!.querySelector("optgroup")).toBeNull();
  });

  test("asks Windows for all deciding roots, whichever was chosen", () => {
    page({ at: "/amazon-root-ca-3" });
    const step = document.querySelector('[data-step="look-windows-update"]')!;
    for (const number of [1, 2, 3, 4]) {
      expect(step.querySelector("code")!.textContent).toContain(
        `valid.rootca${number}.demo.amazontrust.com`,
      );
    }
  });

  test("verifies before it installs, and says how to undo", () => {
    page({ at: "?system=debian&root=amazon-root-ca-1" });
    const ids = steps().map(({ dataset }) => dataset["step"]);
    expect(ids.indexOf("verify")).toBeGreaterThan(ids.indexOf("save"));
    expect(ids.indexOf("verify")).toBeLessThan(ids.indexOf("install-debian"));
    expect(ids.at(-1)).toBe("undo-file");
    const { certificateSha256 } = rootOf("amazon-root-ca-1");
    const verify = steps()[ids.indexOf("verify")]!;
    expect(verify.querySelector("code")!.textContent).toContain(certificateSha256);
    expect(verify.textContent).toContain("If you see WRONG");
  });

  test("for all roots has one script that verifies before it installs, and says how to check and undo", async () => {
    const { copy } = page({ at: "?system=red-hat&root=all" });
    const ids = steps().map(({ dataset }) => dataset["step"]);
    expect(ids).toEqual([
      "look-package",
      "save-all",
      "script-install",
      "check-bundle",
      "check-network",
      "undo-file",
    ]);
    const script = document.querySelector('[data-step="script-install"]')!;
    expect(script.querySelectorAll("pre")).toHaveLength(1);
    const text = script.querySelector("code")!.textContent;
    for (const id of ["1", "2", "3", "4"].map((number) => `amazon-root-ca-${number}`)) {
      expect(text).toContain(rootOf(id).certificateSha256);
      expect(text.indexOf("sha256sum -c")).toBeLessThan(text.indexOf(`anchors/${id}.cer`));
      expect(steps().at(-1)!.textContent).toContain(
        `rm /etc/pki/ca-trust/source/anchors/${id}.cer`,
      );
    }
    await act(() => script.querySelector("button")!.click());
    expect(copy).toHaveBeenCalledWith(text);
    expect(script.textContent).toContain("installs them only if all are right");
    expect(document.querySelector("section")!.textContent).toContain(
      "a check is good, only if all of them are there",
    );
    expect(document.querySelector("ol.numbers")!.textContent).not.toContain("storeStep");
  });

  test("where several systems can fetch the files, opens the script for this one", () => {
    page({ at: "/java", machine: { browser: "chrome", system: "macos", managed: false } });
    const scripts = [...document.querySelectorAll("[data-step=script-fetch] details")];
    expect(scripts.map((each) => each.querySelector("summary")!.textContent)).toEqual([
      "Windows",
      "macOS",
      "Linux",
    ]);
    expect(scripts.map((each) => each.hasAttribute("open"))).toEqual([false, true, false]);
  });

  test("folds the sources of the chosen store, each once", () => {
    page({ at: "?system=debian" });
    const fold = document.querySelector("section .sources")!;
    const named = [...fold.querySelectorAll<HTMLElement>("[data-source]")];
    expect(named.map(({ dataset }) => dataset["source"])).toEqual(storeSources("debian"));
    expect(fold.querySelector("summary")!.textContent).toBe(`Sources (${named.length})`);
    expect(fold.hasAttribute("open")).toBe(false);
  });

  test("copies a command as it stands", async () => {
    const { copy } = page({ at: "?system=debian&root=amazon-root-ca-1" });
    const verify = document.querySelector('[data-step="verify"]')!;
    await act(() => verify.querySelector("button")!.click());
    expect(copy).toHaveBeenCalledWith(verify.querySelector("code")!.textContent);
  });

  test("tells the systems apart where there are several", () => {
    page({ at: "?system=java&root=amazon-root-ca-1" });
    const verify = document.querySelector('[data-step="verify"]')!;
    expect([...verify.querySelectorAll(".note")].map(({ textContent }) => textContent)).toEqual([
      "Windows",
      "macOS",
      "Linux",
    ]);
  });

  test("warns of the address that delivers another certificate", () => {
    page({ at: "/amazon-root-ca-2" });
    expect(document.body.textContent).toContain("http://crt.rootca2.amazontrust.com/rootca2.cer");
    expect(document.querySelector('a[href^="http:"]')).toBeNull();
  });
});

describe("saving a root from the package", () => {
  const buttons = (within: ParentNode = document) =>
    [...within.querySelectorAll<HTMLElement>("[data-save]")].map(({ dataset }) => dataset["save"]);
  const press = (name: string) =>
    act(() => document.querySelector<HTMLElement>(`[data-save="${name}"]`)!.click());
  const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

  test("is offered for the five roots to add, as text and in binary form, and all in one", () => {
    page();
    expect(buttons(document.querySelector("[data-save-roots]")!)).toEqual([
      ...[
        "AmazonRootCA1",
        "AmazonRootCA2",
        "AmazonRootCA3",
        "AmazonRootCA4",
        "SFSRootCAG2",
      ].flatMap((name) => [`${name}.pem`, `${name}.cer`]),
      BUNDLE_FILE,
    ]);
  });

  test.each(Object.keys(files))("%s: the step saves the file that its commands use", async (id) => {
    page({ at: `/${id}` });
    const step = document.querySelector('[data-step="save"]')!;
    const button = step.querySelector<HTMLElement>("[data-save]")!;
    expect(button.textContent).toBe(`Save ${rootOf(id).name}`);
    await act(() => button.click());
    const [name, type, content] = save.mock.lastCall!;
    expect(type).toBe("application/octet-stream");
    expect(sha256(content as Uint8Array)).toBe(rootOf(id).certificateSha256);
    const verify = document.querySelector('[data-step="verify"] code')!;
    expect(verify.textContent).toContain(name);
    expect(step.textContent).toContain(name);
  });

  test("the script's step saves the file of each root", async () => {
    page({ at: "?system=debian&root=all" });
    const step = document.querySelector('[data-step="save-all"]')!;
    const names = ["1", "2", "3", "4"].map((number) => `AmazonRootCA${number}.cer`);
    expect(buttons(step)).toEqual(names);
    for (const name of names) {
      await act(() => step.querySelector<HTMLElement>(`[data-save="${name}"]`)!.click());
      const id = `amazon-root-ca-${/\d/.exec(name)![0]}`;
      expect(sha256(save.mock.lastCall![2] as Uint8Array)).toBe(rootOf(id).certificateSha256);
    }
  });

  test("saves text and bundle as they are packaged", async () => {
    page();
    await press("AmazonRootCA3.pem");
    expect(save.mock.lastCall!.slice(0, 3)).toEqual([
      "AmazonRootCA3.pem",
      "application/octet-stream",
      files["amazon-root-ca-3"],
    ]);
    await press(BUNDLE_FILE);
    expect(save.mock.lastCall![2]).toBe(Object.values(files).join(""));
  });

  test.each([
    ["a root that the package does not have", { at: "/amazon-rsa-2048-root-eu-m1" }, 11],
    ["a package without roots", { packaged: { files: {}, save } }, 0],
  ])("is not offered for %s, which is downloaded", (_, change, others) => {
    page(change);
    expect(document.querySelector('[data-step^="save"]')).toBeNull();
    const got = document.querySelector('[data-step="download"] code, [data-step^="script"] code');
    expect(got!.textContent).toContain("https://www.amazontrust.com/repository/");
    expect(buttons()).toHaveLength(others);
  });

  test("of another catalogue offers only what fits it", () => {
    const only = { "amazon-root-ca-2": files["amazon-root-ca-2"]! };
    page({ packaged: { files: only, save }, at: "/amazon-root-ca-1" });
    expect(buttons()).toEqual(["AmazonRootCA2.pem", "AmazonRootCA2.cer", BUNDLE_FILE]);
  });
});

describe("axe has nothing to say of", () => {
  const roots = ["all", "amazon-root-ca-1"];
  const pairs = PLACES.flatMap((place) => roots.map((root) => [place, root] as const));
  test.each(pairs)("%s, %s", async (place, root) => {
    page({ at: `?system=${place}&root=${root}` });
    expect(shown()).toEqual([place, root]);
    const { violations, passes } = await axe.run(document, { rules: RULES });
    expect(passes.length).toBeGreaterThan(10);
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});

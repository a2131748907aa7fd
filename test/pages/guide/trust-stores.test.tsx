// @vitest-environment happy-dom
import { act, cleanup, fireEvent } from "@testing-library/preact";
import { createHash } from "node:crypto";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import axe from "axe-core";
import rootFiles from "../../../src/guidance/root-files.json";
import { BUNDLE_FILE, type RootFiles } from "../../../src/guidance/root-files.ts";
import { PLACES } from "../../../src/guidance/trust-stores.ts";
import { TrustStores } from "../../../src/pages/guide/TrustStores.tsx";
import type { TopicProps } from "../../../src/pages/guide/topic.ts";
import { ViewProvider } from "../../../src/view/view-context.ts";
import { catalogue, rootOf, WORLDS } from "../../made-up.ts";
import { viewHere } from "../../preview/view-context.ts";
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

function view(change: Partial<TopicProps> = {}) {
  const machine = { browser: "chrome", system: "windows", managed: false } as const;
  const props = {
    catalogue,
    report: null,
    machine,
    detail: "",
    packaged: { files, save },
    ...change,
  };
  return (
    <main>
      <h1>{"Add a root"}</h1>
      <TrustStores {...props} />
    </main>
  );
}

const page = (change: Partial<TopicProps> = {}) => show(view(change));

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
    ["", "windows", "amazon-root-ca-1"],
    ["amazon-root-ca-3", "windows", "amazon-root-ca-3"],
    ["java", "java", "amazon-root-ca-1"],
    ["nonsense", "windows", "amazon-root-ca-1"],
  ])("with the address %j shows %s, %s", (detail, place, root) => {
    page({ detail });
    expect(shown()).toEqual([place, root]);
    expect(choices().map(({ value }) => value)).toEqual([place, root]);
  });

  test("begins with what the browser and the last check suggest", () => {
    const machine = { browser: "firefox", system: "linux", managed: false } as const;
    page({ machine, report: WORLDS["one root missing"]!() });
    expect(shown()).toEqual(["firefox", "amazon-root-ca-2"]);
  });

  test("follows the choices, and forgets them for another address", async () => {
    const { rerender } = page();
    await choose(0, "debian");
    await choose(1, "starfield-class-2");
    expect(shown()).toEqual(["debian", "starfield-class-2"]);
    expect(document.body.textContent).toContain("Leave out Starfield Class 2");
    const again = view({ detail: "alpine" });
    rerender(<ViewProvider value={viewHere}>{again}</ViewProvider>);
    expect(shown()).toEqual(["alpine", "amazon-root-ca-1"]);
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
    page({ detail: "amazon-root-ca-3" });
    const step = document.querySelector('[data-step="look-windows-update"]')!;
    for (const number of [1, 2, 3, 4]) {
      expect(step.querySelector("code")!.textContent).toContain(
        `valid.rootca${number}.demo.amazontrust.com`,
      );
    }
  });

  test("verifies before it installs, and says how to undo", () => {
    page({ detail: "debian" });
    const ids = steps().map(({ dataset }) => dataset["step"]);
    expect(ids.indexOf("verify")).toBeGreaterThan(ids.indexOf("save"));
    expect(ids.indexOf("verify")).toBeLessThan(ids.indexOf("install-debian"));
    expect(ids.at(-1)).toBe("undo-file");
    const { certificateSha256 } = rootOf("amazon-root-ca-1");
    const verify = steps()[ids.indexOf("verify")]!;
    expect(verify.querySelector("code")!.textContent).toContain(certificateSha256);
    expect(verify.textContent).toContain("If you see WRONG");
  });

  test("copies a command as it stands", async () => {
    const { copy } = page({ detail: "debian" });
    const verify = document.querySelector('[data-step="verify"]')!;
    await act(() => verify.querySelector("button")!.click());
    expect(copy).toHaveBeenCalledWith(verify.querySelector("code")!.textContent);
  });

  test("tells the systems apart where there are several", () => {
    page({ detail: "java" });
    const verify = document.querySelector('[data-step="verify"]')!;
    expect([...verify.querySelectorAll(".note")].map(({ textContent }) => textContent)).toEqual([
      "Windows",
      "macOS",
      "Linux",
    ]);
  });

  test("warns of the address that delivers another certificate", () => {
    page({ detail: "amazon-root-ca-2" });
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
    page({ detail: id });
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
    ["a root that the package does not have", { detail: "amazon-rsa-2048-root-eu-m1" }, 11],
    ["a package without roots", { packaged: { files: {}, save } }, 0],
  ])("is not offered for %s, which is downloaded", (_, change, others) => {
    page(change);
    expect(document.querySelector('[data-step="save"]')).toBeNull();
    expect(document.querySelector('[data-step="download"] code')!.textContent).toContain(
      "https://www.amazontrust.com/repository/",
    );
    expect(buttons()).toHaveLength(others);
  });

  test("of another catalogue offers only what fits it", () => {
    const only = { "amazon-root-ca-2": files["amazon-root-ca-2"]! };
    page({ packaged: { files: only, save }, detail: "amazon-root-ca-1" });
    expect(buttons()).toEqual(["AmazonRootCA2.pem", "AmazonRootCA2.cer", BUNDLE_FILE]);
  });
});

describe("axe has nothing to say of", () => {
  test.each(PLACES)("%s", async (detail) => {
    page({ detail });
    const { violations, passes } = await axe.run(document, { rules: RULES });
    expect(passes.length).toBeGreaterThan(10);
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});

// @vitest-environment happy-dom
import { act, cleanup, fireEvent } from "@testing-library/preact";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import axe from "axe-core";
import { PLACES } from "../../../src/guidance/trust-stores.ts";
import { TrustStores } from "../../../src/pages/guide/TrustStores.tsx";
import type { TopicProps } from "../../../src/pages/guide/topic.ts";
import { DoorsContext } from "../../../src/view/doors.ts";
import { catalogue, rootOf, WORLDS } from "../../made-up.ts";
import { doorsHere } from "../../preview/doors.ts";
import { show } from "../../view/stage.tsx";

beforeAll(() => {
  document.documentElement.lang = "en";
  document.title = "Trust Ready";
});
afterEach(cleanup);

const RULES = { "color-contrast": { enabled: false } };

function view(change: Partial<TopicProps> = {}) {
  const machine = { browser: "chrome", system: "windows", managed: false } as const;
  const props = { catalogue, report: null, machine, detail: "", ...change };
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
    rerender(<DoorsContext.Provider value={doorsHere}>{again}</DoorsContext.Provider>);
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
    expect(ids.indexOf("verify")).toBeGreaterThan(ids.indexOf("download"));
    expect(ids.indexOf("verify")).toBeLessThan(ids.indexOf("install-debian"));
    expect(ids.at(-1)).toBe("undo-file");
    const { certificateSha256 } = rootOf("amazon-root-ca-1");
    const verify = steps()[ids.indexOf("verify")]!;
    expect(verify.querySelector("code")!.textContent).toContain(certificateSha256);
    expect(verify.textContent).toContain("If you read WRONG");
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

describe("axe has nothing to say of", () => {
  test.each(PLACES)("%s", async (detail) => {
    page({ detail });
    const { violations, passes } = await axe.run(document, { rules: RULES });
    expect(passes.length).toBeGreaterThan(10);
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});

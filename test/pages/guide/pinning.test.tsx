// @vitest-environment happy-dom
import { act, cleanup, fireEvent } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pinText } from "../../../src/guidance/pin-text.ts";
import { PIN_FORMS, pinFormRow, pinnedRoots, type PinForm } from "../../../src/guidance/pins.ts";
import { Pinning } from "../../../src/pages/guide/Pinning.tsx";
import { catalogue, rootOf } from "../../made-up.ts";
import { show } from "../../view/stage.tsx";

const machine = { browser: "chrome", system: "windows", managed: false } as const;

function page() {
  return show(
    <main>
      <h1>{"Certificate pinning"}</h1>
      <Pinning catalogue={catalogue} report={null} machine={machine} detail="" />
    </main>,
  );
}

beforeEach(() => {
  document.documentElement.lang = "en";
  document.title = "Trust Ready";
});
afterEach(cleanup);

const input = (kind: string) => document.querySelector<HTMLInputElement>(`input[type=${kind}]`)!;
const panel = () => document.querySelector("[data-pin-form]")!;
const code = () => panel().querySelector("pre")?.textContent;

async function choose(form: PinForm): Promise<void> {
  await act(
    () => void fireEvent.change(document.querySelector("select")!, { target: { value: form } }),
  );
}

async function typeHost(host: string): Promise<void> {
  await act(() => void fireEvent.input(input("text"), { target: { value: host } }));
}

const set = { roots: pinnedRoots(catalogue, true), host: "example.com", expires: "2027-11-25" };

describe("the page", () => {
  test("warns before it shows a pin", () => {
    const { container } = page();
    const warning = container.querySelector(".pin-warning")!;
    expect(warning.textContent).toContain("AWS recommends against pinning");
    const FOLLOWS = Node.DOCUMENT_POSITION_FOLLOWING;
    expect(warning.compareDocumentPosition(container.querySelector("pre")!) & FOLLOWS).toBeTruthy();
    expect(warning.querySelectorAll("li [data-source]").length).toBeGreaterThanOrEqual(5);
  });

  test.each(PIN_FORMS)("shows %s, where it goes, and its sources", async (form) => {
    page();
    await choose(form);
    expect(code()).toBe(pinText(form, set));
    const { file, sources, host, expires } = pinFormRow(form);
    expect(panel().querySelector("p > code")?.textContent ?? null).toBe(file);
    const named = [...panel().querySelectorAll<HTMLElement>("[data-source]")];
    expect(named.map(({ dataset }) => dataset["source"])).toEqual(sources);
    expect([input("text") !== null, input("date") !== null]).toEqual([host, expires]);
  });

  test("copies what it shows", async () => {
    const { copy } = page();
    await choose("android");
    await act(() => panel().querySelector("button")!.click());
    expect(copy).toHaveBeenCalledExactlyOnceWith(code());
  });

  test("takes the European roots out and in", async () => {
    page();
    const cell = () => document.querySelector('[data-root="amazon-rsa-2048-root-eu-m1"] .tag')!;
    expect(cell().textContent).toBe("Pinned");
    await act(() => input("checkbox").click());
    expect(cell().textContent).toBe("Left out");
    expect(code()).toBe(pinText("base64", { ...set, roots: pinnedRoots(catalogue, false) }));
    await act(() => input("checkbox").click());
    expect(code()).toBe(pinText("base64", set));
  });

  test("says why GoDaddy's root is not pinned", () => {
    page();
    const row = document.querySelector('[data-root="starfield-class-2"]')!;
    expect(row.textContent).toContain(rootOf("starfield-class-2").owner);
    expect(row.querySelector(".tag")!.textContent).toBe("Left out");
  });
});

describe("the fields", () => {
  test("take a host name, also out of an address", async () => {
    page();
    await choose("ios");
    await typeHost("https://API.example.org/v1");
    expect(code()).toBe(pinText("ios", { ...set, host: "api.example.org" }));
  });

  test("take a last day", async () => {
    page();
    await choose("trustkit");
    await act(() => void fireEvent.change(input("date"), { target: { value: "2028-01-31" } }));
    expect(code()).toBe(pinText("trustkit", { ...set, expires: "2028-01-31" }));
    await act(() => void fireEvent.change(input("date"), { target: { value: "" } }));
    expect(code()).toBe(pinText("trustkit", set));
  });

  test.each(["", "x' ; id", "192.0.2.1", "<b>"])(
    "refuse the host %j, and show no pins",
    async (host) => {
      page();
      await choose("curl");
      await typeHost(host);
      expect(code()).toBeUndefined();
      expect(input("text").getAttribute("aria-invalid")).toBe("true");
      const described = input("text").getAttribute("aria-describedby");
      expect(document.getElementById(described!)!.closest('[role="alert"]')).not.toBeNull();
      // Forms without a host ignore it.
      await choose("hex");
      expect(code()).toBe(pinText("hex", set));
      expect(document.querySelector('[role="alert"]')!.textContent).toBe("");
    },
  );
});

test("axe has nothing to say of any form, nor of a wrong host", async () => {
  page();
  for (const form of PIN_FORMS) {
    await choose(form);
    if (form === "curl") await typeHost("wrong");
    const { violations, passes } = await axe.run(document, {
      rules: { "color-contrast": { enabled: false } },
    });
    expect(passes.length).toBeGreaterThan(10);
    expect(
      violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
    ).toEqual([]);
  }
});

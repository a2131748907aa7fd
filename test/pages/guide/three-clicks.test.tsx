// @vitest-environment happy-dom
/** From the guide's first screen, the common questions are answered within three clicks. */
import { act, cleanup, fireEvent, render } from "@testing-library/preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import rootFiles from "../../../src/guidance/root-files.json";
import { TOPICS } from "../../../src/guidance/repair-cases.ts";
import { Guide } from "../../../src/pages/guide/Guide.tsx";
import { ViewProvider } from "../../../src/view/view-context.ts";
import { catalogue, rootOf, settingsOf, START } from "../../made-up.ts";
import { settle } from "../../popup/stage.tsx";
import { viewHere } from "../../preview/view-context.ts";

let clicks = 0;

async function open(hash = ""): Promise<void> {
  clicks = 0;
  location.hash = hash;
  const files = Object.fromEntries(rootFiles.roots.map(({ id, pem }) => [id, pem]));
  render(
    <ViewProvider value={viewHere}>
      <Guide
        catalogue={catalogue}
        report={null}
        settings={settingsOf({})}
        openedAt={START}
        machine={{ browser: "chrome", system: "windows", managed: false }}
        packaged={{ files, save: vi.fn<() => void>() }}
      />
    </ViewProvider>,
  );
  await settle();
}

/** Clicks on what a person reads; the address changes as in a browser. */
async function click(selector: string, text: string): Promise<void> {
  const target = [...document.querySelectorAll<HTMLElement>(selector)].find((each) =>
    each.textContent.includes(text),
  );
  expect(target, `${selector} with “${text}”`).toBeDefined();
  // Nothing can be clicked within a closed fold.
  const folds = [target!.parentElement!.closest("details")].filter(
    (fold) => fold && fold.querySelector("summary") !== target,
  );
  for (const fold of folds) expect(fold!.hasAttribute("open")).toBe(true);
  clicks += 1;
  await act(() => {
    target!.click();
    const address = target!.getAttribute("href");
    if (!address) return;
    location.hash = address;
    dispatchEvent(new Event("hashchange"));
  });
}

async function choose(label: string, option: string): Promise<void> {
  const list = [...document.querySelectorAll("main label.choice")]
    .find((each) => each.textContent.startsWith(label))!
    .querySelector("select")!;
  const value = [...list.options].find(({ textContent }) => textContent.includes(option))!.value;
  clicks += 1;
  await act(() => void fireEvent.change(list, { target: { value } }));
}

const heading = () => document.querySelector("h1")!.textContent;

beforeEach(() => {
  document.documentElement.lang = "en";
});
afterEach(cleanup);

test("install Amazon's roots on RHEL", async () => {
  await open();
  expect(heading()).toBe("Update this browser");
  await click(".topics a", "Add a root to a trust store");
  await choose("Where", "Red Hat Enterprise Linux");
  expect(clicks).toBeLessThanOrEqual(3);
  const script = document.querySelector('[data-step="script-install"] code')!.textContent;
  for (const number of [1, 2, 3, 4]) {
    expect(script).toContain(rootOf(`amazon-root-ca-${number}`).certificateSha256);
  }
  expect(script).toContain("sudo update-ca-trust extract");
  expect(location.hash).toBe("#trust-stores?system=red-hat&root=all");
});

test("why `aws s3 ls` fails: by the list", async () => {
  await open();
  await click(".topics a", "Error messages");
  await click("summary", "AWS CLI");
  document.querySelector(".error-groups summary")!.closest("details")!.open = false;
  const group = [...document.querySelectorAll("details")].find((each) =>
    each.querySelector("summary")!.textContent.includes("AWS CLI"),
  )!;
  group.open = true;
  await click(".error-rows a", "Could not connect to the endpoint URL");
  expect(clicks).toBeLessThanOrEqual(3);
  const card = document.querySelector('.error-cards [data-error="aws-cli-endpoint"]')!;
  expect(card.textContent).toContain("could not reach the service");
});

test("why `aws s3 ls` fails: by what the terminal shows", async () => {
  await open();
  await click(".topics a", "Error messages");
  const value = `$ aws s3 ls\n\nCould not connect to the endpoint URL: "https://s3.eu-west-1.amazonaws.com/"`;
  await act(() => void fireEvent.input(document.querySelector("textarea")!, { target: { value } }));
  expect(clicks).toBe(1);
  const [first] = document.querySelectorAll<HTMLElement>(".error-cards [data-error]");
  expect(first!.dataset["error"]).toBe("aws-cli-endpoint");
});

test("a link with choices opens what was chosen", async () => {
  await open("#trust-stores?system=red-hat&root=amazon-root-ca-3");
  const { place, root } = document.querySelector<HTMLElement>("ol.numbers")!.dataset;
  expect([heading(), place, root]).toEqual([
    "Add a root to a trust store",
    "red-hat",
    "amazon-root-ca-3",
  ]);
});

test("the list of topics is a choice as well, for narrow windows", async () => {
  await open("#systems");
  const list = document.querySelector<HTMLSelectElement>(".topics select")!;
  expect([...list.options].map(({ value }) => value)).toEqual([...TOPICS]);
  expect(list.value).toBe("systems");
  await act(() => {
    fireEvent.change(list, { target: { value: "smtp" } });
    dispatchEvent(new Event("hashchange"));
  });
  expect(location.hash).toBe("#smtp");
  expect(document.querySelector("main")!.dataset["topic"]).toBe("smtp");
});

test("a part in the address gets the focus; what is no part is ignored", async () => {
  await open("#systems?part=timeline");
  expect(document.activeElement!.id).toBe("timeline");
  await click(".contents a", "Minimum versions");
  expect(document.activeElement!.id).toBe("minima");
  cleanup();
  await open('#systems?part="]<img src=x>');
  expect(document.activeElement).toBe(document.body);
  expect(document.querySelector("img[src=x]")).toBeNull();
});

test("an address of an earlier version leads to the program's advice", async () => {
  await open("#sdks/python?shell=cmd");
  expect(heading()).toBe("Programs");
  expect(document.querySelector("[data-program-advice]")).toHaveProperty(
    "dataset.programAdvice",
    "boto3",
  );
});

/** The page that tests endpoints, on made-up ports. */
import { act, fireEvent, render } from "@testing-library/preact";
import axe from "axe-core";
import { vi } from "vitest";
import { EndpointsPage } from "../../../src/pages/endpoints/EndpointsPage.tsx";
import { ViewProvider } from "../../../src/view/view-context.ts";
import { endpointsPorts, type MadeUp } from "../../made-up-endpoints.ts";
import { settle } from "../../popup/stage.tsx";
import { viewHere } from "../../preview/view-context.ts";

export async function openEndpoints(made: MadeUp = {}) {
  document.documentElement.lang = "en";
  document.title = "Check an endpoint";
  const { ports, kept } = endpointsPorts(made);
  const request = vi.fn<typeof ports.request>(ports.request);
  const observe = vi.fn<typeof ports.probe.observe>(ports.probe.observe);
  const observeBlindly = vi.fn<typeof ports.probe.observeBlindly>(ports.probe.observeBlindly);
  const probe = { ...ports.probe, observe, observeBlindly };
  const { container } = render(
    <ViewProvider value={viewHere}>
      <EndpointsPage ports={{ ...ports, probe, request }} />
    </ViewProvider>,
  );
  await settle();
  const find = (selector: string) => container.querySelector<HTMLElement>(selector);
  const click = async (selector: string) => {
    await act(() => find(selector)!.click());
    await settle();
  };
  const type = async (selector: string, value: string) => {
    await act(() => void fireEvent.input(find(selector)!, { target: { value } }));
    await settle();
  };
  const ended = async (state = "done") => {
    await vi.waitFor(async () => {
      await settle();
      if (!find(`[data-run="${state}"]`)) throw new Error(`not ${state}`);
    });
  };
  return {
    container,
    kept,
    find,
    click,
    type,
    ended,
    request,
    observe,
    observeBlindly,
    places: () => container.querySelector<HTMLTextAreaElement>("[data-places]")!.value,
    /** Types places into the list and starts their tests. */
    async test(text: string, button = "[data-test]") {
      await type("[data-places]", text);
      await click(button);
      await ended();
    },
    /** Opens what folds and details there are, by their buttons. */
    async open(within: string) {
      for (const button of container.querySelectorAll<HTMLElement>(
        `${within} button[aria-expanded="false"]`,
      )) {
        await act(() => button.click());
      }
      await settle();
    },
    folds: () =>
      [...container.querySelectorAll<HTMLElement>("[data-fold]")].map(({ dataset }) => [
        dataset["fold"],
        Number(dataset["count"]),
      ]),
    said: () => find(".endpoint-results [role=status]")!.textContent,
    rows: () =>
      [...container.querySelectorAll<HTMLElement>("[data-endpoint]")].map(({ dataset }) => [
        new URL(dataset["endpoint"]!).host,
        dataset["finding"],
      ]),
  };
}

/** What axe finds wrong with the page. */
export async function faults(): Promise<string[]> {
  const { violations } = await axe.run(document, {
    rules: { "color-contrast": { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

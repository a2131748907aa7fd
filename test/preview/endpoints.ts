/** The states of the page that tests hosts, each with what a person did to reach it. */
import { presetHosts } from "../../src/core/endpoint-presets.ts";
import { endpointHosts } from "../../src/core/endpoints.ts";
import type { EndpointsPorts } from "../../src/pages/endpoints/ports.ts";
import { WORLDS } from "../made-up.ts";
import { endpointsPorts } from "../made-up-endpoints.ts";

interface State {
  /** The hosts on the list. */
  hosts: readonly string[];
  /** Whether the tests were started. */
  isTested: boolean;
  /** How many hosts answer; the others never do. */
  answering?: number;
}

const SERVED = [
  ...endpointHosts({ partition: "aws", service: "sns" }).map(({ host }) => host),
  ...presetHosts("cli", "aws", "eu-central-1"),
].slice(0, 42);

const TROUBLES = [
  "sns.us-east-1.amazonaws.com",
  "untrusted.corp.example:8443",
  "untrusted.build.corp.example",
  "gone.example",
  "www.amazon.com",
  "xn--mazon-3ve.example",
  "vpce-0123456789abcdef0-abcdefgh.kms.us-east-1.vpce.amazonaws.com",
];

export const ENDPOINT_STATES: Record<string, State> = {
  empty: { hosts: [], isTested: false },
  "a preset chosen": { hosts: presetHosts("cli", "aws", "us-east-1"), isTested: false },
  running: { hosts: [...SERVED, "untrusted.corp.example"], isTested: true, answering: 12 },
  "results with failures": { hosts: TROUBLES, isTested: true },
  "results of 44": {
    hosts: [...SERVED, "untrusted.corp.example", "untrusted.build.corp.example"],
    isTested: true,
  },
  "all fine": { hosts: SERVED, isTested: true },
};

export function endpointStatePorts(name: string): EndpointsPorts {
  const { answering = Infinity } = ENDPOINT_STATES[name]!;
  const { ports } = endpointsPorts({
    report: WORLDS["ready, anchors seen"]!(),
    managed: { endpoints: ["sns.eu-central-1.amazonaws.com", "intranet.corp.example:8443"] },
    sets: [{ name: "Our region", places: ["sqs.eu-central-1.amazonaws.com", "gone.example"] }],
  });
  let answered = 0;
  const { observe } = ports.probe;
  return {
    ...ports,
    probe: {
      ...ports.probe,
      observe: (...given) => (answered++ < answering ? observe(...given) : new Promise(() => {})),
    },
  };
}

/** Does what leads to the state, as a person would; resolves once the page shows it. */
export async function reachEndpointState(name: string): Promise<void> {
  const { hosts, isTested, answering } = ENDPOINT_STATES[name]!;
  const field = await shown<HTMLTextAreaElement>("[data-places]");
  field.value = hosts.join("\n");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  if (!hosts.length) return;
  await shown(`[data-count="${hosts.length}"]`);
  if (!isTested) return;
  (await shown('[data-test][aria-disabled="false"]')).click();
  await shown(answering === undefined ? '[data-run="done"]' : "[data-endpoint], [data-fold]");
}

export async function shown<Shown extends HTMLElement>(selector: string): Promise<Shown> {
  for (;;) {
    const found = document.querySelector<Shown>(selector);
    if (found) return found;
    await new Promise((drawn) => requestAnimationFrame(drawn));
  }
}

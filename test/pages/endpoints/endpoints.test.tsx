// @vitest-environment happy-dom
import { act, cleanup, fireEvent } from "@testing-library/preact";
import { afterEach, describe, expect, test } from "vitest";
import { PRESET_IDS, presetHosts } from "../../../src/core/endpoint-presets.ts";
import { endpointHosts } from "../../../src/core/endpoints.ts";
import type { Report } from "../../../src/core/report.ts";
import { keyOf } from "../../../src/report-text/translator.ts";
import { settle } from "../../popup/stage.tsx";
import { translateHere as t } from "../../preview/view-context.ts";
import { WORLDS } from "../../made-up.ts";
import { faults, openEndpoints } from "./stage.tsx";

afterEach(cleanup);

const report = WORLDS["ready, anchors seen"]!();
const VPC = "vpce-0123456789abcdef0-abcdefgh.sns.us-east-1.vpce.amazonaws.com";
const MIXED = "sns.us-east-1.amazonaws.com\nuntrusted.corp.example:8443\ngone.example";

describe("the list of places", () => {
  test("takes AWS's endpoints by service and region, each once", async () => {
    const { click, find, places, container } = await openEndpoints();
    await click("[data-add-aws]");
    const sns = endpointHosts({ partition: "aws", service: "sns" }).map(({ host }) => host);
    expect(places().trim().split("\n")).toEqual(sns);
    const [, service, region] = container.querySelectorAll<HTMLSelectElement>("select");
    await act(() => void fireEvent.change(service!, { target: { value: "all" } }));
    await act(() => void fireEvent.change(region!, { target: { value: "us-east-1" } }));
    await click("[data-add-aws]");
    const there = endpointHosts({ partition: "aws", region: "us-east-1" });
    expect(find("[data-count]")!.dataset["count"]).toBe(String(sns.length + there.length - 1));
  });

  test("takes the hosts for one purpose, in one region or all", async () => {
    const { click, places, container, find } = await openEndpoints();
    const [, service, region] = container.querySelectorAll<HTMLSelectElement>("select");
    for (const preset of PRESET_IDS) {
      const label = t(keyOf("endpointPreset", preset));
      const value = [...service!.options].find(({ text }) => text === label)!.value;
      await act(() => void fireEvent.change(service!, { target: { value } }));
      await act(() => void fireEvent.change(region!, { target: { value: "eu-central-1" } }));
      await click("[data-add-aws]");
      const listed = places().trim().split("\n");
      expect(listed).toEqual(expect.arrayContaining(presetHosts(preset, "aws", "eu-central-1")));
    }
    expect(find("[data-faults]")).toBeNull();
    expect(await faults()).toEqual([]);
  });

  test("takes endpoints by the form of their names", async () => {
    const { click, places, container } = await openEndpoints();
    const form = container.querySelectorAll<HTMLSelectElement>("select")[3]!;
    await act(() => void fireEvent.change(form, { target: { value: "dual-stack" } }));
    await click("[data-add-aws]");
    const listed = places().trim().split("\n");
    expect(listed).toContain("sns.us-east-1.api.aws");
    expect(listed.every((host) => host.endsWith(".api.aws"))).toBe(true);
  });

  test("takes no more of AWS's endpoints than one run tests, and says so", async () => {
    const { click, places, container, find } = await openEndpoints();
    const [, service] = container.querySelectorAll<HTMLSelectElement>("select");
    await act(() => void fireEvent.change(service!, { target: { value: "all" } }));
    expect(find("[data-add-aws]")!.getAttribute("aria-disabled")).toBe("true");
    expect(find("[data-picker]")!.textContent).toContain(t("endpointsTooMany"));
    await click("[data-add-aws]");
    expect(places()).toBe("");
  });

  test("of services finds one by the letters that people know it by", async () => {
    const { container } = await openEndpoints();
    const [, service] = container.querySelectorAll<HTMLSelectElement>("select");
    const labels = [...service!.options].map(({ text }) => text);
    expect(labels).toEqual(expect.arrayContaining(["KMS", "S3", "STS", "CloudFormation"]));
    const services = labels.slice(labels.indexOf(t("endpointsAllServices")) + 1);
    const sorted = services.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
    expect(services).toEqual(sorted);
  });

  test("takes a VPC endpoint, and says what it is or why it is none", async () => {
    const { type, click, find, places } = await openEndpoints();
    await type("[data-vpc] input", VPC);
    expect(find("#vpc-said")!.textContent).toBe(t("endpointsVpcKnown", "Amazon SNS"));
    await click("[data-add-vpc]");
    expect(places()).toBe(`${VPC}\n`);
    await type("[data-vpc] input", "http://x");
    await click("[data-add-vpc]");
    expect(find("#vpc-said")!.dataset["fault"]).toBe("scheme");
    expect(places()).toBe(`${VPC}\n`);
    expect(await faults()).toEqual([]);
  });

  test("names each fault with its line, and warns of look-alikes", async () => {
    const { type, find, container } = await openEndpoints();
    await type(
      "[data-places]",
      "a.example # ours\nhttp://b.example\n\u0430mazon.example, a.example",
    );
    expect(find("[data-count]")!.dataset["count"]).toBe("2");
    const shown = find('[data-faults="1"] [data-fault=scheme]')!.textContent!;
    expect(shown).toContain("2");
    expect(shown).toContain("http://b.example");
    expect(find("[data-warning=mixed-scripts]")).not.toBeNull();
    expect(find("[data-warning=punycode]")!.textContent).toContain("xn--");
    expect(container.textContent).toContain(t("endpointsDuplicates_one", "1"));
    expect(await faults()).toEqual([]);
  });

  test("that is empty is not tested", async () => {
    const { click, find, request } = await openEndpoints();
    expect(find("[data-test]")!.getAttribute("aria-disabled")).toBe("true");
    await click("[data-test]");
    expect(request).not.toHaveBeenCalled();
    expect(find("[data-run]")).toBeNull();
  });
});

describe("permission", () => {
  test("is asked once, for the hosts that lack it and no others, within the press", async () => {
    const { type, find, request, ended, observe } = await openEndpoints({
      granted: ["https://*.amazontrust.com/*", "https://sns.us-east-1.amazonaws.com/*"],
    });
    await type("[data-places]", `${MIXED}\nuntrusted.corp.example`);
    await act(() => {
      find("[data-test]")!.click();
      // There must be no await before it.
      expect(request).toHaveBeenCalledExactlyOnceWith([
        "https://untrusted.corp.example/*",
        "https://gone.example/*",
      ]);
    });
    await ended();
    expect(observe).toHaveBeenCalledTimes(4);
  });

  test("that was given before is not asked for again", async () => {
    const { test: run, request, find } = await openEndpoints({ granted: ["https://*/*"] });
    await run(MIXED);
    expect(request).not.toHaveBeenCalled();
    expect(find("[data-test-blindly]")).toBeNull();
    expect(find("[data-blind]")).toBeNull();
  });

  test.each(["declined", "refused by the browser"])(
    "%s: tests blindly, and says so",
    async (how) => {
      const page = await openEndpoints({ granted: ["https://gone.example/*"] });
      page.request.mockImplementation(async () => {
        if (how === "declined") return false;
        throw new Error("no such pattern");
      });
      await page.test(MIXED);
      expect(page.find("[data-blind]")!.dataset["blind"]).toBe("2");
      expect(page.observe.mock.calls.map(([{ url }]) => url)).toEqual(["https://gone.example/"]);
      expect(page.rows()).toEqual([
        ["sns.us-east-1.amazonaws.com", "trusted"],
        ["untrusted.corp.example:8443", "inconclusive"],
        ["gone.example", "inconclusive"],
      ]);
      expect(page.container.textContent).toContain(t("endpointAdvice_permission"));
      expect(page.container.textContent).toContain(t("endpointBlind"));
      expect(await faults()).toEqual([]);
    },
  );

  test("need not be asked for", async () => {
    const page = await openEndpoints();
    await page.test(MIXED, "[data-test-blindly]");
    expect(page.request).not.toHaveBeenCalled();
    expect(page.observe).not.toHaveBeenCalled();
    expect(page.find("[data-blind]")!.dataset["blind"]).toBe("3");
  });
});

describe("results", () => {
  test("stand in the order of the list, each with what it means and what to do", async () => {
    const page = await openEndpoints({ report });
    await page.test(`${MIXED}\nwww.amazon.com`);
    expect(page.rows()).toEqual([
      ["sns.us-east-1.amazonaws.com", "trusted"],
      ["untrusted.corp.example:8443", "not-trusted"],
      ["gone.example", "inconclusive"],
      ["www.amazon.com", "trusted"],
    ]);
    const text = page.container.textContent!;
    expect(text).toContain(t("endpointMeaning_loaded"));
    expect(text).toContain(t("endpointAdvice_other_root"));
    expect(text).toContain(t("endpointElsewhere_amazon_retail", "DigiCert"));
    const link = page.find('[data-finding="not-trusted"] [data-advice] a')!;
    expect(link.getAttribute("href")).toMatch(/^\.\.\/guide\/index\.html#error-lines\/./);
    await act(() => {
      const details = page.container.querySelector<HTMLDetailsElement>(
        '[data-finding="not-trusted"] details',
      )!;
      details.open = true;
      details.dispatchEvent(new Event("toggle"));
    });
    await settle();
    expect(page.container.textContent).toContain("net::ERR_CERT_AUTHORITY_INVALID");
    expect(await faults()).toEqual([]);
  });

  test("can be cut down to what needs a look", async () => {
    const page = await openEndpoints({ report });
    await page.test(MIXED);
    await page.click("input[name=troubles]");
    expect(page.rows().map(([host]) => host)).toEqual([
      "untrusted.corp.example:8443",
      "gone.example",
    ]);
  });

  test("accuse nobody while the baseline does not load", async () => {
    const page = await openEndpoints();
    page.observeBlindly.mockImplementation(async ({ kind, root, url }) => ({
      kind,
      root,
      url,
      durationMs: 1,
      status: null,
      ip: null,
      serverTime: null,
      tls: null,
      outcome: "failed",
      evidence: "none",
      chain: [],
      failure: { code: "unknown", raw: "Failed to fetch", symbol: null },
    }));
    await page.test("untrusted.corp.example");
    expect(page.observeBlindly).toHaveBeenCalledOnce();
    expect(page.rows()).toEqual([["untrusted.corp.example", "inconclusive"]]);
  });

  test("need no baseline of their own beside a recent report that has one", async () => {
    const page = await openEndpoints({ report });
    await page.test("untrusted.corp.example");
    expect(page.observeBlindly).not.toHaveBeenCalled();
    expect(page.rows()).toEqual([["untrusted.corp.example", "not-trusted"]]);
  });

  test("say what a reverse proxy's name stands in for, and that another authority is right", async () => {
    const page = await openEndpoints({ report });
    await page.test("console.aws.amazon.com.mcas.ms\nABCDEF.gr7.us-east-1.eks.amazonaws.com");
    const text = page.container.textContent;
    expect(text).toContain(
      t("endpointReverseProxy", "Microsoft Defender for Cloud Apps", "console.aws.amazon.com"),
    );
    expect(text).toContain(t("endpointElsewhere_eks_cluster", "Amazon EKS"));
    await page.click("[data-pass-on]");
    // The name of a proxy identifies its owner.
    expect(page.find(".share-preview")!.textContent).not.toContain("mcas.ms");
  });

  test("stay when the run is stopped", async () => {
    const page = await openEndpoints({ report, granted: ["https://*/*"] });
    page.observe.mockImplementation(async (probe, _, signal) => {
      if (!probe.url.includes("a.example")) {
        await new Promise((_done, reject) => signal.addEventListener("abort", reject));
      }
      return page.observeBlindly(probe, 0, signal);
    });
    await page.type("[data-places]", "a.example\nb.example\nc.example");
    await page.click("[data-test]");
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
    await page.click("[data-stop]");
    await page.ended("stopped");
    expect(page.rows()).toEqual([["a.example", "trusted"]]);
    expect(page.find("[data-stop]")).toBeNull();
    expect(page.container.textContent).toContain(t("endpointsStopped_other", "1", "3", "1", "0"));
  });

  test("are passed on with the report, without hosts of one's own", async () => {
    const page = await openEndpoints({ report });
    await page.test(MIXED);
    expect(page.find(".share-preview")).toBeNull();
    await page.click("[data-pass-on]");
    const shared = JSON.parse(page.find(".share-preview")!.textContent!) as Report;
    expect(shared.endpoints.length).toBeGreaterThan(0);
    expect(JSON.stringify(shared)).not.toContain("corp.example");
    const form = page.find("[data-share] select")!;
    await act(() => void fireEvent.change(form, { target: { value: "text" } }));
    const text = page.find(".share-preview")!.textContent!;
    expect(text).toContain(t("endpointsHeading"));
    expect(text).toContain("sns.us-east-1.amazonaws.com");
    expect(text).not.toContain("corp.example");
    expect(await faults()).toEqual([]);
  });

  test("without a report lead to a check first", async () => {
    const page = await openEndpoints({ report: null });
    await page.test(MIXED);
    expect(page.find("[data-pass-on]")).toBeNull();
    const way = page.find("[data-no-report] a")!.getAttribute("href");
    expect(way).toBe("../report/index.html");
  });

  test("lead to no guide that is hidden", async () => {
    const page = await openEndpoints({ report, managed: { hiddenSections: ["guide"] } });
    await page.test(MIXED);
    const ways = [...page.container.querySelectorAll("a")].map((way) => way.getAttribute("href"));
    expect(ways.filter((way) => way?.includes("guide"))).toEqual([]);
  });
});

describe("saved lists", () => {
  test("hold the administrator's, marked as such", async () => {
    const managed = { endpoints: ["a.example", "b.example:8443"] };
    const { find, click, places } = await openEndpoints({ managed });
    expect(find('[data-set-source="policy"]')!.textContent).toContain(t("settingSource_policy"));
    await click('[data-set-source="policy"] [data-load]');
    expect(places()).toBe("a.example\nb.example:8443\n");
    expect(await faults()).toEqual([]);
  });

  test("hold those of the person's own settings", async () => {
    const { find } = await openEndpoints({ own: { endpoints: ["a.example"] } });
    expect(find('[data-set-source="person"]')).not.toBeNull();
  });

  test("are kept by name, used and deleted", async () => {
    const { type, click, find, kept, places } = await openEndpoints();
    await type("[data-sets] input", " Ours ");
    await click("[data-save-set]");
    expect(find("#set-said")!.dataset["fault"]).toBe("no-places");
    await type("[data-places]", "https://a.example/secret\nb.example");
    await click("[data-save-set]");
    expect(kept.sets).toEqual([{ name: "Ours", places: ["a.example", "b.example"] }]);
    await type("[data-places]", "");
    await click('[data-set="Ours"] [data-load]');
    expect(places()).toBe("a.example\nb.example\n");
    expect(await faults()).toEqual([]);
    await click('[data-set="Ours"] [data-delete]');
    expect([kept.sets, find("[data-set]")]).toEqual([[], null]);
  });
});

// @vitest-environment happy-dom
import { act, cleanup, fireEvent } from "@testing-library/preact";
import { afterEach, describe, expect, test } from "vitest";
import { PRESET_IDS, presetHosts } from "../../../src/core/endpoint-presets.ts";
import { endpointHosts } from "../../../src/core/endpoints.ts";
import type { Report } from "../../../src/core/report.ts";
import { testableHosts } from "../../../src/guidance/program-hosts.ts";
import { partitionOf } from "../../../src/core/partitions.ts";
import { awsHost } from "../../../src/core/zones.ts";
import { translateHere as t } from "../../preview/view-context.ts";
import { WORLDS } from "../../made-up.ts";
import { faults, openEndpoints } from "./stage.tsx";

afterEach(cleanup);

const report = WORLDS["ready, anchors seen"]!();
const VPC = "vpce-0123456789abcdef0-abcdefgh.sns.us-east-1.vpce.amazonaws.com";
const MIXED = "sns.us-east-1.amazonaws.com\nuntrusted.corp.example:8443\ngone.example";

describe("the list of hosts", () => {
  test("takes AWS's endpoints by service and region, each once", async () => {
    const { click, find, places, container } = await openEndpoints();
    await click("[data-add-aws]");
    const sns = endpointHosts({ partition: "aws", service: "sns" }).map(({ host }) => host);
    expect(places().trim().split("\n")).toEqual(sns);
    const [, service, region] =
      container.querySelectorAll<HTMLSelectElement>("[data-picker] select");
    await act(() => void fireEvent.change(service!, { target: { value: "all" } }));
    await act(() => void fireEvent.change(region!, { target: { value: "us-east-1" } }));
    await click("[data-add-aws]");
    const there = endpointHosts({ partition: "aws", region: "us-east-1" });
    expect(find("[data-count]")!.dataset["count"]).toBe(String(sns.length + there.length - 1));
  });

  test.each(["eu-central-1", "us-gov-west-1", "cn-north-1", "eusc-de-east-1"])(
    "takes ready-made lists, with hosts of the data files alone: %s",
    async (region) => {
      const { click, places, find, type } = await openEndpoints();
      const chosen = find("[data-presets] select")!;
      await act(() => void fireEvent.change(chosen, { target: { value: region } }));
      for (const preset of PRESET_IDS) {
        const hosts = presetHosts(preset, partitionOf(region)!.id, region);
        expect(hosts.length).toBeGreaterThan(2);
        const button = find(`[data-preset=${preset}] button`)!;
        expect(button.textContent).toBe(t("endpointsAdd_other", String(hosts.length)));
        await click(`[data-preset=${preset}] button`);
        expect(places().trim().split("\n")).toEqual(hosts);
        const kinds = new Set(hosts.map((host) => awsHost(host)?.kind));
        expect([...kinds].filter((kind) => kind !== "amazon" && kind !== "unconfirmed")).toEqual(
          [],
        );
        await type("[data-places]", "");
      }
      expect(find("[data-preset=cli]")!.textContent).toContain(region);
      expect(find("[data-faults]")).toBeNull();
      expect(await faults()).toEqual([]);
    },
  );

  test("begins with the hosts that the address names, as the guide's links do", async () => {
    location.hash = "#hosts/session-manager?region=eu-west-1";
    try {
      const { places, find } = await openEndpoints();
      expect(places().trim().split("\n")).toEqual(testableHosts("session-manager", "eu-west-1"));
      expect(find("[data-count]")!.dataset["count"]).toBe("3");
    } finally {
      location.hash = "";
    }
  });

  test("adds nothing twice", async () => {
    const { click, places } = await openEndpoints();
    await click("[data-preset=console] button");
    const once = places();
    await click("[data-preset=console] button");
    expect(places()).toBe(once);
  });

  test("takes endpoints by the form of their names", async () => {
    const { click, places, container } = await openEndpoints();
    const form = container.querySelectorAll<HTMLSelectElement>("[data-picker] select")[3]!;
    await act(() => void fireEvent.change(form, { target: { value: "dual-stack" } }));
    await click("[data-add-aws]");
    const listed = places().trim().split("\n");
    expect(listed).toContain("sns.us-east-1.api.aws");
    expect(listed.every((host) => host.endsWith(".api.aws"))).toBe(true);
  });

  test("takes no more of AWS's endpoints than one run tests, and says so", async () => {
    const { click, places, container, find } = await openEndpoints();
    const [, service] = container.querySelectorAll<HTMLSelectElement>("[data-picker] select");
    await act(() => void fireEvent.change(service!, { target: { value: "all" } }));
    expect(find("[data-add-aws]")!.getAttribute("aria-disabled")).toBe("true");
    expect(find("[data-picker]")!.textContent).toContain(t("endpointsTooMany"));
    await click("[data-add-aws]");
    expect(places()).toBe("");
  });

  test("of services finds one by the letters that people know it by", async () => {
    const { container } = await openEndpoints();
    const [, service] = container.querySelectorAll<HTMLSelectElement>("[data-picker] select");
    const labels = [...service!.options].map(({ text }) => text);
    expect(labels).toEqual(expect.arrayContaining(["KMS", "S3", "STS", "CloudFormation"]));
    const services = labels.slice(labels.indexOf(t("endpointsAllServices")) + 1);
    const sorted = services.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
    expect(services).toEqual(sorted);
  });

  test("takes a VPC endpoint, and says what it is or why it is none", async () => {
    const { type, click, find, places } = await openEndpoints();
    expect(find("#vpc-endpoint")!.textContent).toBe(t("endpointsVpc"));
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

  test.each([
    ["kms", "AWS KMS"],
    ["api.ecr", "Amazon ECR"],
    ["dkr.ecr", "Amazon ECR"],
    ["secretsmanager", "AWS Secrets Manager"],
    ["logs", "Amazon CloudWatch Logs"],
    ["ssm", "AWS Systems Manager"],
    ["ssmmessages", "AWS Systems Manager"],
    ["ec2messages", "AWS Systems Manager"],
    ["sts", "AWS STS"],
    ["sqs", "Amazon SQS"],
    ["ec2", "Amazon EC2"],
    ["lambda", "AWS Lambda"],
    ["execute-api", "Amazon API Gateway"],
  ])("knows the VPC endpoints of %s", async (label, service) => {
    const { type, find } = await openEndpoints();
    await type("[data-vpc] input", VPC.replace(".sns.", `.${label}.`));
    expect(find("#vpc-said")!.textContent).toBe(t("endpointsVpcKnown", service));
  });

  test("takes the VPC endpoint of a service that is not listed", async () => {
    const { type, click, find, places } = await openEndpoints();
    const host = VPC.replace(".sns.", ".a-new-service.");
    await type("[data-vpc] input", host);
    expect(find("#vpc-said")!.textContent).toBe(t("endpointsVpcUnlisted"));
    await click("[data-add-vpc]");
    expect(places()).toBe(`${host}\n`);
    await type("[data-vpc] input", "vpce.corp.example");
    expect(find("#vpc-said")!.textContent).toBe("");
  });

  test("puts a name for the * that the console shows for S3, and for no other", async () => {
    const { type, click, find, places } = await openEndpoints();
    const s3 = VPC.replace(".sns.", ".s3.");
    await type("[data-vpc] input", `*.${s3}`);
    expect(find("#vpc-said")!.textContent).toBe(t("endpointsVpcKnown", "Amazon S3"));
    await click("[data-add-vpc]");
    expect(places()).toBe(`bucket.${s3}\n`);
    await type("[data-vpc] input", `*.${VPC}`);
    await click("[data-add-vpc]");
    expect(find("#vpc-said")!.dataset["fault"]).toBe("wildcard");
  });

  test("names each fault with its line, and warns of look-alikes", async () => {
    const { type, find } = await openEndpoints();
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
    const counted = find("[data-said=count]")!.textContent;
    expect(counted).toBe("2 hosts (1 duplicate left out)");
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
        ["untrusted.corp.example:8443", "inconclusive"],
        ["gone.example", "inconclusive"],
        ["sns.us-east-1.amazonaws.com", "trusted"],
      ]);
      await page.open('[data-endpoint*="sns"]');
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
  test("show first what needs a look, with its reason and what to do", async () => {
    const page = await openEndpoints({ report });
    await page.test(`www.amazon.com\n${MIXED}`);
    expect(page.rows()).toEqual([
      ["untrusted.corp.example:8443", "not-trusted"],
      ["gone.example", "inconclusive"],
      ["sns.us-east-1.amazonaws.com", "trusted"],
      ["www.amazon.com", "trusted"],
    ]);
    expect(page.find("[data-troubles]")!.dataset["troubles"]).toBe("2");
    const reason = page.find("[data-reason=other-root]")!.textContent;
    expect(reason).toContain(t("failure_untrusted_issuer"));
    expect(reason).toContain(t("endpointAdvice_other_root"));
    const link = page.find("[data-advice=other-root] a")!;
    expect(link.getAttribute("href")).toMatch(/^\.\.\/guide\/index\.html#error-lines\/./);
    const fine = page.find("[data-fine]")!.textContent;
    expect(fine).toContain(t("endpointsLoaded_one", "1"));
    expect(fine).toContain(t("endpointElsewhere_amazon_retail", "DigiCert"));
    expect(await faults()).toEqual([]);
  });

  test("give a reason once for all hosts that share it", async () => {
    const page = await openEndpoints({ report });
    await page.test("gone.example\nuntrusted.a.example\nuntrusted.b.example\nuntrusted.c.example");
    // The reason with the most hosts comes first.
    expect(page.rows().map(([host]) => host)).toEqual([
      "untrusted.a.example",
      "untrusted.b.example",
      "untrusted.c.example",
      "gone.example",
    ]);
    const said = page.container.textContent.split(t("failure_untrusted_issuer"));
    expect(said).toHaveLength(2);
    expect(page.container.querySelectorAll("[data-reason]")).toHaveLength(2);
  });

  test("show a host's details only when they are opened", async () => {
    const page = await openEndpoints({ report });
    await page.test(MIXED);
    const raw = "net::ERR_CERT_AUTHORITY_INVALID";
    expect(page.container.textContent).not.toContain(raw);
    expect(page.find(".facts")).toBeNull();
    const button = page.find('[data-finding="not-trusted"] button')!;
    const named = button.getAttribute("aria-labelledby")!.split(" ");
    expect(named.map((id) => document.getElementById(id)!.textContent.trim())).toEqual([
      t("endpointFacts"),
      "untrusted.corp.example:8443",
    ]);
    await page.open('[data-finding="not-trusted"]');
    expect(button.getAttribute("aria-expanded")).toBe("true");
    expect(page.find('[data-finding="not-trusted"]')!.textContent).toContain(raw);
    expect(page.container.querySelectorAll(".facts")).toHaveLength(1);
    expect(await faults()).toEqual([]);
    await page.click('[data-finding="not-trusted"] button');
    expect(page.find(".facts")).toBeNull();
  });

  test("of many hosts fold those of a service that are fine, and nothing that is not", async () => {
    const page = await openEndpoints({ report });
    const sns = endpointHosts({ partition: "aws", service: "sns" }).map(({ host }) => host);
    const own = ["a.example", "b.example", "untrusted.example"];
    await page.test([...own, ...sns, "sts.us-east-1.amazonaws.com"].join("\n"));
    expect(page.rows()).toEqual([
      ["untrusted.example", "not-trusted"],
      ["sts.us-east-1.amazonaws.com", "trusted"],
    ]);
    expect(page.folds()).toEqual([
      ["sns", sns.length],
      ["other", 2],
    ]);
    expect(page.find("[data-fold=sns]")!.textContent).toContain(t("endpointsAllFine_other", "34"));
    // One host of this group is in trouble: not all of them are fine.
    expect(page.find("[data-fold=other]")!.textContent).toContain(
      t("endpointsSomeFine_other", "2"),
    );
    expect(page.find("[data-common=loaded]")!.textContent).toBe(t("endpointsLoaded_other", "37"));
    expect(page.container.textContent.split(t("endpointsLoaded_other", "37"))).toHaveLength(2);
    await page.open("[data-fold=sns]");
    expect(page.rows().map(([host]) => host)).toEqual([
      "untrusted.example",
      ...sns,
      "sts.us-east-1.amazonaws.com",
    ]);
    expect(page.find("[data-endpoint] .facts")).toBeNull();
    expect(await faults()).toEqual([]);
  });

  test("of few hosts are not folded", async () => {
    const page = await openEndpoints({ report });
    await page.test("a.example\nb.example\nc.example");
    expect(page.folds()).toEqual([]);
    expect(page.rows()).toHaveLength(3);
  });

  test("of which all are fine say so, with no part for trouble", async () => {
    const page = await openEndpoints({ report });
    await page.test("a.example\nb.example");
    expect(page.said()).toBe("2 hosts tested. All 2 are fine.");
    expect(page.find("[data-troubles]")).toBeNull();
    expect(page.find("[data-fine] h3")!.textContent).toBe("All 2 are fine");
  });

  test("are told once, when all have ended", async () => {
    const page = await openEndpoints({ report, granted: ["https://*/*"] });
    const said: string[] = [];
    const watch = new MutationObserver(() => {
      const now = page.find(".endpoint-results [role=status]")?.textContent ?? "";
      if (now && now !== said.at(-1)) said.push(now);
    });
    watch.observe(page.container, { childList: true, subtree: true, characterData: true });
    await page.test(MIXED);
    watch.disconnect();
    expect(said).toEqual(["3 hosts tested: 1 fine, 2 to look at"]);
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

  test("are shown while the run goes on, and stay when it is stopped", async () => {
    const page = await openEndpoints({ report, granted: ["https://*/*"] });
    page.observe.mockImplementation(async (probe, _, signal) => {
      if (!probe.url.includes("//a.example")) {
        await new Promise((_done, reject) => signal.addEventListener("abort", reject));
      }
      return page.observeBlindly(probe, 0, signal);
    });
    await page.type("[data-places]", "a.example\na.example:8443\nb.example\nc.example");
    const tested = [
      ["a.example", "trusted"],
      ["a.example:8443", "trusted"],
    ];
    const button = page.find("[data-test]")!;
    expect(button.textContent).toBe("Test 4 hosts");
    await page.click("[data-test]");
    // The same element, so that the focus would stay on it.
    expect(page.find("[data-stop]")).toBe(button);
    expect(button.textContent).toBe(t("endpointsStop"));
    expect(page.find("[data-progress]")!.textContent).toBe("Testing 0 of 4");
    expect(document.activeElement).toBe(page.find("#results"));
    await act(() => new Promise((resolve) => setTimeout(resolve, 1_100)));
    expect(page.find("[data-progress]")!.textContent).toBe("Testing 2 of 4");
    const bar = page.find("progress") as HTMLProgressElement;
    expect([bar.value, bar.max]).toEqual([2, 4]);
    expect([page.rows(), page.said()]).toEqual([tested, ""]);
    // Not "all": two are still to come.
    expect(page.find("[data-fine] h3")!.textContent).toBe("2 hosts are fine");
    expect(await faults()).toEqual([]);
    // The second half of a double click on "Test" is not meant for "Stop".
    await act(() => void fireEvent.click(button, { detail: 2 }));
    expect(page.find('[data-run="running"]')).not.toBeNull();
    await page.click("[data-stop]");
    await page.ended("stopped");
    expect(page.rows()).toEqual(tested);
    expect(page.find("[data-stop]")).toBeNull();
    expect(page.find("[data-test]")).toBe(button);
    expect(page.find("progress")).toBeNull();
    expect(page.said()).toBe("Stopped after 2 of 4 hosts: 2 fine, 0 to look at");
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

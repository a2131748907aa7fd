/** Tests whether this browser trusts the hosts that a person names: AWS's own, VPC endpoints, any other. */
import { useMemo, useState } from "preact/hooks";
import { DEFAULT_SETTINGS } from "../../core/default-settings.ts";
import { placeText, readEndpointList, type EndpointInput } from "../../core/endpoint-input.ts";
import { coversHost, patternFor } from "../../core/match-pattern.ts";
import { baselineUrls, withBaseline } from "../../core/plan.ts";
import { useView } from "../../view/view-context.ts";
import { PageFrame } from "../../view/PageFrame.tsx";
import { useFollowed } from "../../view/use-followed.ts";
import { AwsPicker } from "./AwsPicker.tsx";
import { hostsOfAddress } from "./hosts-of-address.ts";
import { PlacesField } from "./PlacesField.tsx";
import type { EndpointsPorts } from "./ports.ts";
import { Presets } from "./Presets.tsx";
import { Results } from "./Results.tsx";
import { RunBar } from "./RunBar.tsx";
import { Sets } from "./Sets.tsx";
import { speaks, useFindings } from "./use-findings.ts";
import { useRun } from "./use-run.ts";
import { VpcField } from "./VpcField.tsx";

const NO_ORIGINS: string[] = [];

export function EndpointsPage({ ports }: { ports: EndpointsPorts }) {
  const { t } = useView();
  const { value: settings, trouble } = useFollowed(ports.settings);
  const values = settings?.values ?? DEFAULT_SETTINGS;
  const { value: report } = useFollowed(ports.report);
  const granted = useFollowed(ports.granted).value ?? NO_ORIGINS;
  const [text, setText] = useState(() => withLines("", hostsOfAddress(location.hash)));
  const [asking, setAsking] = useState(false);
  const read = useMemo(() => readEndpointList(text), [text]);
  const { run, start, stop } = useRun(ports);
  const recent = speaks(report, ports.clock.now()) ? report : null;
  const found = useFindings(run, recent, values.approvedInspectors, ports.catalogue);
  const places = read.values;
  const missing = hostsWithout(granted, places);
  const ready = places.length > 0 && run?.state !== "running" && !asking && !!(settings || trouble);

  const begin = (permitted: readonly string[]) => {
    const tasks = places.map((place) => ({
      place,
      blind: !permitted.some((pattern) => coversHost(pattern, place.host)),
    }));
    // A baseline that failed in the report may load now.
    const known = recent?.baseline.loaded === true;
    const compared = withBaseline(ports.catalogue, values.baseline);
    const programme = report?.browser.programme ?? null;
    void start(tasks, known ? [] : baselineUrls(compared, programme));
  };
  const test = async () => {
    if (!missing.length) return begin(granted);
    const asked = missing.map((host) => patternFor(host));
    setAsking(true);
    // Before any await: browsers show the prompt only directly after a click.
    const given = await ports.request(asked).catch(() => false);
    const now = await ports.granted.read().catch(() => granted);
    setAsking(false);
    begin(given ? [...now, ...asked] : now);
  };
  const add = (hosts: readonly string[]) => setText((before) => withLines(before, hosts));
  return (
    <PageFrame page="endpoints" settings={settings || trouble ? values : null}>
      <main class="content">
        <h1>{t("endpointsTitle")}</h1>
        <p>{t("endpointsIntro")}</p>
        <div class="endpoint-form">
          <div class="endpoint-ways">
            <Presets onAdd={add} />
            <AwsPicker onAdd={add} />
            <VpcField onAdd={add} />
          </div>
          <section class="panel" aria-labelledby="places">
            <h2 id="places">{t("endpointsWhat")}</h2>
            <PlacesField text={text} read={read} onChange={setText} />
            <Sets
              ports={ports.sets}
              settings={settings}
              places={places.map(placeText)}
              onLoad={(given) => setText(withLines("", given))}
            />
          </section>
        </div>
        <RunBar
          run={run}
          count={places.length}
          lacking={missing.length}
          ready={ready}
          onTest={() => void test()}
          onTestBlindly={() => begin(granted)}
          onStop={stop}
        />
        {run && <Results {...{ run, found, report, ports }} settings={values} />}
      </main>
    </PageFrame>
  );
}

/** Hosts without permission, each once. */
function hostsWithout(granted: readonly string[], places: readonly EndpointInput[]): string[] {
  const hosts = new Set(places.map(({ host }) => host));
  return [...hosts].filter((host) => !granted.some((pattern) => coversHost(pattern, host)));
}

/** Appends lines to a text, except those that it has already. */
function withLines(text: string, lines: readonly string[]): string {
  const known = new Set(text.split("\n").map((line) => line.trim()));
  const fresh = lines.filter((line) => !known.has(line));
  const before = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  return fresh.length ? `${before}${fresh.join("\n")}\n` : text;
}

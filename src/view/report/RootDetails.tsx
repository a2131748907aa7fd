/** What the finding for one root rests on: a sentence, the facts of its test page, and the chain. */
import type { Report, RootResult } from "../../core/report.ts";
import { pickFacts } from "../../report-text/fact.ts";
import { rootFacts, TEST_DETAILS, testFacts } from "../../report-text/facts.ts";
import { testOf } from "../../report-text/meaning.ts";
import { ExpectedChain, ObservedChain } from "../Chain.tsx";
import { Facts, OneFact } from "../Facts.tsx";
import { useView } from "../view-context.ts";

interface Props {
  root: RootResult;
  report: Report;
}

/** The sentence, and the facts of the test page. */
export function RootTest({ root, report }: Props) {
  const view = useView();
  const test = testOf(root, report);
  return (
    <>
      <p>
        <OneFact facts={rootFacts(root, report, view)} id="meaning" />
      </p>
      {test && <Facts facts={pickFacts(testFacts(test, view), TEST_DETAILS)} />}
    </>
  );
}

export function RootDetails({ root, report }: Props) {
  const test = testOf(root, report);
  const shown = test?.chain.length ? test : undefined;
  return (
    <>
      <RootTest root={root} report={report} />
      {shown && (
        <ObservedChain
          observation={shown}
          certificates={report.certificates}
          roots={report.roots}
        />
      )}
      {shown?.evidence !== "anchor" && (
        <ExpectedChain
          root={root}
          roots={report.roots}
          host={test ? new URL(test.url).hostname : null}
        />
      )}
    </>
  );
}

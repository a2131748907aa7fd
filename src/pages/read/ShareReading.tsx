import { useCallback } from "preact/hooks";
import type { Reading } from "../../reading/model.ts";
import { FILE_KINDS } from "../../report-text/forms.ts";
import {
  readingFileName,
  READING_FORMS,
  sharedReading,
  type IsPublicWord,
  type ReadingForm,
} from "../../report-text/reading-share.ts";
import { keyOf } from "../../report-text/translator.ts";
import { Fold } from "../../view/Fold.tsx";
import { later } from "../../view/later.tsx";
import { ShareText } from "../../view/Share.tsx";
import { useView } from "../../view/view-context.ts";
import type { ReadPorts } from "./ports.ts";

interface Props {
  reading: Reading;
  /** Ms since the epoch: when it was read, and the day for which validity was judged. */
  readAt: number;
  judgedAt: number;
  ports: Pick<ReadPorts, "catalogue" | "save">;
}

/** All that was found, to copy or save; by default without what identifies a network, a person or a file. */
export function ShareReading(props: Props) {
  const { t } = useView();
  return (
    <Fold title={t("readShareHeading")} id="share-reading" screenOnly later>
      <Form {...props} />
    </Fold>
  );
}

/** Published words stand in the guide's table of errors, which is loaded only then. */
const Form = later(async () => {
  const { isPublishedWord } = await import("../../report-text/error-findings.ts");
  return (props: Props) => <ReadingForm {...props} isPublicWord={isPublishedWord} />;
});

function ReadingForm(props: Props & { isPublicWord: IsPublicWord }) {
  const { reading, readAt, judgedAt, ports, isPublicWord } = props;
  const { catalogue, save } = ports;
  const { t, language } = useView();
  const write = useCallback<Parameters<typeof ShareText<ReadingForm>>[0]["write"]>(
    (form, redactions) => {
      const about = { readAt, judgedAt, redactions, isPublicWord };
      return {
        text: sharedReading(form, reading, catalogue, { t, language }, about),
        name: readingFileName(FILE_KINDS[form].extension, readAt),
      };
    },
    [reading, readAt, judgedAt, catalogue, isPublicWord, t, language],
  );
  return (
    <ShareText<ReadingForm>
      forms={READING_FORMS.map((value) => ({
        value,
        label: t(value === "json" ? "readShareForm_json" : keyOf("shareForm", value)),
      }))}
      write={write}
      save={save}
      switchLabel={(each) => t(keyOf("readRedact", each))}
    />
  );
}

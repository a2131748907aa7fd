import { useCallback } from "preact/hooks";
import type { Reading } from "../../reading/model.ts";
import { FILE_KINDS } from "../../report-text/forms.ts";
import {
  readingFileName,
  READING_FORMS,
  sharedReading,
  type ReadingForm,
} from "../../report-text/reading-share.ts";
import { keyOf } from "../../report-text/translator.ts";
import { Fold } from "../../view/Fold.tsx";
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

function Form({ reading, readAt, judgedAt, ports: { catalogue, save } }: Props) {
  const { t, language } = useView();
  const write = useCallback<Parameters<typeof ShareText<ReadingForm>>[0]["write"]>(
    (form, redactions) => {
      const about = { readAt, judgedAt, redactions };
      return {
        text: sharedReading(form, reading, catalogue, { t, language }, about),
        name: readingFileName(FILE_KINDS[form].extension, readAt),
      };
    },
    [reading, readAt, judgedAt, catalogue, t, language],
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

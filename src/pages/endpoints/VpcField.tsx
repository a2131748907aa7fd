import { useState } from "preact/hooks";
import { placeText, readEndpointInput, type EndpointFault } from "../../core/endpoint-input.ts";
import { awsEndpoint, SERVICES } from "../../core/endpoints.ts";
import { isVpcEndpoint } from "../../core/zones.ts";
import { keyOf } from "../../report-text/translator.ts";
import type { Translate } from "../../platform/i18n.ts";
import { useView } from "../../view/view-context.ts";

interface Props {
  onAdd(hosts: string[]): void;
}

/** Adds a VPC interface endpoint by its DNS name or by a private name. */
export function VpcField({ onAdd }: Props) {
  const { t } = useView();
  const [text, setText] = useState("");
  const [fault, setFault] = useState<EndpointFault | null>(null);
  const read = readEndpointInput(withBucket(text));
  const add = () => {
    setFault(read.ok ? null : read.fault);
    if (!read.ok) return;
    onAdd([placeText(read.value)]);
    setText("");
  };
  return (
    <section class="panel" aria-labelledby="vpc-endpoint" data-vpc>
      <h2 id="vpc-endpoint">{t("endpointsVpc")}</h2>
      <div class="field-line">
        <label class="choice">
          <span>{t("endpointsVpcField")}</span>
          <input
            type="text"
            inputMode="url"
            dir="ltr"
            autocomplete="off"
            spellcheck={false}
            value={text}
            aria-describedby="vpc-help vpc-said"
            aria-invalid={fault !== null}
            onInput={(event) => {
              setFault(null);
              setText(event.currentTarget.value);
            }}
            onKeyDown={(event) => event.key === "Enter" && add()}
          />
        </label>
        <button type="button" class="button" data-add-vpc onClick={add}>
          {t("endpointsAddOne")}
        </button>
      </div>
      <p id="vpc-said" class="note" role="status" data-fault={fault ?? undefined}>
        {fault ? t(keyOf("endpointFault", fault)) : read.ok && describeName(read.value.host, t)}
      </p>
      <p class="note" id="vpc-help">
        {t("endpointsVpcIntro")}
      </p>
    </section>
  );
}

/** The VPC console shows S3's name with `*.`; AWS's own instructions put `bucket.` there. */
function withBucket(text: string): string {
  return text.trim().replace(/^\*\.(?=vpce-[^.]+\.s3\.)/i, "bucket.");
}

/** Says whose VPC endpoint it is; null for names that are not AWS's. */
function describeName(host: string, t: Translate): string | null {
  const known = awsEndpoint(host);
  const service = SERVICES.find(({ id }) => id === known?.service)?.name;
  if (known && service !== undefined) {
    return t(known.privateLink ? "endpointsVpcKnown" : "endpointsVpcPublic", service);
  }
  return isVpcEndpoint(host) ? t("endpointsVpcUnlisted") : null;
}

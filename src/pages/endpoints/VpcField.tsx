import { useState } from "preact/hooks";
import { placeText, readEndpointInput, type EndpointFault } from "../../core/endpoint-input.ts";
import { awsEndpoint, SERVICES } from "../../core/endpoints.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";

interface Props {
  onAdd(hosts: string[]): void;
}

/** Adds a VPC interface endpoint by its DNS name or by a private name. */
export function VpcField({ onAdd }: Props) {
  const { t } = useView();
  const [text, setText] = useState("");
  const [fault, setFault] = useState<EndpointFault | null>(null);
  const read = readEndpointInput(text);
  const known = read.ok ? awsEndpoint(read.value.host) : null;
  const service = SERVICES.find(({ id }) => id === known?.service)?.name;
  const add = () => {
    setFault(read.ok ? null : read.fault);
    if (!read.ok) return;
    onAdd([placeText(read.value)]);
    setText("");
  };
  return (
    <section class="panel" aria-labelledby="vpc-endpoint" data-vpc>
      <h2 id="vpc-endpoint">{t("endpointsVpc")}</h2>
      <p>{t("endpointsVpcIntro")}</p>
      <label class="choice">
        <span>{t("endpointsVpcField")}</span>
        <input
          type="text"
          inputMode="url"
          dir="ltr"
          autocomplete="off"
          spellcheck={false}
          value={text}
          aria-describedby="vpc-said"
          aria-invalid={fault !== null}
          onInput={(event) => {
            setFault(null);
            setText(event.currentTarget.value);
          }}
          onKeyDown={(event) => event.key === "Enter" && add()}
        />
      </label>
      <p id="vpc-said" class="note" role="status" data-fault={fault ?? undefined}>
        {fault && t(keyOf("endpointFault", fault))}
        {!fault &&
          service &&
          known &&
          t(known.privateLink ? "endpointsVpcKnown" : "endpointsVpcPublic", service)}
      </p>
      <p class="actions">
        <button type="button" class="button" data-add-vpc onClick={add}>
          {t("endpointsAddOne")}
        </button>
      </p>
    </section>
  );
}

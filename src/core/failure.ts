/** Failures of probes, and the layer of the connection that failed. */
import { FAILURE_LAYERS, type FailureCode, type FailureLayer } from "./vocabulary.ts";

/** A failure: our code, and the browser's own word for it, unchanged. */
export interface Failure {
  code: FailureCode;
  raw: string;
  /** The vendor's name of the error, the same in every language: `SEC_ERROR_UNKNOWN_ISSUER`. Null where unknown. */
  symbol: string | null;
}

const LAYER_OF = new Map<FailureCode, FailureLayer>(
  (Object.keys(FAILURE_LAYERS) as FailureLayer[]).flatMap((layer) =>
    FAILURE_LAYERS[layer].map((code) => [code, layer] as const),
  ),
);

/** Whether the browser refused a certificate in words that no table explains. */
export function isUnread({ code, symbol }: Failure): boolean {
  return code === "certificate-other" && symbol === null;
}

export function layerOf(code: FailureCode): FailureLayer {
  return LAYER_OF.get(code) ?? "unknown";
}

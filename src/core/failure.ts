import { FAILURE_LAYERS, type FailureCode, type FailureLayer } from "./vocabulary.ts";

/** `raw`: the browser's own word, unchanged. */
export interface Failure {
  code: FailureCode;
  raw: string;
  /** The vendor's name in every language (`SEC_ERROR_UNKNOWN_ISSUER`); null if unknown. */
  symbol: string | null;
}

const LAYER_OF = new Map<FailureCode, FailureLayer>(
  (Object.keys(FAILURE_LAYERS) as FailureLayer[]).flatMap((layer) =>
    FAILURE_LAYERS[layer].map((code) => [code, layer] as const),
  ),
);

/** Whether a certificate was refused in words that no table has. */
export function isUnread({ code, symbol }: Failure): boolean {
  return code === "certificate-other" && symbol === null;
}

export function layerOf(code: FailureCode): FailureLayer {
  return LAYER_OF.get(code) ?? "unknown";
}

const CUT_SHORT = "not waited for any longer";

/** What a probe says that was ended before its full time. */
export function cutShort(durationMs: number): Failure {
  const raw = `${CUT_SHORT} after ${Math.round(durationMs)} ms`;
  return { code: "timeout", raw, symbol: null };
}

export function isCutShort({ code, raw }: Failure): boolean {
  return code === "timeout" && raw.startsWith(CUT_SHORT);
}

import type { Machine } from "../../guidance/situation.ts";
import { ReadCode } from "../guide/ReadCode.tsx";
import type { DeskPorts } from "./part.ts";

/** Of the caller's machine, all that is known stands in the code. */
const UNKNOWN: Machine = { browser: "chromium", system: "other", managed: false };

/** A caller's support code turned back into what the caller sees; the guide has the same page. */
export function Decode({ ports: { catalogue } }: { ports: DeskPorts }) {
  return <ReadCode catalogue={catalogue} report={null} machine={UNKNOWN} detail="" />;
}

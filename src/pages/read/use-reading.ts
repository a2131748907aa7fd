import { useRef, useState } from "preact/hooks";
import type { ReadInput } from "../../reading/in-worker.ts";
import type { Reading } from "../../reading/model.ts";
import { withErrorLines } from "./error-lines.ts";
import type { ReadPorts } from "./ports.ts";

export type ReadState =
  | { kind: "idle" }
  | { kind: "reading"; part: number }
  /** Ms since the epoch: when it was read, and the day for which validity was judged. */
  | { kind: "done"; reading: Reading; readAt: number; judgedAt: number }
  | { kind: "trouble"; message: string };

export interface ReadChoices {
  /** `YYYY-MM-DD`; empty for now. */
  day: string;
  password: string;
}

/** One reading at a time: a new one ends the one before. */
export function useReading(ports: ReadPorts) {
  const [state, setState] = useState<ReadState>({ kind: "idle" });
  const [options, setChoices] = useState<ReadChoices>({ day: "", password: "" });
  const running = useRef<AbortController | null>(null);
  const last = useRef<readonly ReadInput[]>([]);
  const start = async (inputs: readonly ReadInput[], { day, password }: ReadChoices) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    last.current = inputs;
    setState({ kind: "reading", part: 0 });
    const say = (next: ReadState) => {
      if (running.current === controller) setState(next);
    };
    try {
      const readAt = ports.now();
      const judgedAt = day === "" ? readAt : Date.parse(day);
      const reading = await ports.read(inputs, {
        at: judgedAt,
        passwords: password === "" ? [] : [password],
        catalogue: ports.catalogue,
        rootCertificates: ports.rootCertificates,
        toolVersion: ports.toolVersion,
        signal: controller.signal,
        onProgress: (part) => say({ kind: "reading", part }),
      });
      say({ kind: "done", reading: await withErrorLines(reading, inputs), readAt, judgedAt });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      say({ kind: "trouble", message });
    }
  };
  return {
    state,
    options,
    /** Reads the same again, by the new choices. */
    setOptions(next: ReadChoices) {
      setChoices(next);
      if (last.current.length) void start(last.current, next);
    },
    read: (inputs: readonly ReadInput[]) => void start(inputs, options),
    cancel() {
      running.current?.abort();
      running.current = null;
      setState({ kind: "idle" });
    },
  };
}

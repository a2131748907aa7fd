/** Clocks: this machine's, and the servers'. */
import type { Scenario } from "../scenario.ts";
import { also, EVERY, READY, TODAY, undecided } from "./expect.ts";

const DAY_MS = 24 * 3600 * 1000;
/** All but the expired controls, which a clock makes neither better nor worse here. */
const UNEXPIRED = { kind: ["valid", "revoked", "baseline"] } as const;

export const TIME_ROWS: readonly Scenario[] = [
  {
    name: "wrong-clock-behind",
    summary: "This machine's clock is behind: every certificate, of any host, is yet to begin",
    trusted: TODAY,
    rules: [{ when: UNEXPIRED, then: { certificate: { valid: { from: 30, to: 120 } } } }],
    expected: undecided("wrong-clock", "date-invalid"),
  },
  {
    name: "wrong-clock-ahead",
    summary: "This machine's clock is ahead: every certificate, of any host, has expired",
    trusted: TODAY,
    rules: [{ when: UNEXPIRED, then: { certificate: { valid: { from: -120, to: -30 } } } }],
    expected: undecided("wrong-clock", "date-invalid"),
  },
  {
    name: "clock-header-behind",
    summary: "All is trusted, and by the servers' clocks this machine is three days behind",
    trusted: TODAY,
    rules: [{ when: EVERY, then: { answer: { clockAheadMs: 3 * DAY_MS } } }],
    expected: also(READY, { clock: "behind" }),
  },
  {
    name: "clock-header-ahead",
    summary: "All is trusted, and by the servers' clocks this machine is three days ahead",
    trusted: TODAY,
    rules: [{ when: EVERY, then: { answer: { clockAheadMs: -3 * DAY_MS } } }],
    expected: also(READY, { clock: "ahead" }),
  },
];

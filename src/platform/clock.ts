/** Time, as a port, so that the code behind it can be tested. */
export interface Clock {
  /** Milliseconds since the epoch, by this machine's clock. */
  now(): number;
  /** Milliseconds on a clock that never jumps; only differences mean anything. */
  ticks(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  ticks: () => performance.now(),
};

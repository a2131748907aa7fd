/** Starts the check while the rest of the popup loads. The popup makes the same call again. */
import { call } from "../src/platform/calls.ts";

// The popup shows the error of its own call.
call("checkIfDue").catch(() => undefined);

/** A head start: asks for the check while the rest of the popup is still loading. The popup itself asks again. */
import { call } from "../src/platform/calls.ts";

// Whatever is wrong shows when the popup asks.
call("checkIfDue").catch(() => undefined);

/** One way to start either browser with the extension in it. */
import { launchChromium } from "./chromium.ts";
import type { FoundBrowser } from "./find.ts";
import { launchFirefox } from "./firefox.ts";
import type { LaunchOptions, Session } from "./session.ts";

export type { LaunchOptions, PageOptions, Session } from "./session.ts";

/**
 * Starts a found browser in a throwaway profile. Rejects, with everything cleaned up, where it cannot.
 * Whoever calls must `close()` the session; a process that ends or gets SIGINT or SIGTERM closes it too.
 */
export function launch(found: FoundBrowser, options: LaunchOptions): Promise<Session> {
  return found.family === "firefox"
    ? launchFirefox(found, options)
    : launchChromium(found, options);
}

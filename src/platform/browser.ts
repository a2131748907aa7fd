/**
 * The one door to the WebExtension APIs. The polyfill gives older Chromium `browser` and promises; where
 * `browser` exists it hands that over. It throws outside an extension, so nothing else imports it.
 */
import browser from "webextension-polyfill";

export { browser };

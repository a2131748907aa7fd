/**
 * The only import of the WebExtension APIs. The polyfill gives older Chromium `browser` and promises. It throws
 * outside an extension.
 */
import browser from "webextension-polyfill";

export { browser };

/** The only import of the WebExtension APIs. The polyfill throws outside an extension. */
import browser from "webextension-polyfill";

export { browser };

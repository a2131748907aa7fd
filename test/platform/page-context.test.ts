// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { saveFile, systemClock } from "../../src/platform/environment.ts";
import { pageContext } from "../../src/platform/page-context.ts";
import { EXTENSION, fakeBrowser, resetBrowser } from "../fake-browser.ts";

vi.mock("../../src/platform/browser.ts", async () => ({
  browser: (await import("../fake-browser.ts")).fakeBrowser,
}));

beforeEach(resetBrowser);

describe("the context of a page", () => {
  test("has the language of the texts with the region of the browser, and sets both on the document", () => {
    const { language, t } = pageContext();
    expect(language).toBe("en-GB");
    expect(document.documentElement.lang).toBe("en-GB");
    expect(document.documentElement.dir).toBe("ltr");
    expect(t("reportTitle")).toBe("reportTitle");
  });

  test("follows a language that is written from right to left", () => {
    fakeBrowser.i18n.language.direction = "rtl";
    pageContext();
    expect(document.documentElement.dir).toBe("rtl");
  });

  test("opens pages in a tab, and closes a popup that is in front of it", () => {
    const close = vi.spyOn(window, "close").mockImplementation(() => {});
    const { openPage } = pageContext();
    openPage("pages/report/index.html");
    expect(fakeBrowser.tabs.create.mock.calls).toEqual([
      [{ url: `${EXTENSION}/pages/report/index.html` }],
    ]);
    expect(close).not.toHaveBeenCalled();
    fakeBrowser.extension.getViews = () => [window];
    openPage("pages/report/index.html");
    expect(close).toHaveBeenCalledTimes(1);
  });

  test("puts text on the clipboard", async () => {
    const writeText = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await pageContext().copy("text");
    expect(writeText).toHaveBeenCalledExactlyOnceWith("text");
  });
});

describe("the environment", () => {
  test("saves a file under its name, and frees it a minute later", async () => {
    vi.useFakeTimers();
    const saved: { name: string; blob: Blob | undefined }[] = [];
    const blobs = new Map<string, Blob>();
    vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
      blobs.set("blob:1", blob as Blob);
      return "blob:1";
    });
    const revoke = vi.spyOn(URL, "revokeObjectURL").mockImplementation(() => {});
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      saved.push({ name: this.download, blob: blobs.get(this.href) });
    });
    saveFile("a.csv", "text/csv", "ä");
    expect(saved.map(({ name }) => name)).toEqual(["a.csv"]);
    expect(saved[0]!.blob!.type).toBe("text/csv");
    expect(new Uint8Array(await saved[0]!.blob!.arrayBuffer())).toEqual(
      new Uint8Array([0xc3, 0xa4]),
    );
    expect(revoke).not.toHaveBeenCalled();
    vi.advanceTimersByTime(60_000);
    expect(revoke).toHaveBeenCalledExactlyOnceWith("blob:1");
    vi.useRealTimers();
  });

  test("has the time of day, and a clock that only goes on", () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000);
    const before = systemClock.ticks();
    expect(systemClock.ticks()).toBeGreaterThanOrEqual(before);
  });
});

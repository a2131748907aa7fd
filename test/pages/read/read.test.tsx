// @vitest-environment happy-dom
import { act, cleanup, fireEvent } from "@testing-library/preact";
import { afterEach, describe, expect, test, vi } from "vitest";
import rootCertificates from "virtual:root-certificates";
import { openShared } from "../../../src/core/open-shared.ts";
import { BUNDLE_FILE } from "../../../src/guidance/root-files.ts";
import { COMPANY_FILE } from "../../../src/guidance/programs.ts";
import { pemText } from "../../../src/report-text/format.ts";
import { LAX_CERTIFICATES } from "../../made-up-certificates.ts";
import log from "../../probe/log/logs/inspected-untrusted.netlog?raw";
import { READ_STATES } from "../../preview/read-states.ts";
import { translateHere as t } from "../../preview/view-context.ts";
import { openReadPage } from "./stage.tsx";

afterEach(cleanup);

/** The level of the first finding, and codes that have to be there. */
const EXPECTED: Record<string, [kind: string, level: string, ...codes: string[]]> = {
  "a list with all roots": ["bundle", "good", "bundle-enough"],
  "a list without two roots": ["bundle", "note", "bundle-bridged"],
  "a company's root alone": ["certificate", "problem", "foreign-root", "strict-openssl"],
  "one root": ["certificate", "good", "root"],
  "an inspected chain": ["chain", "problem", "chain-inspected", "strict-openssl"],
  "a look-alike": ["certificate", "problem", "look-alike"],
  "an error page": ["browser-error", "problem", "error-line", "chain-inspected"],
  "a broken text": ["certificate", "problem", "broken-pem", "root"],
  "an error of a program": ["error-text", "problem", "error-line"],
  "a report": ["report", "note", "is-report"],
  nothing: ["nothing", "problem", "nothing-recognised"],
};

describe("what is pasted", () => {
  test.each(Object.keys(READ_STATES).filter((name) => READ_STATES[name] !== ""))(
    "%s is read, without a fault that axe knows",
    async (name) => {
      const page = openReadPage();
      await page.paste(READ_STATES[name]!);
      const [kind, level, ...codes] = EXPECTED[name]!;
      const card = page.find("[data-kind]")!;
      expect([card.dataset["kind"], card.dataset["level"]]).toEqual([kind, level]);
      expect(page.codes()).toEqual(expect.arrayContaining(codes));
      expect(await page.faults()).toEqual([]);
    },
  );

  test("what somebody did is no error: two questions, and what comes near as such", async () => {
    const page = openReadPage();
    await page.paste("aws s3 ls");
    expect(page.codes()).toEqual(["nothing-recognised"]);
    const questions = [...page.container.querySelectorAll("[data-questions] li")];
    expect(questions.map(({ textContent }) => textContent)).toEqual([
      t("errorAsk_program"),
      t("errorAsk_text"),
    ]);
    expect(page.container.textContent).toContain(t("errorNearest"));
    const nearest = [...page.container.querySelectorAll<HTMLElement>("[data-nearest] li")];
    expect(nearest).toHaveLength(3);
    for (const row of nearest)
      expect(row.querySelector("a")!.getAttribute("href")).toContain(
        `#error-lines/${row.dataset["error"]}`,
      );
    expect(page.find("[data-what]")).not.toBeNull();
    expect(await page.faults()).toEqual([]);
    await page.paste("console is blank");
    expect(page.container.querySelectorAll("[data-questions] li")).toHaveLength(2);
    expect(page.container.textContent).not.toContain(t("errorNearest"));
  });

  test("the empty page says what can be read", async () => {
    const page = openReadPage();
    expect(page.find("[data-what]")).not.toBeNull();
    expect(await page.faults()).toEqual([]);
  });

  test("a list without roots offers the missing ones, and only those", async () => {
    const page = openReadPage();
    await page.paste(READ_STATES["a list without two roots"]!);
    fireEvent.click(page.find(`[data-save="${BUNDLE_FILE}"]`)!);
    const [[name, , text]] = page.save.mock.calls as [[string, string, string]];
    expect(name).toBe(BUNDLE_FILE);
    expect(text).toBe(
      ["amazon-root-ca-1", "amazon-root-ca-2"].map((id) => rootCertificates[id]).join(""),
    );
  });

  test("an inspecting root is saved as the file that the commands name", async () => {
    const page = openReadPage();
    await page.paste(READ_STATES["an inspected chain"]!);
    fireEvent.click(page.find(`[data-save="${COMPANY_FILE}"]`)!);
    expect(page.save.mock.calls[0]![2]).toBe(pemText(LAX_CERTIFICATES.root));
    const commands = [...page.container.querySelectorAll("[data-company-root] code")]
      .map((each) => each.textContent)
      .join("\n");
    for (const word of ["AWS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "keytool"])
      expect(commands).toContain(word);
    expect(page.container.textContent).toContain(t("companyRootAsk"));
  });

  test("a report goes to the help desk's page", async () => {
    const page = openReadPage();
    await page.paste(READ_STATES["a report"]!);
    fireEvent.click(page.find('main a[href*="desk"]')!);
    expect(page.handOver.mock.calls).toEqual([[READ_STATES["a report"]]]);
  });
});

describe("sharing", () => {
  async function shared(state: string) {
    const page = openReadPage();
    await page.choose(new File([READ_STATES[state]!], "alice.txt"));
    const panel = page.find("#share-reading") as HTMLDetailsElement;
    expect(panel.querySelector("pre")).toBeNull();
    await act(() => {
      panel.open = true;
      fireEvent(panel, new Event("toggle"));
    });
    await vi.waitFor(() => expect(panel.querySelector("pre")).not.toBeNull(), { timeout: 10_000 });
    const choose = (form: string) =>
      act(() => {
        fireEvent.change(panel.querySelector("select")!, { target: { value: form } });
      });
    const text = () => panel.querySelector("pre")!.textContent!;
    const save = () =>
      act(() => {
        fireEvent.click(
          [...panel.querySelectorAll("button")].find((each) =>
            each.textContent!.includes(t("shareSave")),
          )!,
        );
      });
    return { ...page, panel, choose, text, saveFile: save };
  }

  test("begins with what was read and what to do, without names until they are wanted", async () => {
    const page = await shared("an inspected chain");
    const lines = page.text().split("\n").filter(Boolean);
    expect(lines[2]).toContain(t("readKind_chain"));
    expect(lines[4]).toContain("should come from Amazon");
    expect(page.text()).toContain(t("readShareLeftOut"));
    expect(page.text()).not.toMatch(/alice|Example Inspection/);
    const box = (name: string) =>
      page.panel.querySelector<HTMLInputElement>(`input[name=${name}]`)!;
    expect(["hosts", "addresses", "authority"].map((each) => box(each).checked)).toEqual([
      true,
      true,
      true,
    ]);
    await act(() => box("authority").click());
    expect(page.text()).toContain("Example Inspection Root CA");
    expect(page.text()).not.toContain("alice");
    await act(() => box("hosts").click());
    expect(page.text()).toContain("alice.txt");
    expect(await page.faults()).toEqual([]);
  });

  test("what is shown is what is saved, in every form; JSON is what the command prints", async () => {
    const page = await shared("an error page");
    for (const [form, name] of [
      ["text", "trust-ready-reading-2026-11-24.txt"],
      ["markdown", "trust-ready-reading-2026-11-24.md"],
      ["json", "trust-ready-reading-2026-11-24.json"],
    ] as const) {
      await page.choose(form);
      await page.saveFile();
      expect(page.save.mock.lastCall).toEqual([name, expect.any(String), page.text()]);
    }
    expect(JSON.parse(page.text())).toMatchObject({
      format: "trust-ready-reading",
      redacted: ["hosts", "addresses", "authority"],
      kind: "browser-error",
      findings: expect.arrayContaining([expect.objectContaining({ code: "chain-inspected" })]),
    });
  });

  test.each(["text", "markdown", "json"])(
    "as %s is known again, here and at the desk",
    async (form) => {
      for (const state of [
        "an inspected chain",
        "an error of a program",
        "a list with all roots",
      ]) {
        const page = await shared(state);
        await page.choose(form);
        const text = page.text();
        cleanup();
        const again = openReadPage();
        for (const sent of [
          text,
          text.replaceAll(/^/gm, "> "),
          `\uFEFF${text.replaceAll("\n", "\r\n")}`,
        ]) {
          await again.paste(sent);
          expect(again.codes()).toEqual(["is-reading"]);
          expect(again.find(".file")!.dataset["kind"]).toBe("reading");
          expect(openShared(sent)).toEqual({ ok: false, fault: "reading" });
        }
        cleanup();
      }
    },
  );

  test("a new reading leaves everything out again", async () => {
    const page = await shared("an inspected chain");
    await act(() => page.panel.querySelector<HTMLInputElement>("input[name=hosts]")!.click());
    await page.paste(READ_STATES["one root"]!);
    expect(page.find("#share-reading pre")).toBeNull();
  });
});

describe("files", () => {
  test("several are read at once, each in a card, and complete each other's chains", async () => {
    const page = openReadPage();
    const file = (name: string, der: string) => new File([pemText(der)], name);
    await page.choose(
      file("server.pem", LAX_CERTIFICATES.server),
      file("root.pem", LAX_CERTIFICATES.root),
    );
    const names = [...page.container.querySelectorAll(".file > h2")].map(
      (each) => each.textContent,
    );
    expect(names).toEqual(["server.pem", "root.pem"]);
    expect(page.codes()).toContain("chain-inspected");
  });

  test("hostile names stay inert", async () => {
    const page = openReadPage();
    await page.choose(new File(["x"], '<img src=x onerror="alert(1)">\u202Egnp.pem'));
    expect(page.container.querySelector("main img")).toBeNull();
    expect(page.find(".file > h2")!.textContent).toContain("⟨U+202E⟩");
  });
});

describe("the day", () => {
  test("is judged anew when another is chosen", async () => {
    const page = openReadPage();
    await page.paste(READ_STATES["one root"]!);
    expect(page.codes()).not.toContain("has-expired");
    await act(() => {
      const field = page.container.querySelector<HTMLInputElement>("input[type=date]")!;
      fireEvent.change(field, { target: { value: "2040-01-01" } });
    });
    await vi.waitFor(() => expect(page.codes()).toContain("has-expired"));
  });
});

describe("a long reading", () => {
  test("shows how far it is, and can be stopped", async () => {
    let signal: AbortSignal | undefined;
    const page = openReadPage({
      read: (_, options) => {
        signal = options.signal;
        options.onProgress(0.5);
        return new Promise(() => {});
      },
    });
    const field = page.container.querySelector("textarea")!;
    await act(() => {
      field.value = "x";
      fireEvent(field, new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
    });
    expect(page.container.querySelector("progress")!.value).toBe(0.5);
    await act(() => void fireEvent.click(page.find("[data-cancel]")!));
    expect(signal!.aborted).toBe(true);
    expect(page.find("main")!.dataset["state"]).toBe("idle");
  });

  test("that breaks is told", async () => {
    const page = openReadPage({ read: () => Promise.reject(new Error("out of memory")) });
    await page.paste("x");
    expect(page.container.textContent).toContain(t("readTrouble", "out of memory"));
  });
});

describe("a browser's log", () => {
  test("is shown as a check, with who judged and why it was refused", async () => {
    const page = openReadPage();
    await page.choose(new File([log], "log.json"));
    expect(page.find("[data-kind=log]")).not.toBeNull();
    expect(page.container.textContent).toContain("Example Inspection Root CA");
    const about = page.find("#about-log")!;
    expect(about.textContent).toContain(t("fieldLogRootStore"));
    expect(about.querySelector("[data-refusals] li")).not.toBeNull();
    expect(await page.faults()).toEqual([]);
  });
});

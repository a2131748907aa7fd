/** The verdict does not wait for hosts that decide nothing; the report does, and not for long. */
import { describe, expect, it } from "vitest";
import { LIMITS } from "../../src/core/plan.ts";
import { isCutShort } from "../../src/core/failure.ts";
import { openPopup, ownErrors, POPUP, readReport, shownAs } from "./popup.ts";
import { browsers, inScenario } from "./stage.ts";

describe.each(browsers.map((found) => ({ found, family: found.family })))(
  "$family",
  ({ found }) => {
    it("says the verdict first, and completes the report when the silent hosts had their time", async () => {
      await inScenario(found, "silent-eu", async ({ session, catalogue }) => {
        const popup = await session.openPage(POPUP, { width: 400, height: 600 });
        const early = await shownAs(popup, "decided");
        expect(early).toMatchObject({ verdict: "ready", cause: "none" });
        for (const { id, decides, role } of catalogue.roots) {
          if (decides) expect([id, early.roots[id]]).toEqual([id, "trusted"]);
          if (role === "eu") expect([id, early.roots[id]]).toEqual([id, undefined]);
        }
        const code = () => popup.$(".support-code");
        expect(await code()).toBeNull();
        const { verdict, cause, title } = await shownAs(popup, "done");
        expect({ verdict, cause, title }).toEqual({
          verdict: early.verdict,
          cause: early.cause,
          title: early.title,
        });
        expect(await code()).not.toBeNull();
        const { roots, observations } = await readReport(popup);
        const silent = observations.filter(({ failure }) => failure && isCutShort(failure));
        expect(silent.map(({ root }) => root)).toEqual(
          catalogue.roots.filter(({ role }) => role === "eu").map(({ id }) => id),
        );
        for (const { durationMs } of silent) expect(durationMs).toBeLessThan(LIMITS.probeMs);
        expect(roots.filter(({ decides }) => decides).map(({ finding }) => finding)).not.toContain(
          "inconclusive",
        );
        expect(await ownErrors(session)).toEqual([]);
      });
    });

    it("gives a host that is slow as all others its time", async () => {
      await inScenario(found, "late-eu", async ({ session }) => {
        const { observations } = await readReport(await openPopup(session));
        const failed = observations.filter(({ kind, outcome }) => {
          return kind === "valid" && outcome === "failed";
        });
        expect(failed).toEqual([]);
      });
    });
  },
);

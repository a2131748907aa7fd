/** Only a code whose check digits are right is called a support code. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openShared } from "../../src/core/open-shared.ts";
import { supportCode } from "../../src/core/support-code.ts";
import { SEED } from "../fuzz.ts";
import { WORLDS } from "../made-up.ts";
import { faultsIn, recogniseText } from "./stage.ts";

const code = supportCode(WORLDS["ready, only loads"]!())!;
const misread = `${code.slice(0, -1)}${code.endsWith("6") ? "7" : "6"}`;

/** What a text is taken for: a code, a code that does not add up, or nothing of ours. */
async function answers(text: string) {
  const [piece] = await recogniseText(text);
  const opened = openShared(text);
  const desk = opened.ok ? "code" : opened.fault;
  return { read: [piece!.format, ...faultsIn(piece!)].join(" "), desk };
}

const NOTHING = { read: "unknown", desk: "other-text" };

/** Words of every length from syllables that names, commands and sentences are made of. */
const SYLLABLES =
  "a an app aws be but cd cut db dig dns do err file fix fund get git gpu hm host in is it key ls man mv net new nis no not of on pm put pwd run s3 see set so sts sun svn sync tcp the this thus tls tmp to tty up url us use vi vpc vpn we who why xml xz zip 2 2nd 2fa 5xx 6pm 7th 7z 8 9 2026".split(
    " ",
  );
const syllable = fc.constantFrom(...SYLLABLES);
const word = fc.array(syllable, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(""));
const joint = fc.constantFrom(" ", " ", " ", "-", ", ", "/", ".", "_", " --", ": ", "=");

describe("ordinary words", () => {
  test.each([
    "aws s3 ls",
    "aws s3 ls\n",
    "aws ec2 ls",
    "Error: aws s3 ls",
    "cp 2 of 7",
    "git svn dig 2",
    "the-7th-day-and-the-end",
    "6pm dst",
    "7th of may",
    "thus",
    "fund",
    "zip 7z xz",
    "1.2.3.4 5.6.7.8",
    "ls",
    "404",
  ])("%j is no code", async (text) => {
    expect(await answers(text)).toEqual(NOTHING);
  });

  test("ten thousand lines of words and commands are no codes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(word, joint), { minLength: 1, maxLength: 9 }),
        async (all) => {
          const text = all.flat().join("");
          const { read, desk } = await answers(text);
          expect([read, desk]).toEqual(["unknown", expect.stringMatching(/^other-/)]);
        },
      ),
      { numRuns: 10_000, seed: SEED },
    );
  }, 60_000);
});

describe("what was meant as a code", () => {
  test.each([
    misread,
    misread.replaceAll("-", ""),
    `Support code: ${misread}`,
    `Support code: ${misread.replaceAll("-", " ")}`,
    `Hello, it shows ${misread}. Regards`,
  ])("%j does not add up", async (text) => {
    expect(await answers(text)).toEqual({ read: "unknown wrong-code", desk: "wrong-code" });
  });

  test.each([
    code.slice(0, 15),
    `Support code: ${code.slice(0, 15)}`,
    `Support code: ${code.slice(0, 15).replaceAll("-", " ")}`,
    `${code.slice(0, -1)}4`,
  ])("%j is incomplete or misread", async (text) => {
    expect(await answers(text)).toEqual({ read: "unknown wrong-code", desk: "incomplete-code" });
  });

  test("and one that adds up is one", async () => {
    for (const text of [code, `Support code: ${code}`, code.replaceAll("-", " ")])
      expect(await answers(text)).toEqual({ read: "support-code", desk: "code" });
  });
});

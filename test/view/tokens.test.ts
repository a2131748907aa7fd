import { describe, expect, test } from "vitest";
import { read, repositoryFiles } from "../guards/repository.ts";

/** The colours of a theme by name: those of the first block, with those of the dark one over them. */
function themes(css: string): Record<"light" | "dark", Record<string, string>> {
  const [light = "", dark = ""] = css.split("@media screen and (prefers-color-scheme: dark)");
  const colours = (text: string) =>
    Object.fromEntries(
      [...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [
        name!,
        value!,
      ]),
    );
  return { light: colours(light), dark: { ...colours(light), ...colours(dark) } };
}

/** WCAG 2.2, relative luminance of an sRGB colour. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

const grounds = ["surface", "raised"];
const tones = ["good", "bad", "warn", "calm"];

/** Text and the ground it stands on, wherever the style sheets put the two together. */
const PAIRS: [string, string][] = [
  ...["ink", "ink-soft", ...tones].flatMap((ink): [string, string][] =>
    grounds.map((ground) => [ink, ground]),
  ),
  ...tones.flatMap((tone): [string, string][] => [
    [tone, `${tone}-back`],
    ["ink", `${tone}-back`],
  ]),
  // Below the progress bar.
  ["ink-soft", "calm-back"],
  ["accent-ink", "accent"],
];

/** Outlines and edges of controls: 3 to 1 is enough. */
const EDGES: [string, string][] = [
  ...[...grounds, ...tones.map((tone) => `${tone}-back`)].map((ground): [string, string] => [
    "focus",
    ground,
  ]),
  ...grounds.map((ground): [string, string] => ["field-line", ground]),
];

const found = themes(read("src/view/tokens.css"));

describe.each(Object.entries(found))("in the %s theme", (_, colours) => {
  test.each(PAIRS)("%s can be read on %s", (ink, ground) => {
    expect(contrast(colours[ink]!, colours[ground]!)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(EDGES)("%s can be seen on %s", (edge, ground) => {
    expect(contrast(colours[edge]!, colours[ground]!)).toBeGreaterThanOrEqual(3);
  });
});

test("the dark theme has a colour of its own for every name", () => {
  const { light, dark } = found;
  expect(Object.keys(light).length).toBeGreaterThan(10);
  expect(Object.keys(light).filter((name) => light[name] === dark[name])).toEqual([]);
});

test("contrast is measured as WCAG does", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
});

/** Selectors of text fields and lists to choose from. Check boxes have no border of ours. */
const FIELD = /\b(?:input|select|textarea)\b(?!\[type="checkbox"\])/;

test("every field has the border of fields", () => {
  const borders = repositoryFiles()
    .filter((name) => /^(?:src|popup)\/.*\.css$/.test(name))
    .flatMap((name) =>
      [...read(name).matchAll(/([^{}]*)\{[^{}]*\bborder: ([^;]*);/g)]
        .filter(([, selector]) => FIELD.test(selector!.split("*/").at(-1)!))
        .map(([, , border]) => [name, border]),
    );
  expect(borders.length).toBeGreaterThan(0);
  expect(borders.filter(([, border]) => border !== "1px solid var(--field-line)")).toEqual([]);
});

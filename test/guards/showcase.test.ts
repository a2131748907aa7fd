/** The pictures that strangers see: sizes as stores want them, and the README's own pictures. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync, inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../build/files.ts";
import messages from "../../public/_locales/en/messages.json" with { type: "json" };
import { compressed, pngHeader } from "../browsers/showcase/png.ts";
import { STORE_IMAGES, STORES, type StoreImage } from "../browsers/showcase/store-images.ts";
import { PICTURES } from "../browsers/showcase/table.ts";
import { read, repositoryFiles } from "./repository.ts";

const LIMIT_BYTES = 120_000;

const readme = read("README.md");
const forReadme = PICTURES.filter(({ uses }) => uses.includes("readme"));

test("every picture has a file of its own, and a use", () => {
  const files = PICTURES.map(({ file }) => file);
  expect(new Set(files).size).toBe(files.length);
  expect(PICTURES.filter(({ uses }) => uses.length === 0)).toEqual([]);
});

test.each(Object.keys(STORE_IMAGES) as StoreImage[])("%s: sizes and number", (image) => {
  const { sizes, least, most } = STORE_IMAGES[image];
  const taken = PICTURES.filter(({ uses }) => uses.includes(image));
  const wrong = taken.filter(({ width, height }) => !sizes.includes(`${width}x${height}`));
  expect(wrong.map(({ file }) => file)).toEqual([]);
  expect(taken.length).toBeGreaterThanOrEqual(least);
  expect(taken.length).toBeLessThanOrEqual(most ?? Number.POSITIVE_INFINITY);
});

test("the rules of each store have sources and dates", () => {
  const stores = Object.keys(STORE_IMAGES).map((image) => image.split("/")[0]);
  expect(Object.keys(STORES).toSorted()).toEqual([...new Set(stores)].toSorted());
  for (const { sources } of Object.values(STORES)) {
    expect(sources).not.toEqual([]);
    for (const { url, read: day } of sources) {
      expect(url).toMatch(/^https:\/\/\S+$/);
      expect(day).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  }
});

describe("the README's pictures", () => {
  test.each(forReadme)("$file has its size, and is light", ({ file, width, height }) => {
    const bytes = readFileSync(join(ROOT, file));
    expect(pngHeader(bytes)).toMatchObject({ width, height });
    expect(bytes.length).toBeLessThanOrEqual(LIMIT_BYTES);
  });

  test("are all that docs/pictures/ holds", () => {
    const held = repositoryFiles().filter((name) => name.startsWith("docs/pictures/"));
    expect(held).toEqual(forReadme.map(({ file }) => file).toSorted());
  });

  test("are shown by the README, dark ones in dark mode, with a text that says what they show", () => {
    const block = /<picture>([\s\S]*?)<\/picture>/.exec(readme)?.[1] ?? "";
    const dark = /<source media="\(prefers-color-scheme: dark\)" srcset="([^"]+)">/.exec(block);
    const image = /<img src="([^"]+)"[^>]*\balt="([^"]+)"/.exec(block);
    const inScheme = (scheme: string) =>
      forReadme.filter(({ colorScheme }) => colorScheme === scheme).map(({ file }) => file);
    expect([image?.[1]]).toEqual(inScheme("light"));
    expect([dark?.[1]]).toEqual(inScheme("dark"));
    for (const key of forReadme.flatMap(({ texts = [] }) => texts)) {
      expect(image?.[2]).toContain(messages[key].message.replace(/\.$/, ""));
    }
  });
});

describe("a PNG file", () => {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const png = (colourType: number, rows: readonly number[][]) =>
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk("IHDR", Buffer.from([0, 0, 0, 2, 0, 0, 0, rows.length, 8, colourType, 0, 0, 0])),
      chunk("IDAT", deflateSync(Buffer.from(rows.flat()))),
      chunk("IEND", Buffer.alloc(0)),
    ]);

  test("keeps its pixels when it is compressed anew, whatever filters its rows have", async () => {
    const pixels = [10, 20, 30, 40, 60, 200];
    const filtered = [
      [0, ...pixels],
      [1, 10, 20, 30, 30, 40, 170],
      [2, 0, 0, 0, 0, 0, 0],
      [3, 5, 10, 15, 15, 20, 85],
      [4, 0, 0, 0, 0, 0, 0],
      [3, 5, 10, 15, 15, 20, 85],
    ];
    const again = await compressed(png(2, filtered));
    expect(pngHeader(again)).toEqual({ width: 2, height: 6, hasAlpha: false });
    const file = Buffer.from(again);
    const at = file.indexOf("IDAT");
    const rows = inflateSync(file.subarray(at + 4, at + 4 + file.readUInt32BE(at - 4)));
    expect([...rows]).toEqual(filtered.flatMap(() => [0, ...pixels]));
  });

  test("with an alpha channel is told apart, and is not compressed", async () => {
    const transparent = png(6, [[0, 1, 2, 3, 4, 5, 6, 7, 8]]);
    expect(pngHeader(transparent).hasAlpha).toBe(true);
    await expect(compressed(transparent)).rejects.toThrow("not 8 bits of RGB");
  });

  test.each([
    ["another format", Buffer.from("GIF89a, and more bytes than a header has")],
    ["an empty file", Buffer.alloc(0)],
  ])("is not taken for one: %s", (_, bytes) => {
    expect(() => pngHeader(bytes)).toThrow("not a PNG file");
  });
});

/** Readers for the templates' formats: as strict as the templates need, and no more. */

/** A registry file's keys with their values; REG_MULTI_SZ as its strings. Throws on a line that it does not know. */
export function readRegistryFile(file: string): RegistryKeys {
  const [head, ...lines] = file.split("\n");
  if (head !== "Windows Registry Editor Version 5.00") throw new Error(`no registry file: ${head}`);
  const keys: RegistryKeys = {};
  let current: RegistryKeys[string] | undefined;
  for (const line of lines) {
    const key = /^\[(HKEY_LOCAL_MACHINE\\[^\]]+)\]$/.exec(line)?.[1];
    const [, name, text, number, bytes] =
      /^"([^"\\]+)"=(?:"((?:[^"\\]|\\["\\])*)"|dword:([0-9a-f]{8})|hex\(7\):([0-9a-f]{2}(?:,[0-9a-f]{2})*))$/.exec(
        line,
      ) ?? [];
    if (key !== undefined) keys[key] = current = {};
    else if (name !== undefined && current && bytes !== undefined) {
      current[name] = stringsOf(Buffer.from(bytes.replaceAll(",", ""), "hex").toString("utf16le"));
    } else if (name !== undefined && current) {
      current[name] = text?.replaceAll(/\\(.)/g, "$1") ?? Number.parseInt(number ?? "", 16);
    } else if (line !== "" && !line.startsWith(";")) throw new Error(`not understood: ${line}`);
  }
  return keys;
}

export type RegistryKeys = Record<string, Record<string, string | number | string[]>>;

/** The strings of a REG_MULTI_SZ: each ends with a NUL, and so does the list. */
function stringsOf(text: string): string[] {
  if (!text.endsWith("\0\0")) throw new Error("a list of strings without its end");
  return text.slice(0, -2).split("\0");
}

/** What a browser makes of a registry key and those below it: numbered values are a list. */
export function policyIn(keys: RegistryKeys, root: string): Record<string, unknown> {
  const lists = Object.entries(keys)
    .filter(([key]) => key.startsWith(`${root}\\`))
    .map(([key, values]) => {
      const numbers = Object.keys(values).map(Number);
      if (numbers.some((number, index) => number !== index + 1)) throw new Error(`${key}: a gap`);
      return [key.slice(root.length + 1), Object.values(values)];
    });
  return { ...keys[root], ...Object.fromEntries(lists) };
}

/** The text that a piece of XML stands for. */
function textOf(xml: string): string {
  const names: Record<string, string> = { lt: "<", gt: ">", quot: '"', amp: "&" };
  return xml.replaceAll(/&(\w*);?/g, (whole, name: string) => {
    if (!whole.endsWith(";") || !(name in names)) throw new Error(`not understood: ${whole}`);
    return names[name]!;
  });
}

/**
 * The elements of an XML document without text, as `update.xml` is: their names with their attributes, from the
 * outermost inwards. Throws on what it does not know, and on elements that are not closed.
 */
export function readNestedXml(xml: string): [name: string, attributes: Record<string, string>][] {
  const elements: [string, Record<string, string>][] = [];
  const open: string[] = [];
  const [, body = ""] = /^<\?xml version="1\.0" encoding="UTF-8"\?>([\s\S]*)$/.exec(xml) ?? [];
  for (const [token] of body.matchAll(/<[^>]*>|[^<]+/g)) {
    if (/^\s+$/.test(token)) continue;
    const [, end, name, attributes = "", empty] =
      /^<(\/?)(\w+)((?:\s+\w+="[^"<]*")*)\s*(\/?)>$/.exec(token) ?? [];
    if (!name) throw new Error(`not understood: ${token}`);
    if (end) {
      if (open.pop() !== name) throw new Error(`not open: ${token}`);
      continue;
    }
    const pairs = [...attributes.matchAll(/(\w+)="([^"]*)"/g)];
    elements.push([name, Object.fromEntries(pairs.map(([, key, value]) => [key, textOf(value!)]))]);
    if (!empty) open.push(name);
  }
  if (open.length > 0 || elements.length === 0) throw new Error(`not closed: ${open.join(" ")}`);
  return elements;
}

export type Plist = string | number | boolean | Plist[] | { [key: string]: Plist };

/** A property list in XML. Throws on elements that it does not know and on such as are not closed. */
export function readPlist(text: string): Plist {
  const tokens = text
    .replace(/^<\?xml[^>]*\?>\s*<!DOCTYPE plist[^>]*>\s*/, "")
    .split(/(<[^>]*>)/)
    .map((token) => token.trim())
    .filter((token) => token !== "");
  const next = () => tokens.shift() ?? "";
  const expect = (wanted: string) => {
    const found = next();
    if (found !== wanted) throw new Error(`${found} in place of ${wanted}`);
  };
  const words = (tag: string) => {
    const content = tokens[0]?.startsWith("<") ? "" : next();
    expect(`</${tag}>`);
    return textOf(content);
  };
  const value = (): Plist => {
    const tag = next();
    switch (tag) {
      case "<true/>":
        return true;
      case "<false/>":
        return false;
      case "<string>":
        return words("string");
      case "<integer>":
        return Number(words("integer"));
      case "<array>": {
        const items: Plist[] = [];
        while (tokens.length && tokens[0] !== "</array>") items.push(value());
        expect("</array>");
        return items;
      }
      case "<dict>": {
        const entries: { [key: string]: Plist } = {};
        while (tokens.length && tokens[0] !== "</dict>") {
          expect("<key>");
          const key = words("key");
          entries[key] = value();
        }
        expect("</dict>");
        return entries;
      }
      default:
        throw new Error(`not understood: ${tag}`);
    }
  };
  expect('<plist version="1.0">');
  const whole = value();
  expect("</plist>");
  return whole;
}

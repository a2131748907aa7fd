/** Readers for the templates' formats: as strict as the templates need, and no more. */

/** A registry file's keys with their values. Throws on a line that it does not know. */
export function readRegistryFile(file: string): Record<string, Record<string, string | number>> {
  const [head, ...lines] = file.split("\n");
  if (head !== "Windows Registry Editor Version 5.00") throw new Error(`no registry file: ${head}`);
  const keys: Record<string, Record<string, string | number>> = {};
  let current: Record<string, string | number> | undefined;
  for (const line of lines) {
    const key = /^\[(HKEY_LOCAL_MACHINE\\[^\]]+)\]$/.exec(line)?.[1];
    const [, name, text, number] =
      /^"([^"\\]+)"=(?:"((?:[^"\\]|\\["\\])*)"|dword:([0-9a-f]{8}))$/.exec(line) ?? [];
    if (key !== undefined) keys[key] = current = {};
    else if (name !== undefined && current) {
      current[name] = text?.replaceAll(/\\(.)/g, "$1") ?? Number.parseInt(number ?? "", 16);
    } else if (line !== "" && !line.startsWith(";")) throw new Error(`not understood: ${line}`);
  }
  return keys;
}

/** What a browser makes of a registry key and those below it: numbered values are a list. */
export function policyIn(
  keys: Record<string, Record<string, string | number>>,
  root: string,
): Record<string, unknown> {
  const lists = Object.entries(keys)
    .filter(([key]) => key.startsWith(`${root}\\`))
    .map(([key, values]) => {
      const numbers = Object.keys(values).map(Number);
      if (numbers.some((number, index) => number !== index + 1)) throw new Error(`${key}: a gap`);
      return [key.slice(root.length + 1), Object.values(values)];
    });
  return { ...keys[root], ...Object.fromEntries(lists) };
}

type Plist = string | number | boolean | Plist[] | { [key: string]: Plist };

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
    return content.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
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

/** Reads Mozilla's `.properties` files, in which Firefox keeps sentences by key. */

const ESCAPED: Record<string, string> = { n: "\n", r: "\r", t: "\t" };

/** Keys and values of a file, in its order, with escapes resolved. Comments and malformed lines are left out. */
export function readProperties(text: string): [string, string][] {
  return text
    .replace(/\\\r?\n[ \t]*/g, "")
    .split(/\r?\n/)
    .flatMap((line): [string, string][] => {
      const [, key, value] = /^\s*([^#!\s=:][^\s=:]*)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
      return key && value ? [[key, unescape(value)]] : [];
    });
}

function unescape(value: string): string {
  return value.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code?: string, char?: string) =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPED[char!] ?? char!),
  );
}

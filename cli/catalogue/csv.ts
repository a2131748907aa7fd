/** Reads CSV (RFC 4180) row by row, in one pass over text of any size. */

/**
 * Rows of fields. Takes quoted and plain fields, LF and CRLF, and a byte order mark. Throws if a quoted field does not
 * end, or if something other than a separator follows its closing quote.
 */
export async function* csvRows(chunks: AsyncIterable<string>): AsyncGenerator<string[]> {
  /** `closed`: just after a quote within a quoted field, which ends the field unless another quote follows. */
  let state: "start" | "plain" | "quoted" | "closed" = "start";
  let field = "";
  let row: string[] = [];
  let line = 1;
  let isFirst = true;

  const endField = () => {
    row.push(field);
    field = "";
    state = "start";
  };
  const endRow = (): string[] => {
    if (state === "plain") field = field.replace(/\r$/, "");
    endField();
    const ended = row;
    row = [];
    return ended;
  };

  for await (const chunk of chunks) {
    const text = isFirst ? chunk.replace(/^\uFEFF/, "") : chunk;
    isFirst = false;
    let at = 0;
    while (at < text.length) {
      if (state === "quoted") {
        const end = text.indexOf('"', at);
        const more = end === -1 ? text.slice(at) : text.slice(at, end);
        field += more;
        line += more.split("\n").length - 1;
        at += more.length;
        if (end === -1) continue;
        state = "closed";
        at++;
        continue;
      }
      if (text[at] === '"' && state !== "plain") {
        if (state === "closed") field += '"';
        state = "quoted";
        at++;
        continue;
      }
      const end = separatorFrom(text, at);
      const more = text.slice(at, end);
      if (state === "closed" && !/^\r?$/.test(more)) {
        throw new Error(`line ${line}: a separator must follow the closing quote`);
      }
      if (state !== "closed" && more !== "") {
        field += more;
        state = "plain";
      }
      at = end;
      if (at === text.length) continue;
      if (text[at] === ",") endField();
      else {
        line++;
        const ended = endRow();
        if (!isEmpty(ended)) yield ended;
      }
      at++;
    }
  }
  if (state === "quoted") throw new Error(`line ${line}: a quoted field does not end`);
  const last = endRow();
  if (!isEmpty(last)) yield last;
}

function separatorFrom(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x2c || code === 0x0a) return at;
  }
  return text.length;
}

function isEmpty(row: readonly string[]): boolean {
  return row.length === 1 && row[0] === "";
}

/**
 * The certificate error page of Chromium's browsers. The titles of its details are the same in every language:
 * `components/security_interstitials/core/common/resources` of Chromium.
 */
import {
  contentsOfBlocks,
  firstMatch,
  hostNamed,
  type Mark,
  type Segment,
  type TextKind,
} from "./kind.ts";

const CODE = /\b(NET::ERR_[A-Z0-9_]+)/i;
/** Error pages without details have the code alone on its line. */
const BARE_CODE = /^\s*((?:net::)?ERR_[A-Z0-9_]{3,60})\s*$/i;
const DETAIL = /^(?:Expires on|Current date|PEM encoded chain|Certificate Transparency):/;
const FIELD =
  /^(?:Subject|Issuer|Expires on|Current date|PEM encoded chain|Certificate Transparency):/;

export const chromeError: TextKind = {
  format: "chrome-error",
  hasLead: true,
  mark(line): Mark | null {
    const code = codeIn(line);
    if (code) return { identity: code };
    return DETAIL.test(line) ? {} : null;
  },
  read(segment) {
    const { lines, blocks } = segment;
    const sentences = lines.filter(({ text }) => !FIELD.test(text) && text.trim() !== "");
    const codeAt = sentences.findIndex(({ text }) => codeIn(text));
    const isCopied = codeAt < 0 && !blocks.length && !firstMatch(segment, /^Expires on:(.*)/);
    if (isCopied) return null;
    return {
      facts: {
        host: hostNamed(sentences),
        errorCode: codeAt < 0 ? null : codeIn(sentences[codeAt]!.text),
        errorText: codeAt > 0 ? titleBefore(segment, sentences[codeAt]!.number) : null,
        currentDate: firstMatch(segment, /^Current date:(.*)/),
        printedSubject: firstMatch(segment, /^Subject:(.*)/),
        printedIssuer: firstMatch(segment, /^Issuer:(.*)/),
        verified: false,
      },
      contents: contentsOfBlocks(blocks, "sent"),
      loose: [],
    };
  },
};

function codeIn(line: string): string | null {
  const code = CODE.exec(line)?.[1] ?? BARE_CODE.exec(line)?.[1];
  return code ? code.toUpperCase() : null;
}

/** The page's title: the first line of its text. */
function titleBefore({ lines }: Segment, number: number): string | null {
  return lines.find((line) => line.number < number && line.text.trim() !== "")?.text.trim() ?? null;
}

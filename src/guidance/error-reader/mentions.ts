/**
 * Tells an error from a text about errors: a change log, a commit, a document or a line of code that quotes the words of an
 * error reports none.
 */
import type { ErrorLine } from "../error-table.ts";

/** Longer lines are logs, not sentences. */
const LONGEST_SENTENCE = 400;

/** What lists and logs of commits put before their entries. */
const ENTRY =
  "^(?:[-*•+>|]\\s*)*(?:[0-9a-f]{7,40}\\s+)?(?:\\[[^\\]]{1,30}\\]\\s*|\\(?#\\d+\\)?:?\\s*)?";
const CONVENTIONAL =
  "(?:feat|fix|chore|docs|tests?|refactor|perf|build|ci|style|revert)(?:\\([^)]*\\))?!?:";
const CHANGE =
  "(?:add|allow|avoid|catch|clarif|correct|detect|document|explain|fix|handle|ignore|improve|mention|prevent|rename|resolve|revert|support|treat|troubleshoot)(?:y|ies|ied|s|es|d|ed|ing)?\\b(?![^:]*\\b(?:fail|error|exception|unable))[^:]{0,80}$";

const BEFORE = [
  new RegExp(`${ENTRY}(?:${CONVENTIONAL}|${CHANGE})`, "i"),
  /^(?:[-*>#|]+\s*)*(?:if|should)\s[^:]{0,120}$/i,
  /\b(?:when|where|once)\s+you\s+(?:see|get|encounter|receive|run into)\b[^:]{0,60}$/i,
  /\b(?:may|might|can|could)\s+(?:also\s+)?(?:fail|see|get|report|return|show|raise|throw|cause|result|mean)\b[^:]{0,60}$/i,
  /(?:\bsuch as|\be\.g\.,?|\bfor (?:example|instance),?|\bno longer|\bno more|\bnever|\bwithout(?: any| a)?)\s+(?:\w+\s+){0,2}["'`]*$/i,
  /\bno\s+(?:\w+\s+){0,2}["'`]+$/i,
  /\b(?:whether|if|unless|until|in case|once)\s+(?:(?:the|a|an|any|this|your|its|server|peer|client)\s+)*["'`]*$/i,
  /^(?:ok \d+\b|[✓✔√✅]|--- PASS:|PASS\b)/i,
  /\btest_$/i,
  /\b(?:assert\w*|expect|toThrow\w*|grep|errors\.New|catch|except|raises|strings\.Contains|includes|startsWith|match(?:es)?|==)\s*[ (]?[^:]{0,40}["'`/(]\s*$/,
];
const AFTER =
  /^["'`)\]*]*\s*(?:errors?\s+|messages?\s+|warnings?\s+|failures?\s+)?(?:handling|handler|(?:is|are|was|were) (?:now|no longer|not an)\b|(?:usually |often |typically |generally )?(?:means?|indicates?)\b)/i;

/** Codes of Chromium that other names end in, as OpenSSL's X509_V_ERR_CERT_REVOKED does. */
const OWN_CODE = "Chrome, Edge";

/** Whether the text on both sides of an error's words, on its line, shows that it is only spoken of. */
export function isMention({ program }: ErrorLine, before: string, after: string): boolean {
  if (program === OWN_CODE && before.endsWith("_")) return true;
  if (before.length + after.length > LONGEST_SENTENCE) return false;
  return AFTER.test(after) || BEFORE.some((pattern) => pattern.test(before));
}

/** The browsers' own words for failures, as the guide's addresses hold them. */
const BROWSER_WORD = /\b(?:ERR|NS_ERROR|SEC_ERROR|SSL_ERROR|MOZILLA_PKIX_ERROR)_[A-Z0-9_]+\b/;

/** Such as `ERR_CERT_INVALID`; null if a text holds none. */
export function browserWord(text: string): string | null {
  return BROWSER_WORD.exec(text)?.[0] ?? null;
}

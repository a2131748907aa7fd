/** Names of Amazon's intermediate authorities, now and until 2022. Amazon may choose others at any time. */
const AMAZON_AUTHORITY = /^Amazon (?:RSA (?:2048|4096)|ECDSA (?:256|384)) (?:EU )?[MS]\d\d$/;
/** Their organizational unit until 2022. */
export const OLD_AMAZON_AUTHORITY = /^Server CA \d[A-Z]$/;

/** Whether Amazon's intermediate authorities have such a name, which proves nothing. */
export function isAmazonAuthorityName(name: string): boolean {
  return AMAZON_AUTHORITY.test(name);
}

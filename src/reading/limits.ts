/** Limits of one reading, so that no file can hang or fill the browser. Real files stay far below them. */

/** Bytes. The largest known bundle, with every root that anybody publishes, has 20 MB. */
export const MAX_BYTES = 64 * 1024 * 1024;
/** A company's largest stores hold some thousands. */
export const MAX_CERTIFICATES = 20_000;
/** Faults that are told one by one; nobody reads more. */
export const MAX_FAULTS = 1000;
/** Characters of a name, an alias or a sentence, as in `src/core/certificate/read.ts`. */
export const MAX_NAME = 1024;
/** Characters of a line that are compared with what programs print: a label and a name. */
export const MAX_LINE = 1200;
/** Lines outside of PEM blocks that are compared. A text of every root's certificate has 20,000. */
export const MAX_LINES = 1_000_000;
/** Beginnings and ends of PEM blocks: more than certificates, because keys and requests have them too. */
export const MAX_MARKERS = 100_000;
/** Characters of an address that holds certificates. A chain has 20,000. */
export const MAX_ADDRESS = 1_000_000;
/** Parts of one element. */
export const MAX_CHILDREN = 100_000;
/** Levels of BER, and of bags in bags. Real files need 12 and 1. */
export const MAX_DEPTH = 24;
/** Print-outs in one pasted text. */
export const MAX_PIECES = 500;
/** Entries that one text lists without their bytes. */
export const MAX_LISTED = 20_000;
/** Passwords that a person gives for one keystore. */
export const MAX_PASSWORDS = 20;
/** PBKDF2 iterations of one key. OpenSSL takes 2,048, Java 10,000, careful people 1,000,000. */
export const MAX_ITERATIONS = 2_000_000;
/** PBKDF2 iterations of all keys that are tried for one keystore: some seconds. */
export const MAX_ALL_ITERATIONS = 5_000_000;

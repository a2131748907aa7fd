/** Bytes as hex and base64 (RFC 4648), and their SHA-256. */

export type Bytes = Uint8Array<ArrayBuffer>;

/** A SHA-256 as lower-case hex. */
export const SHA256_HEX = /^[0-9a-f]{64}$/;

/** The bytes as lower-case hex. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The bytes that a text of hex digits names. */
export function bytesOfHex(hex: string): Bytes {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export function base64Of(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Throws where the text is no base64. */
export function bytesOfBase64(base64: string): Bytes {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

/** SHA-256 of the bytes as lower-case hex. */
export async function sha256Hex(bytes: BufferSource): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

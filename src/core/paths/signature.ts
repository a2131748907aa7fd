import type { Bytes } from "../bytes.ts";

/** `unchecked`: the algorithm cannot be checked here. */
export type SignatureResult = "good" | "bad" | "unchecked";

/** Checks a certificate's signature with a public key (DER SubjectPublicKeyInfo). Never rejects. */
export type VerifySignature = (
  certificate: Bytes,
  subjectPublicKeyInfo: Bytes,
) => Promise<SignatureResult>;

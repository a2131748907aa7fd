/** The key that signs an organisation's packages. Both browsers' ids follow from it. */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, relative, resolve, isAbsolute } from "node:path";
import { ROOT } from "../files.ts";

const BITS = 2048;

export interface SigningKey {
  key: KeyObject;
  file: string;
  /** There was none: it was made now. */
  isNew: boolean;
}

/**
 * Returns the key file: `TRUST_READY_KEY`, which must exist, so that a slip of the pen makes no new key; else one in the
 * person's own configuration directory.
 */
export function signingKeyFile(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const { TRUST_READY_KEY, XDG_CONFIG_HOME, APPDATA } = environment;
  if (TRUST_READY_KEY) {
    const file = resolve(TRUST_READY_KEY);
    if (existsSync(file)) return file;
    throw new Error(
      `TRUST_READY_KEY: there is no file ${file}. A run without TRUST_READY_KEY makes a key, which you can move.`,
    );
  }
  const own = platform === "win32" ? APPDATA : XDG_CONFIG_HOME;
  return join(own || join(homedir(), ".config"), "trust-ready", "signing-key.pem");
}

/** Reads the key, or makes it if the file does not exist. Throws for a file in the repository or without a fit key. */
export function signingKey(file: string): SigningKey {
  const below = relative(ROOT, file);
  if (!below.startsWith("..") && !isAbsolute(below)) {
    throw new Error(
      `Keep the signing key outside the repository, where nobody can commit it: ${file}`,
    );
  }
  if (existsSync(file)) return { key: readKey(file), file, isNew: false };
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: BITS });
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" });
  // "wx": never over a key that another run has just written.
  writeFileSync(file, pem, { mode: 0o600, flag: "wx" });
  return { key: privateKey, file, isNew: true };
}

function readKey(file: string): KeyObject {
  let key;
  try {
    key = createPrivateKey(readFileSync(file));
  } catch (cause) {
    throw new Error(`No private key in PEM that can be read without a password: ${file}`, {
      cause,
    });
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== "rsa" || bits < BITS) {
    throw new Error(`The signing key must be RSA with at least ${BITS} bits: ${file}`);
  }
  return key;
}

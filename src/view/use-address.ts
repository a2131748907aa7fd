/** Which part of a page its address names: `#part`, `#part/detail`, or `#part?choice=value`. */
import { useEffect, useState } from "preact/hooks";

/**
 * The part in the address (the first one if it names none), and the detail and query after it (empty if none).
 * `current` renews an address that an earlier version used. It must always be the same function.
 */
export function useAddress<Name extends string>(
  names: readonly [Name, ...Name[]],
  current: (hash: string) => string = (hash) => hash,
): { name: Name; detail: string; query: string } {
  const [hash, setHash] = useState(() => current(location.hash));
  useEffect(() => {
    const read = () => setHash(current(location.hash));
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, [current]);
  const [path = "", ...rest] = hash.slice(1).split("?");
  const [part = "", detail = ""] = path.split("/").map(decodePart);
  return { name: names.find((name) => name === part) ?? names[0], detail, query: rest.join("?") };
}

/** Replaces the part in the address without a new entry in the history; `useAddress` follows. */
export function rewriteAddress(hash: string): void {
  history.replaceState(null, "", hash);
  dispatchEvent(new Event("hashchange"));
}

/** Leaves a text as it is if a percent sign in it starts no escape. */
function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

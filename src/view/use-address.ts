/** Which part of a page its address names: `#part`, or `#part/detail`. */
import { useEffect, useState } from "preact/hooks";

/** The part in the address (the first one if it names none), and what follows it (empty if nothing). */
export function useAddress<Name extends string>(
  names: readonly [Name, ...Name[]],
): { name: Name; detail: string } {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const read = () => setHash(location.hash);
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  const [part = "", detail = ""] = hash.slice(1).split("/").map(decodePart);
  return { name: names.find((name) => name === part) ?? names[0], detail };
}

/** Leaves a text as it is if a percent sign in it starts no escape. */
function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

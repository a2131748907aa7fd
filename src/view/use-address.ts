/** Which part of a page its address names: `#part`, or `#part/detail`. */
import { useEffect, useState } from "preact/hooks";

/** The part in the address (the first where it names none), and what follows it; empty where nothing does. */
export function useAddress<Name extends string>(
  names: readonly [Name, ...Name[]],
): { name: Name; detail: string } {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const read = () => setHash(location.hash);
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  const [part = "", detail = ""] = hash.slice(1).split("/").map(decoded);
  return { name: names.find((name) => name === part) ?? names[0], detail };
}

/** Anybody can type a lone percent sign. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

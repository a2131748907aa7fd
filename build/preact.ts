/** Takes out of preact what an extension page should not be able to do: writing HTML from a string. */
import type { Plugin } from "vite";

/**
 * The branch of preact's `diffElementNodes` that assigns `innerHTML`, in its minified dist file:
 * `h ? (… || (dom.innerHTML = h.__html), vnode.__k = []) : (`.
 */
const SETS_INNER_HTML =
  /([\w$]+)\?\((?:[\w$]+\|\|)?[\w$]+&&\(\1\.__html==[\w$]+\.__html\|\|\1\.__html==([\w$]+)\.innerHTML\)\|\|\(\2\.innerHTML=\1\.__html\),[\w$]+\.__k=\[\]\):\(/g;

/**
 * Replaces that branch by an error. Nothing here uses `dangerouslySetInnerHTML`; without the branch it
 * cannot be used by mistake either, and the stores' linters have nothing to warn about.
 */
export function withoutInnerHtml(code: string): string {
  const found = code.match(SETS_INNER_HTML)?.length ?? 0;
  const changed = code.replace(SETS_INNER_HTML, (_, html: string) => `${html}?${REFUSAL}:(`);
  if (found !== 1 || /\.innerHTML\b/.test(changed)) {
    throw new Error(
      "preact's code that assigns innerHTML was not found as expected: compare build/preact.ts with the installed preact",
    );
  }
  return changed;
}

const REFUSAL = `(()=>{throw Error("dangerouslySetInnerHTML is not part of this build")})()`;

/** A vite plugin that applies `withoutInnerHtml` to preact, and fails the build where it finds no preact. */
export function safePreact(): Plugin {
  let seen = false;
  return {
    name: "trust-ready:safe-preact",
    apply: "build",
    buildStart() {
      seen = false;
    },
    transform: {
      filter: { id: /\/preact\/dist\/preact\.m?js$/ },
      handler(code) {
        seen = true;
        return { code: withoutInnerHtml(code), map: null };
      },
    },
    buildEnd(error) {
      if (!error && !seen) throw new Error("preact was not among the modules of the build");
    },
  };
}

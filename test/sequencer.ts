/** Puts the longest test files first: whoever works in parallel ends sooner if no long file comes last. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest, the longest first. All others follow in vitest's own order. */
const LONGEST = ["scenarios-firefox", "scenarios-chromium", "languages", "console", "install"];

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = LONGEST.findIndex((name) => moduleId.endsWith(`/browsers/${name}.test.ts`));
      return found < 0 ? LONGEST.length : found;
    };
    // oxlint-disable-next-line unicorn/no-array-sort -- It sorts no array: it is vitest's own order.
    const usual = await super.sort(files);
    return usual.toSorted((one, other) => place(one) - place(other));
  }
}

/** Line numbers of places in a text. Texts have millions of characters, so none is counted twice. */

const NEWLINE = 10;

/** How many lines end between two places. */
export function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) if (text.charCodeAt(at) === NEWLINE) count += 1;
  return count;
}

/** Gives the 1-based line of a place; places only grow. */
export function lineCounter(text: string): (place: number) => number {
  let [line, counted] = [1, 0];
  return (place) => {
    line += countLines(text, counted, place);
    counted = place;
    return line;
  };
}

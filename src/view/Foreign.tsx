import { visible } from "./visible.ts";

interface Props {
  text: string;
  class?: string;
}

/** A stranger's text: inert, in a direction of its own, broken after the dots of a host name if need be. */
export function Foreign({ text, class: name }: Props) {
  return (
    <bdi class={name}>
      {visible(text)
        .split(/(?<=[./])(?=\w)/)
        .map((part, index) => [index > 0 && <wbr />, part])}
    </bdi>
  );
}

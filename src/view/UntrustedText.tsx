import { visible } from "../report-text/untrusted-text.ts";

interface Props {
  text: string;
  class?: string;
}

/** Prints other people's text: inert, with a direction of its own; host names may break after their dots. */
export function UntrustedText({ text, class: name }: Props) {
  return (
    <bdi class={name}>
      {visible(text)
        .split(/(?<=[./])(?=\w)/)
        .map((part, index) => [index > 0 && <wbr />, part])}
    </bdi>
  );
}

import { visible } from "../report-text/untrusted-text.ts";

interface Props {
  text: string;
  class?: string;
}

/** A stranger's text: inert, in a direction of its own, broken after the dots of a host name if need be. */
export function UntrustedText({ text, class: name }: Props) {
  return (
    <bdi class={name}>
      {visible(text)
        .split(/(?<=[./])(?=\w)/)
        .map((part, index) => [index > 0 && <wbr />, part])}
    </bdi>
  );
}

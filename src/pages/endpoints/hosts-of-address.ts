import { HOST_LISTS, regionOf, testableHosts } from "../../guidance/program-hosts.ts";

/** The hosts that an address like `#hosts/ecr?region=eu-west-1` names; none for any other address. */
export function hostsOfAddress(hash: string): string[] {
  const [, named, query = ""] = /^#hosts\/([^?]*)(?:\?(.*))?$/.exec(hash) ?? [];
  const id = HOST_LISTS.find((each) => each === named);
  return id ? testableHosts(id, regionOf(new URLSearchParams(query).get("region"))) : [];
}

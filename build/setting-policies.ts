/** What administrators read about each setting, and the value in their templates. Build only: nothing of it is shipped. */
import { HIDEABLE, type SettingKey, type Settings } from "../src/core/default-settings.ts";
import { LINK_PLACEHOLDERS } from "../src/core/ticket-link.ts";

interface SettingPolicy<Value> {
  title: string;
  description: string;
  /** A valid value to be replaced. */
  example: Value;
}

const PLACEHOLDERS = LINK_PLACEHOLDERS.map((name) => `{${name}}`);

export const SETTING_POLICIES: { [Key in SettingKey]: SettingPolicy<Settings[Key]> } = {
  supportName: {
    title: "Support: name",
    description:
      'Whom people turn to, as they know it, for example "IT Service Desk". At most 100 characters.',
    example: "IT Service Desk",
  },
  supportEmail: {
    title: "Support: e-mail address",
    description: "For example help@example.com.",
    example: "help@example.com",
  },
  supportPhone: {
    title: "Support: telephone number",
    description: "As people write it, for example +1 206 555 0100 x12.",
    example: "+1 206 555 0100",
  },
  supportUrl: {
    title: "Support: ticket link",
    description: `An https or mailto link. ${listText(PLACEHOLDERS, "and")} in its path, query or fragment are replaced by the results of the last check.`,
    example: "https://desk.example.com/new?code={code}&verdict={verdict}&cause={cause}",
  },
  approvedInspectors: {
    title: "Approved inspecting authorities",
    description:
      "SHA-256 hashes of the public keys (SPKI) of root certificates that your organisation inspects traffic with, in hex or base64. A name cannot be approved, only a key.",
    // No key has this hash.
    example: ["0".repeat(64)],
  },
  baseline: {
    title: "Comparison site",
    description:
      "Name of a host that your network reaches over https and that does not use Amazon Trust Services. Blank: the comparison sites of the extension.",
    example: "www.example.com",
  },
  endpoints: {
    title: "Endpoints",
    description:
      "Further hosts to test: host names or https URLs. The page “Check an endpoint” offers them as a list marked as the administrator’s.",
    example: ["s3.amazonaws.com"],
  },
  hiddenSections: {
    title: "Hidden sections",
    description: `Any of ${HIDEABLE.join(", ")}.`,
    example: ["history"],
  },
  watchConsole: {
    title: "Watch AWS console pages",
    description:
      "Put a mark on the icon on AWS console pages that have a certificate fault, or whose browser is not ready. The person presses once to allow it: no policy gives the permission without that.",
    example: false,
  },
};

function listText(items: readonly string[], word: string): string {
  return `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1)}`;
}

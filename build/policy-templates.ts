/** Writes the formats in which administrators hand policies to browsers: registry, script, property list, JSON. */

export type PolicyValue = string | readonly string[] | boolean;
/** Policies of one place, by name. */
export type Policy = Readonly<Record<string, PolicyValue>>;

/** A registry value of type REG_MULTI_SZ with one line of JSON, as Firefox reads objects. */
export interface JsonLine {
  json: object;
}

/** A registry key below `WINDOWS_POLICIES` with its values; a list becomes a key of its own with numbered values. */
export interface RegistryPlace {
  comment: string;
  path: string;
  values: Readonly<Record<string, PolicyValue | JsonLine>>;
}

export const WINDOWS_POLICIES = "SOFTWARE\\Policies";

/** The registry keys in which each browser looks for the settings of an extension. */
export function settingPlaces(ids: { chrome: string; edge: string; firefox: string }) {
  return [
    {
      comment: "Google Chrome",
      path: `Google\\Chrome\\3rdparty\\extensions\\${ids.chrome}\\policy`,
    },
    {
      comment: "Microsoft Edge",
      path: `Microsoft\\Edge\\3rdparty\\extensions\\${ids.edge}\\policy`,
    },
    { comment: "Firefox", path: `Mozilla\\Firefox\\3rdparty\\Extensions\\${ids.firefox}` },
  ];
}

/** Returns a .reg file. */
export function registryFile(
  places: readonly RegistryPlace[],
  remarks: readonly string[] = [],
): string {
  const parts = places.map(({ comment, path, values }) => {
    const key = `HKEY_LOCAL_MACHINE\\${WINDOWS_POLICIES}\\${path}`;
    const entries = Object.entries(values);
    const direct = entries.flatMap(([name, value]) =>
      isList(value) ? [] : [`"${name}"=${registryValue(value)}`],
    );
    const lists = entries.flatMap(([name, value]) =>
      isList(value)
        ? [
            "",
            `[${key}\\${name}]`,
            ...value.map((item, index) => `"${index + 1}"=${registryValue(item)}`),
          ]
        : [],
    );
    return ["", `; ${comment}`, `[${key}]`, ...direct, ...lists];
  });
  const head = ["Windows Registry Editor Version 5.00"];
  const notes = remarks.length > 0 ? ["", ...remarks.map((remark) => `; ${remark}`)] : [];
  return lines([...head, ...notes, ...parts.flat()]);
}

function isList(value: PolicyValue | JsonLine): value is readonly string[] {
  return Array.isArray(value);
}

function registryValue(value: string | boolean | JsonLine): string {
  if (typeof value === "boolean") return `dword:0000000${Number(value)}`;
  if (typeof value === "string") return `"${value.replaceAll(/[\\"]/g, "\\$&")}"`;
  // Each string of a REG_MULTI_SZ ends with a NUL, and so does the list of them.
  const bytes = Buffer.from(`${JSON.stringify(value.json)}\0\0`, "utf16le");
  return `hex(7):${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(",")}`;
}

/** The part of a PowerShell script that replaces the settings of an extension in each place. */
export function settingsScript(policy: Policy, paths: readonly string[]): string {
  const places = paths.map((path) => `  'HKLM:\\${WINDOWS_POLICIES}\\${path}'`);
  return `$settings = @'
${json(policy).trimEnd()}
'@ | ConvertFrom-Json

$places = @(
${places.join("\n")}
)

foreach ($place in $places) {
  if (Test-Path -LiteralPath $place) { Remove-Item -LiteralPath $place -Recurse -Force }
  New-Item -Path $place -Force | Out-Null
  foreach ($setting in $settings.PSObject.Properties) {
    $name, $value = $setting.Name, $setting.Value
    if ($value -is [array]) {
      New-Item -Path "$place\\$name" -Force | Out-Null
      for ($index = 0; $index -lt $value.Count; $index += 1) {
        New-ItemProperty -LiteralPath "$place\\$name" -Name ($index + 1) -Value $value[$index] -PropertyType String | Out-Null
      }
    } elseif ($value -is [bool]) {
      New-ItemProperty -LiteralPath $place -Name $name -Value ([int]$value) -PropertyType DWord | Out-Null
    } else {
      New-ItemProperty -LiteralPath $place -Name $name -Value $value -PropertyType String | Out-Null
    }
  }
}
`;
}

/** A value of a property list. */
export type Plist = PolicyValue | number | readonly Plist[] | { readonly [key: string]: Plist };

/** A payload of a configuration profile: the domain that it sets, and what it sets there. */
export interface Payload {
  domain: string;
  /** The last part of its identifier. */
  name: string;
  title: string;
  content: { readonly [key: string]: Plist };
}

/** Returns a configuration profile for macOS. `uuid` gives the profile (1) and each payload (from 2) its own. */
export function configurationProfile(
  identifier: string,
  uuid: (index: number) => string,
  payloads: readonly Payload[],
): string {
  const head = (index: number, type: string, id: string, title: string) => ({
    PayloadType: type,
    PayloadVersion: 1,
    PayloadIdentifier: id,
    PayloadUUID: uuid(index),
    PayloadDisplayName: title,
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
${plist({
  ...head(1, "Configuration", identifier, "Trust Ready"),
  PayloadScope: "System",
  PayloadContent: payloads.map(({ domain, name, title, content }, index) => ({
    ...head(index + 2, domain, `${identifier}.${name}`, title),
    ...content,
  })),
})}
</plist>
`;
}

function plist(value: Plist, indent = ""): string {
  const deeper = `${indent}  `;
  if (typeof value === "string") return `${indent}<string>${escapeXml(value)}</string>`;
  if (typeof value === "number") return `${indent}<integer>${value}</integer>`;
  if (typeof value === "boolean") return `${indent}<${value}/>`;
  const [tag, content] = Array.isArray(value)
    ? ["array", value.map((item: Plist) => plist(item, deeper))]
    : [
        "dict",
        Object.entries(value).flatMap(([key, item]) => [
          `${deeper}<key>${escapeXml(key)}</key>`,
          plist(item as Plist, deeper),
        ]),
      ];
  return [`${indent}<${tag}>`, ...content, `${indent}</${tag}>`].join("\n");
}

/** Text for XML or HTML, also between double quotation marks. */
export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** JSON as oxfmt writes it: lists on one line where they fit into 100 columns. */
export function json(value: object): string {
  const text = JSON.stringify(value, null, 2);
  const joined = text.replaceAll(
    /^(.*)\[\n([^[\]{}]*?)\n *\](,?)$/gm,
    (list, start: string, items: string, end: string) => {
      const words = items.split("\n").map((item) => item.trim());
      const line = `${start}[${words.join(" ")}]${end}`;
      return line.length <= 100 ? line : list;
    },
  );
  return `${joined}\n`;
}

/** Text lines, each with its end. */
export function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}

/** Policies that install the extension in every browser, pinned to the toolbar, and set its settings. */
import {
  configurationProfile,
  escapeXml,
  json,
  registryFile,
  settingPlaces,
  settingsScript,
  WINDOWS_POLICIES,
  type Payload,
  type Policy,
  type RegistryPlace,
} from "../policy-templates.ts";
import { sha256 } from "./update-manifests.ts";

export interface Installation {
  /** In Chrome, Edge and Chromium. */
  chromiumId: string;
  firefoxId: string;
  updateXml: string;
  xpi: string;
  /** Whether Mozilla has signed the XPI. */
  signed: boolean;
  /** Settings for everybody; empty where the organisation sets none. */
  settings: Policy;
}

/** Returns every template: path below `policies/`, and content. */
export function installPolicies(installation: Installation): Record<string, string> {
  const { firefoxId, signed, settings } = installation;
  const hasSettings = Object.keys(settings).length > 0;
  const firefox = firefoxPolicies(installation);
  return {
    "linux/chrome.json": json(chromiumPolicies(installation, chromeEntry(installation))),
    "linux/edge.json": json(chromiumPolicies(installation, edgeEntry(installation))),
    "firefox/policies.json": json({ policies: firefox }),
    ...(signed
      ? {}
      : { "firefox/unsigned/policies.json": json({ policies: withoutSignature(firefox) }) }),
    ...(hasSettings
      ? { "firefox/managed-storage.json": json(managedStorage(firefoxId, settings)) }
      : {}),
    "firefox/intune-oma-uri.txt": omaUri(installation),
    "windows/trust-ready.reg": registry(installation),
    "windows/trust-ready.ps1": script(installation),
    "macos/trust-ready.mobileconfig": profile(installation),
  };
}

interface Entry {
  readonly [key: string]: string | boolean;
}

/** `override_update_url`: updates follow the policy, also where an older package has another address in its manifest. */
function chromiumEntry({ updateXml }: Installation): Entry {
  return {
    installation_mode: "force_installed",
    update_url: updateXml,
    override_update_url: true,
  };
}

function chromeEntry(installation: Installation): Entry {
  return { ...chromiumEntry(installation), toolbar_pin: "force_pinned" };
}

function edgeEntry(installation: Installation): Entry {
  return { ...chromiumEntry(installation), toolbar_state: "force_shown" };
}

function firefoxEntry({ xpi }: Installation): Entry {
  return {
    installation_mode: "force_installed",
    install_url: xpi,
    default_area: "navbar",
    private_browsing: true,
  };
}

function chromiumPolicies({ chromiumId, settings }: Installation, entry: Entry): object {
  return {
    ExtensionSettings: { [chromiumId]: entry },
    ...(Object.keys(settings).length > 0
      ? { "3rdparty": { extensions: { [chromiumId]: settings } } }
      : {}),
  };
}

function firefoxPolicies(installation: Installation) {
  const { firefoxId, settings } = installation;
  return {
    ExtensionSettings: { [firefoxId]: firefoxEntry(installation) },
    ...(Object.keys(settings).length > 0
      ? { "3rdparty": { Extensions: { [firefoxId]: settings } } }
      : {}),
  };
}

/** Firefox ESR and Developer Edition then install any add-on without a signature, not this one alone. */
function withoutSignature(policies: object): object {
  const preference = { Value: false, Status: "locked" };
  return { ...policies, Preferences: { "xpinstall.signatures.required": preference } };
}

function managedStorage(name: string, data: Policy): object {
  return { name, description: "Settings of Trust Ready", type: "storage", data };
}

/** For Intune with Mozilla's ADMX files. */
function omaUri(installation: Installation): string {
  const { firefoxId } = installation;
  const value = JSON.stringify({ [firefoxId]: firefoxEntry(installation) });
  return `OMA-URI (needs Mozilla's ADMX files in Intune):
./Device/Vendor/MSFT/Policy/Config/Firefox~Policy~firefox~Extensions/ExtensionSettings

Data type: String. Value:
<enabled/>
<data id="ExtensionSettings" value='${escapeXml(value).replaceAll("&quot;", '"')}'/>
`;
}

/** The registry keys of the policy `ExtensionSettings` in Chromium's browsers. */
function chromiumPlaces(installation: Installation): RegistryPlace[] {
  const { chromiumId } = installation;
  return [
    {
      comment: "Google Chrome: installation",
      path: `Google\\Chrome\\ExtensionSettings\\${chromiumId}`,
      values: chromeEntry(installation),
    },
    {
      comment: "Microsoft Edge: installation",
      path: `Microsoft\\Edge\\ExtensionSettings\\${chromiumId}`,
      values: edgeEntry(installation),
    },
  ];
}

/** Settings in each place, with what a comment says of them. */
function settingsFor({ chromiumId, firefoxId, settings }: Installation): RegistryPlace[] {
  if (Object.keys(settings).length === 0) return [];
  return settingPlaces({ chrome: chromiumId, edge: chromiumId, firefox: firefoxId }).map(
    ({ comment, path }) => ({ comment: `${comment}: settings`, path, values: settings }),
  );
}

function registry(installation: Installation): string {
  const firefox: RegistryPlace = {
    comment: "Firefox: installation",
    path: "Mozilla\\Firefox",
    values: {
      ExtensionSettings: { json: { [installation.firefoxId]: firefoxEntry(installation) } },
    },
  };
  const remarks = [
    "For computers whose browsers have no policy ExtensionSettings yet: Firefox's is replaced here, and of Chrome's",
    "and Edge's, a value that holds JSON is ignored from then on. trust-ready.ps1 adds to them instead.",
  ];
  const places = [...chromiumPlaces(installation), firefox, ...settingsFor(installation)];
  return registryFile(places, remarks);
}

function script(installation: Installation): string {
  const { chromiumId, firefoxId } = installation;
  const call = (path: string, kind: string, id: string, entry: Entry) =>
    `Add-Entry 'HKLM:\\${WINDOWS_POLICIES}\\${path}' '${kind}' '${id}' @'\n${JSON.stringify(entry)}\n'@`;
  const settings = settingsFor(installation);
  return `# Installs Trust Ready in Chrome, Edge and Firefox, and keeps the other entries of their policy ExtensionSettings.
# Run with the rights of an administrator, or as a platform script in Intune (64-bit, not as the signed-in person).
$ErrorActionPreference = 'Stop'

function Add-Entry($place, $kind, $id, $json) {
  if (-not (Test-Path -LiteralPath $place)) { New-Item -Path $place -Force | Out-Null }
  # Chromium ignores the value with JSON if there is a key of the same name: then the entry goes into the key.
  if (Test-Path -LiteralPath "$place\\ExtensionSettings") {
    $key = "$place\\ExtensionSettings\\$id"
    if (Test-Path -LiteralPath $key) { Remove-Item -LiteralPath $key -Recurse -Force }
    New-Item -Path $key -Force | Out-Null
    foreach ($field in ($json | ConvertFrom-Json).PSObject.Properties) {
      $type = if ($field.Value -is [bool]) { 'DWord' } else { 'String' }
      $value = if ($field.Value -is [bool]) { [int]$field.Value } else { $field.Value }
      New-ItemProperty -LiteralPath $key -Name $field.Name -Value $value -PropertyType $type | Out-Null
    }
    return
  }
  $all = [pscustomobject]@{}
  $old = (Get-ItemProperty -LiteralPath $place).ExtensionSettings -join "\`n"
  if ($old.Trim()) { $all = $old | ConvertFrom-Json }
  $all | Add-Member -NotePropertyName $id -NotePropertyValue ($json | ConvertFrom-Json) -Force
  $text = $all | ConvertTo-Json -Depth 100 -Compress
  New-ItemProperty -LiteralPath $place -Name 'ExtensionSettings' -Value $text -PropertyType $kind -Force | Out-Null
}

${call("Google\\Chrome", "String", chromiumId, chromeEntry(installation))}
${call("Microsoft\\Edge", "String", chromiumId, edgeEntry(installation))}
${call("Mozilla\\Firefox", "MultiString", firefoxId, firefoxEntry(installation))}
${
  settings.length > 0
    ? `\n${settingsScript(
        installation.settings,
        settings.map(({ path }) => path),
      )}`
    : ""
}`;
}

function profile(installation: Installation): string {
  const { chromiumId, settings } = installation;
  const content = settings;
  const ofChromium = (domain: string, name: string, title: string, entry: Entry): Payload[] => [
    { domain, name, title, content: { ExtensionSettings: { [chromiumId]: entry } } },
    ...(Object.keys(settings).length > 0
      ? [
          {
            domain: `${domain}.extensions.${chromiumId}`,
            name: `${name}-settings`,
            title: `${title}: settings`,
            content,
          },
        ]
      : []),
  ];
  return configurationProfile("trust-ready.install", (index) => uuidOf(`${chromiumId} ${index}`), [
    ...ofChromium(
      "com.google.Chrome",
      "chrome",
      "Trust Ready in Chrome",
      chromeEntry(installation),
    ),
    ...ofChromium("com.microsoft.Edge", "edge", "Trust Ready in Edge", edgeEntry(installation)),
    {
      domain: "org.mozilla.firefox",
      name: "firefox",
      title: "Trust Ready in Firefox",
      content: { EnterprisePoliciesEnabled: true, ...firefoxPolicies(installation) },
    },
  ]);
}

/** A UUID that is always the same for a text (RFC 9562, version 8). */
function uuidOf(text: string): string {
  const hex = sha256(text);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20, 32)].join("-").toUpperCase();
}

/** The page for the administrator: six steps from the folder to a browser that has the extension. */
import { escapeXml } from "../policy-templates.ts";

export interface PageFacts {
  address: string;
  ids: { chromium: string; firefox: string };
  version: string;
  /** Whether Mozilla has signed the XPI. */
  signed: boolean;
  /** Paths below `policies/`. */
  policies: readonly string[];
}

/** Returns the page, without scripts and without anything from elsewhere. */
export function administratorsPage(facts: PageFacts): string {
  const steps = [
    upload(facts),
    firefoxSignature(facts),
    windows(facts),
    mac(),
    linux(facts),
    check(facts),
  ];
  const items = steps.map(({ title, body }) => `<li>\n<h2>${title}</h2>\n${body}\n</li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Install Trust Ready ${escapeXml(facts.version)}</title>
<style>
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
h2 { font-size: 1.1rem }
li::marker { font-weight: bold }
code { overflow-wrap: anywhere }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: .5rem; border: 1px solid; border-radius: .25rem }
</style>
</head>
<body>
<h1>Install Trust Ready ${escapeXml(facts.version)} in your organisation</h1>
<p>All files here are made for <code>${escapeXml(facts.address)}</code>. Nobody who uses the browsers has to do anything.
You need the right to set browser policies. Do the steps for the systems that you have.</p>
<p>Id in Chrome, Edge and Chromium: <code>${facts.ids.chromium}</code><br>
Id in Firefox: <code>${facts.ids.firefox}</code></p>
<ol>
${items.join("\n")}
</ol>
${afterwards(facts)}
</body>
</html>
`;
}

interface Step {
  title: string;
  body: string;
}

function link(path: string): string {
  return `<a href="${path}"><code>${path}</code></a>`;
}

function upload({ address }: PageFacts): Step {
  const update = escapeXml(`${address}update.xml`);
  return {
    title: "Put this folder on your web server",
    body: `<p>Copy the whole folder to the address above; ${link("update.xml")} and ${link("updates.json")} last. Any server for files
will do. Browsers must reach it without a password, with a certificate that they trust; one from your own authority is fine.
<code>sha256sum --check SHA256SUMS</code> finds files that were damaged on the way.</p>
<p>Then open <a href="${update}">${update}</a> on a computer of the organisation. If you see the version, go on.</p>`,
  };
}

const SIGN = `npx web-ext sign --channel unlisted --source-dir dist/intranet-firefox --artifacts-dir dist/signed`;

function firefoxSignature({ signed, address }: PageFacts): Step {
  if (signed) {
    return {
      title: "Firefox: nothing to do, Mozilla has signed the package",
      body: `<p>${link("trust-ready.xpi")} carries Mozilla's signature, which every Firefox asks for.</p>`,
    };
  }
  return {
    title: "Firefox: have Mozilla sign the package",
    body: `<p>${link("trust-ready.xpi")} is <strong>not signed</strong>. Firefox refuses it, also by policy. Only Firefox ESR, Developer Edition
and Nightly accept it, if the policy also switches the check of signatures off, as ${link("policies/firefox/unsigned/policies.json")}
does. These browsers then accept <strong>every</strong> unsigned add-on. Take that for a trial, not for everybody.</p>
<p>Mozilla signs it in minutes and does not list it in its shop. Get credentials at
<a href="https://addons.mozilla.org/developers/addon/api/key/">addons.mozilla.org</a>, then run this where the folder was made:</p>
<pre>export WEB_EXT_API_KEY=user:12345:67 WEB_EXT_API_SECRET=0123456789abcdef
${SIGN}
npm run package -- --for ${escapeXml(address)} --signed dist/signed/*.xpi</pre>
<p>Copy the new folder to the server. Mozilla signs a version only once: keep the signed file.</p>`,
  };
}

function windows({ ids, address }: PageFacts): Step {
  return {
    title: "Windows",
    body: `<p>Chrome and Edge install an extension from your own server only on computers that are joined to Active Directory or Entra ID,
or enrolled in the management of that browser. Choose one way:</p>
<ul>
<li><strong>Intune</strong>: Devices → Scripts → Platform scripts, with ${link("policies/windows/trust-ready.ps1")}; run it in 64-bit
PowerShell and not as the signed-in person. It adds to policies that are there.</li>
<li><strong>Group Policy</strong>: import ${link("policies/windows/trust-ready.reg")} on one computer, and take its keys over as registry items
(Preferences → Windows Settings → Registry). If you set <code>ExtensionSettings</code> already, add our entry to it instead: it is in
${link("policies/linux/chrome.json")}, ${link("policies/linux/edge.json")} and ${link("policies/firefox/policies.json")}.</li>
<li><strong>One computer</strong>: <code>reg import trust-ready.reg</code> as administrator.</li>
<li><strong>Forms</strong> (“force-installed extensions” in Group Policy, in Intune's catalogue or in Google's console) take this line:<br>
<code>${ids.chromium};${escapeXml(address)}update.xml</code></li>
<li><strong>Firefox in Intune with Mozilla's ADMX</strong>: ${link("policies/firefox/intune-oma-uri.txt")}.</li>
</ul>`,
  };
}

function mac(): Step {
  return {
    title: "macOS",
    body: `<p>Chrome and Edge install an extension from your own server only on computers with device management. Upload
${link("policies/macos/trust-ready.mobileconfig")} there as a custom profile for the device (Intune: Templates → Custom, device channel).
If another profile sets <code>ExtensionSettings</code>, join both: of two, one wins.</p>`,
  };
}

function linux({ policies, signed }: PageFacts): Step {
  const firefox = signed
    ? "policies/firefox/policies.json"
    : "policies/firefox/unsigned/policies.json";
  const which = signed ? "" : " (the unsigned one, for a trial in Firefox ESR)";
  const storage = policies.includes("firefox/managed-storage.json")
    ? `<p>${link("policies/firefox/managed-storage.json")} sets the settings for one person, without the rights of an administrator.</p>`
    : "";
  return {
    title: "Linux",
    body: `<pre># on each computer, in a copy of this folder; Chrome, Chromium, Edge, Firefox: those that you have
sudo install -D -m 644 policies/linux/chrome.json /etc/opt/chrome/policies/managed/trust-ready.json
sudo install -D -m 644 policies/linux/chrome.json /etc/chromium/policies/managed/trust-ready.json
sudo install -D -m 644 policies/linux/edge.json /etc/opt/edge/policies/managed/trust-ready.json
sudo install -D -m 644 ${firefox} /etc/firefox/policies/policies.json</pre>
<p>Firefox has one such file${which}. If it is there already, merge ours into it. Of two files that set
<code>ExtensionSettings</code>, Chrome, Chromium and Edge read one.</p>${storage}`,
  };
}

function check({ ids, version, address }: PageFacts): Step {
  return {
    title: "See that it works",
    body: `<p>Browsers install the extension at their next start; Chrome, Chromium and Edge at once after “Reload policies” on
<code>chrome://policy</code> or <code>edge://policy</code>. These pages, and <code>about:policies</code> in Firefox, list
<code>ExtensionSettings</code>. <code>chrome://extensions/?id=${ids.chromium}</code> and
<code>about:addons</code> show version ${escapeXml(version)}, installed by the administrator. The icon is in the toolbar; a press starts a check.</p>
<p>If it is missing, open <code>${escapeXml(address)}update.xml</code> in that browser: it must load without a certificate warning. Firefox
writes the reason to its browser console (Ctrl+Shift+J), below “Policies:”.</p>
<p>In private windows: Firefox has the extension there from version 136 and ESR 128.8 on. In Chrome and Edge no policy can do that; each
person can, on the extension's page.</p>`,
  };
}

function afterwards({ address }: PageFacts): string {
  return `<h2>A new version</h2>
<p>Run the same command with the same signing key in the new source, and replace the folder. Browsers look for a new version by themselves,
every few hours (Chrome, Edge) or once a day (Firefox); policies stay as they are. Settings and history stay, too.</p>
<h2>Settings for everybody</h2>
<p>A support contact, approved inspecting authorities and more: write them into a file of JSON with the names in
<code>policies/README.md</code> of the source, and add <code>--settings FILE</code> to the command. The templates then carry them.</p>
<pre>npm run package -- --for ${escapeXml(address)} --settings settings.json</pre>
<h2>Keep the signing key</h2>
<p>The ids of the extension follow from the signing key, whose file the command names. Without it you cannot update what is
installed: a new key makes another extension, with empty settings and history, and you would have to take back the old policies
and set new ones. Whoever has the key and can write to your web server can put code into your browsers. Keep a copy in a safe
place, and never in the source.</p>
<h2>Remove it</h2>
<p>Delete the entries that the templates made. Chrome, Edge and Chromium then remove the extension. In Firefox each person can
remove it; <code>"installation_mode": "blocked"</code> in place of <code>"force_installed"</code> removes it everywhere.</p>`;
}

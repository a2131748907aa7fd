/** The address from which browsers will install the extension. */

/** Hosts that are this machine itself: only there plain http is fine, for trials. */
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Returns the address with a slash at its end. Throws, with the reason, if browsers could not install from it. */
export function folderAddress(text: string): string {
  const refuse = (why: string) =>
    new Error(`--for ${text}: ${why} Example: --for https://intranet.example/trust-ready/`);
  let url;
  try {
    url = new URL(text);
  } catch {
    throw refuse("this is not a full web address.");
  }
  const { protocol, hostname, username, password, search, hash } = url;
  if (protocol === "http:" && !LOOPBACK.test(hostname)) {
    throw refuse(
      "the address must begin with https, so that nobody can replace the package on its way.",
    );
  }
  if (protocol !== "https:" && protocol !== "http:") {
    throw refuse("the address must begin with https.");
  }
  if (username || password) throw refuse("browsers send no user name or password to it.");
  if (search || hash || /[?#]/.test(text)) {
    throw refuse("the address of a folder has no question mark and no number sign.");
  }
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url.href;
}

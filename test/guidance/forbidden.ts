/** What no command of the guidance may hold: anything that switches the verification of certificates off. */
const FORBIDDEN = [
  /(^|\s)-k(\s|$)/,
  /--insecure/,
  /no-verify-ssl/,
  /verify\s*=\s*false/i,
  /REJECT_UNAUTHORIZED/,
  /sslVerify|SSL_NO_VERIFY/,
  /SkipCertificateCheck/,
  /ServerCertificateValidationCallback|ServerCertificateCustomValidationCallback/,
  /VERIFY_NONE|CERT_NONE|check_hostname/,
  /InsecureSkipVerify/,
  /verifySSL|ssl_verify_peer|SSL_VERIFYPEER/,
  /trust-all|TrustAll|-noverify\b|-verify_quiet/,
];

/** Whether a command or line switches verification off. */
export function forbidden(command: string): boolean {
  return FORBIDDEN.some((pattern) => pattern.test(command));
}

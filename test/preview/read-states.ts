/** The states of the page that reads files and texts, each with what a person gave it. */
import rootFiles from "../../src/guidance/root-files.json";
import { pemText } from "../../src/report-text/format.ts";
import { WORLDS } from "../made-up.ts";
import { LAX_CERTIFICATES, LOOK_ALIKE } from "../made-up-certificates.ts";

const ROOTS = rootFiles.roots.map(({ pem }) => pem);
const CHAIN = [LAX_CERTIFICATES.server, LAX_CERTIFICATES.root].map(pemText).join("");

const CHROME_PAGE = `Your connection is not private
Attackers might be trying to steal your information from valid.rootca1.demo.amazontrust.com.
NET::ERR_CERT_AUTHORITY_INVALID
Subject: valid.rootca1.demo.amazontrust.com
Issuer: Example Inspection Root CA
Expires on: Apr 14, 2029
Current date: Nov 24, 2026
PEM encoded chain:
${CHAIN}`;

/** Its text is a file, which the preview loads. */
export const LOG_STATE = "a browser's log";

/** The text that is pasted in each state; none in the first. */
export const READ_STATES: Record<string, string> = {
  empty: "",
  "a list with all roots": ROOTS.join(""),
  "a list without two roots": ROOTS.slice(2).join(""),
  "a company's root alone": pemText(LAX_CERTIFICATES.root),
  "one root": ROOTS[0]!,
  "an inspected chain": CHAIN,
  "a look-alike": pemText(LOOK_ALIKE),
  "an error page": CHROME_PAGE,
  "a broken text": `${ROOTS[0]!}-----BEGIN CERTIFICATE-----\nMIIB%%%\n-----END CERTIFICATE-----\n`,
  "a report": JSON.stringify(WORLDS["one root missing"]!()),
  [LOG_STATE]: "",
  "an error of a program":
    "SSL validation failed for https://sts.eu-central-1.amazonaws.com/ [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self signed certificate in certificate chain (_ssl.c:1129)",
  nothing: "Three blue boxes stand in the hall.",
};

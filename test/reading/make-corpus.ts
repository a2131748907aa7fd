/**
 * Makes the texts of `corpus/` anew, by running the programs that print them against servers on loopback with
 * certificates of a throw-away authority: `npx tsx test/reading/make-corpus.ts [NAME…]`. Programs that are not
 * installed are left out. `corpus.tsv` says what must be recognised, and is checked by hand.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const CORPUS = fileURLToPath(new URL("corpus/", import.meta.url));
const BINARY = fileURLToPath(new URL("files/", import.meta.url));
const HOST = "shop.example.com";

const work = mkdtempSync(path.join(tmpdir(), "corpus-"));
const file = (name: string): string => path.join(work, name);

/** Runs a command of a shell, and gives all that it prints. Its exit code does not matter: most of them fail. */
function shell(command: string, environment: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: "C.UTF-8", TZ: "UTC", ...environment };
    execFile(
      "bash",
      ["-c", `{ ${command}\n} 2>&1 </dev/null`],
      { cwd: work, timeout: 60_000, env, maxBuffer: 2 ** 26 },
      (_, out) => resolve(out),
    );
  });
}

/** Times that certificates have, so that texts stay alike. */
const DATES = { from: "20260101000000Z", to: "20360101000000Z", past: "20260201000000Z" };

async function makeCertificates(): Promise<void> {
  writeFileSync(
    file("ca.cnf"),
    `[ca]
default_ca = own
[own]
dir = .
database = index.txt
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
rand_serial = yes
copy_extensions = copy
default_crl_days = 30
[any]
countryName = optional
organizationName = optional
commonName = supplied
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[server]
basicConstraints = critical,CA:FALSE
subjectAltName = DNS:${HOST},DNS:localhost
extendedKeyUsage = serverAuth
`,
  );
  writeFileSync(file("index.txt"), "");
  const key = (name: string): string =>
    `openssl ecparam -name prime256v1 -genkey -noout -out ${name}.key`;
  const sign = (name: string, subject: string, by: string, section: string, to: string): string =>
    [
      key(name),
      `openssl req -new -key ${name}.key -subj '${subject}' -out ${name}.csr`,
      `openssl ca -config ca.cnf -batch -notext -in ${name}.csr -out ${name}.pem -extensions ${section} ` +
        `-startdate ${DATES.from} -enddate ${to} -keyfile ${by}.key ` +
        (by === name ? "-selfsign" : `-cert ${by}.pem`),
    ].join(" && ");
  const made = await shell(
    [
      sign(
        "root",
        "/C=US/O=Example Corp IT/CN=Example Inspection Root CA",
        "root",
        "authority",
        DATES.to,
      ),
      sign(
        "middle",
        "/O=Example Corp IT/CN=Example Inspection CA 2",
        "root",
        "authority",
        DATES.to,
      ),
      sign("leaf", `/CN=${HOST}`, "middle", "server", DATES.to),
      sign("expired", `/CN=${HOST}`, "middle", "server", DATES.past),
      sign("alone", `/CN=${HOST}`, "alone", "server", DATES.to),
      "cat leaf.pem middle.pem > chain.pem",
      "cat leaf.pem middle.pem root.pem > whole.pem",
      "cat expired.pem middle.pem > expired-chain.pem",
      "openssl ca -config ca.cnf -gencrl -keyfile root.key -cert root.pem -out crl.pem",
      "openssl x509 -in root.pem -outform DER -out root.der",
      "openssl x509 -in middle.pem -outform DER -out middle.der",
      "echo made",
    ].join(" && "),
  );
  if (!made.trimEnd().endsWith("made")) throw new Error(made);
}

interface Servers {
  ports: Record<string, number>;
  stop(): void;
}

async function startServers(): Promise<Servers> {
  const chains: Record<string, [string, string]> = {
    chain: ["chain.pem", "leaf.key"],
    whole: ["whole.pem", "leaf.key"],
    expired: ["expired-chain.pem", "expired.key"],
    alone: ["alone.pem", "alone.key"],
    incomplete: ["leaf.pem", "leaf.key"],
  };
  const answer: http.RequestListener = (_, response) => void response.end("hello\n");
  const servers: [string, http.Server][] = [["plain", http.createServer(answer)]];
  for (const [name, [cert, key]] of Object.entries(chains)) {
    const options = { cert: readFileSync(file(cert)), key: readFileSync(file(key)) };
    servers.push([name, https.createServer(options, answer)]);
  }
  const ports: Record<string, number> = {};
  for (const [name, server] of servers) {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    ports[name] = (server.address() as AddressInfo).port;
  }
  return { ports, stop: () => servers.forEach(([, server]) => server.close()) };
}

/** Other backends of curl, through its library, which Debian has for each. */
const LIBCURL = `python3 - "$@" <<'PYTHON'
import ctypes, sys
curl = ctypes.CDLL(LIBRARY)
curl.curl_easy_init.restype = ctypes.c_void_p
handle = ctypes.c_void_p(curl.curl_easy_init())
curl.curl_easy_setopt.argtypes = [ctypes.c_void_p, ctypes.c_int]
curl.curl_slist_append.restype = ctypes.c_void_p
names = ctypes.c_void_p(curl.curl_slist_append(None, RESOLVE))
curl.curl_easy_setopt(handle, 41, ctypes.c_long(1))
curl.curl_easy_setopt(handle, 10203, names)
curl.curl_easy_setopt(handle, 10002, ctypes.c_char_p(URL))
if FILE: curl.curl_easy_setopt(handle, 10065, ctypes.c_char_p(FILE))
why = ctypes.create_string_buffer(256)
curl.curl_easy_setopt(handle, 10010, why)
code = curl.curl_easy_perform(handle)
if code: print("curl: (%d) %s" % (code, why.value.decode()), flush=True)
PYTHON`;

function libcurl(library: string, port: number, authorities = ""): string {
  return LIBCURL.replace("LIBRARY", `"${library}"`)
    .replace("RESOLVE", `b"${HOST}:${port}:127.0.0.1"`)
    .replace("URL", `b"https://${HOST}:${port}/"`)
    .replaceAll("FILE", authorities ? `b"${authorities}"` : "None");
}

const JDKS: Record<string, string> = {
  17: "/usr/lib/jvm/java-17-openjdk-amd64/bin/keytool",
  25: "/usr/lib/jvm/temurin-25-jdk-amd64/bin/keytool",
};
const keytool = (version: number, language = "en"): string =>
  `${JDKS[version]} -J-Duser.language=${language} -J-Dstdout.encoding=UTF-8 -J-Dsun.stdout.encoding=UTF-8 -J-Dfile.encoding=UTF-8`;

/** Keystores for texts and for `files/`. */
async function makeKeystores(): Promise<void> {
  const add = (store: string, type: string, more = ""): string =>
    [
      `${keytool(17)} -importcert -noprompt -alias example-root -file root.pem -keystore ${store} -storetype ${type} -storepass changeit ${more}`,
      `${keytool(17)} -importcert -noprompt -alias "Zweites Zertifikat" -file middle.pem -keystore ${store} -storetype ${type} -storepass changeit ${more}`,
    ].join("\n");
  const plain =
    "-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE -J-Dkeystore.pkcs12.macAlgorithm=NONE";
  await shell(
    [
      add("trust.jks", "JKS"),
      add("trust.jceks", "JCEKS"),
      `${keytool(17)} -genseckey -keyalg AES -keysize 128 -alias a-secret -keystore trust.jceks -storetype JCEKS -storepass changeit -keypass changeit`,
      `${keytool(17)} -importcert -noprompt -alias third -file leaf.pem -keystore trust.jceks -storetype JCEKS -storepass changeit`,
      add("trust.p12", "PKCS12"),
      add("open.p12", "PKCS12", plain),
      "openssl pkcs12 -export -in whole.pem -inkey leaf.key -name server -passout pass:changeit -out key.p12",
      "openssl pkcs12 -export -in whole.pem -inkey leaf.key -name server -passout pass:unguessable -out secret.p12",
      "openssl pkcs12 -export -in whole.pem -inkey leaf.key -name server -passout pass: -out empty.p12",
      "openssl pkcs12 -export -legacy -in whole.pem -inkey leaf.key -name server -passout pass:changeit -out old.p12",
      "openssl pkcs12 -export -nokeys -in whole.pem -keypbe NONE -certpbe NONE -nomac -passout pass: -out bare.p12",
      "openssl pkcs12 -export -nokeys -in whole.pem -certpbe AES-128-CBC -passout pass:password -out aes128.p12",
      `${keytool(17)} -importkeystore -srckeystore key.p12 -srcstoretype PKCS12 -srcstorepass changeit -destkeystore key.jks -deststoretype JKS -deststorepass changeit -noprompt`,
      "openssl crl2pkcs7 -nocrl -certfile whole.pem -outform DER -out certs.p7b",
      "openssl crl2pkcs7 -in crl.pem -certfile whole.pem -out with-crl.p7c.pem",
      "openssl cms -sign -in crl.pem -signer root.pem -inkey root.key -certfile chain.pem -outform DER -nodetach -out signed.p7m",
      "openssl cms -sign -in crl.pem -signer root.pem -inkey root.key -certfile chain.pem -outform DER -nodetach -stream -out signed-ber.p7m",
      "openssl cms -encrypt -in ca.cnf -outform DER -out enveloped.p7m -aes128 leaf.pem",
      "openssl nseq -toseq -in whole.pem -out sequence.pem",
      "openssl crl -in crl.pem -outform DER -out crl.der",
      "openssl req -in leaf.csr -outform DER -out request.der",
      "openssl pkcs8 -topk8 -nocrypt -in leaf.key -outform DER -out key.der",
      "openssl ec -in leaf.key -pubout -outform DER -out public.der",
      "cat root.der middle.der > two.der",
    ].join("\n"),
  );
}

const FILES = [
  "trust.jks", "trust.jceks", "key.jks", "trust.p12", "open.p12", "key.p12", "secret.p12", "empty.p12",
  "old.p12", "bare.p12", "aes128.p12", "certs.p7b", "with-crl.p7c.pem", "signed.p7m", "signed-ber.p7m",
  "enveloped.p7m", "sequence.pem", "root.der", "two.der", "crl.der", "request.der", "public.der",
  "whole.pem",
]; // prettier-ignore

/** Every text: its name, and the command that prints it. */
function commands(ports: Record<string, number>): Record<string, string> {
  const to = (server: string): string => `127.0.0.1:${ports[server]}`;
  const client = (server: string, more = ""): string =>
    `timeout 5 openssl s_client -connect ${to(server)} -servername ${HOST} ${more}`;
  const curl = (server: string, more = "", host = HOST): string =>
    `curl --no-progress-meter --resolve ${host}:${ports[server]}:127.0.0.1 https://${host}:${ports[server]}/ ${more}`;
  const gnutls = (server: string, more = ""): string =>
    `timeout 5 gnutls-cli --sni-hostname=${HOST} --verify-hostname=${HOST} -p ${ports[server]} ${more} localhost`;
  const wget = (server: string, host = "localhost", more = ""): string =>
    `wget -O - ${more} https://${host}:${ports[server]}/`;
  const lines = (language: string, code: string): string => `${language} <<'END'\n${code}\nEND`;
  const url = (server: string): string => `https://localhost:${ports[server]}/`;
  const list = (version: number, more: string, language?: string, store = "trust.jks"): string =>
    `${keytool(version, language)} -list ${more} -keystore ${store} -storepass changeit`;
  return {
    "s-client-showcerts": client("chain", "-showcerts"),
    "s-client-plain": client("chain"),
    "s-client-trusted": client("chain", "-showcerts -CAfile root.pem"),
    "s-client-expired": client("expired", "-CAfile root.pem"),
    "s-client-self-signed": client("alone", "-showcerts"),
    "s-client-root-sent": client("whole", "-showcerts"),
    "s-client-incomplete": client("incomplete", "-CAfile root.pem"),
    "s-client-brief": client("chain", "-brief"),
    "s-client-wrong-name": client("chain", "-CAfile root.pem -verify_hostname other.example.net"),
    "s-client-right-name": client("chain", `-CAfile root.pem -verify_hostname ${HOST}`),
    "s-client-tls1.2": client("chain", "-tls1_2 -showcerts"),
    "s-client-plain-http": client("plain"),
    "s-client-command": `echo '$ openssl s_client -connect ${HOST}:443 -servername ${HOST} -showcerts </dev/null'; ${client("chain", "-showcerts")}`,
    "s-client-return-error": client("chain", "-verify_return_error"),
    "s-client-msg": client("chain", "-state -showcerts"),
    "openssl-verify": "openssl verify -untrusted middle.pem leaf.pem",
    "openssl-verify-expired": "openssl verify -CAfile root.pem -untrusted middle.pem expired.pem",
    "openssl-x509-text": "openssl x509 -in leaf.pem -text",
    "openssl-x509-text-noout": "openssl x509 -in leaf.pem -text -noout",
    "openssl-x509-trusted":
      "openssl x509 -in root.pem -trustout -addtrust serverAuth -setalias example",
    "openssl-x509-names": "openssl x509 -in leaf.pem -subject -issuer -dates -fingerprint -sha256",
    "openssl-crl": "openssl crl -in crl.pem -text",
    "openssl-req": "openssl req -in leaf.csr -text",
    "openssl-pkcs7-print": "openssl pkcs7 -in with-crl.p7c.pem -print_certs",
    "openssl-pkcs12-info": "openssl pkcs12 -in key.p12 -passin pass:changeit -nokeys -info",
    "openssl-pkcs12-certs": "openssl pkcs12 -in trust.p12 -passin pass:changeit -nokeys",
    "openssl-pubkey": "openssl x509 -in leaf.pem -pubkey",
    "openssl-storeutl": "openssl storeutl -certs whole.pem",
    "pkcs7-pem": "cat with-crl.p7c.pem",
    "cms-pem":
      "openssl cms -sign -in crl.pem -signer root.pem -inkey root.key -certfile chain.pem -outform PEM -nodetach",
    "gnutls-cli": gnutls("chain"),
    "gnutls-cli-print-cert": gnutls("whole", "--print-cert"),
    "gnutls-cli-trusted": gnutls("chain", "--x509cafile=root.pem"),
    "gnutls-cli-expired": gnutls("expired", "--x509cafile=root.pem"),
    "certtool-info": "certtool -i --infile leaf.pem",
    "certtool-verify": "certtool --verify-chain --infile whole.pem",
    "curl-openssl": curl("chain", "-v"),
    "curl-openssl-trusted": curl("chain", "-v --cacert root.pem"),
    "curl-openssl-expired": curl("expired", "-v --cacert root.pem"),
    "curl-openssl-self-signed": curl("alone", "-v"),
    "curl-openssl-wrong-name": curl("chain", "-v --cacert root.pem", "other.example.net"),
    "curl-openssl-unchecked": curl("chain", "-vk"),
    "curl-error-line": curl("chain"),
    "curl-certs": curl("chain", "-k -o /dev/null -w '%{certs}'"),
    "curl-plain-http": curl("plain", "-v"),
    "curl-gnutls": libcurl("libcurl-gnutls.so.4", ports["chain"]!),
    "curl-gnutls-trusted": libcurl("libcurl-gnutls.so.4", ports["chain"]!, file("root.pem")),
    "curl-gnutls-expired": libcurl("libcurl-gnutls.so.4", ports["expired"]!, file("root.pem")),
    "curl-nss": libcurl("libcurl-nss.so.4", ports["chain"]!),
    "curl-command-quoted": `{ echo '$ curl -v https://${HOST}/'; ${curl("chain", "-v")}; } 2>&1 | sed 's/^/> /'`,
    "git-error": `git ls-remote ${url("chain")}repo.git`,
    "git-verbose": `GIT_CURL_VERBOSE=1 git ls-remote ${url("chain")}repo.git`,
    wget: wget("chain"),
    "wget-expired": wget("expired", "localhost", "--ca-certificate=root.pem"),
    "wget-self-signed": wget("alone"),
    "wget-wrong-name": wget("chain", "127.0.0.1", "--ca-certificate=root.pem"),
    "wget-trusted": wget("chain", "localhost", "--ca-certificate=root.pem"),
    "keytool-list": list(17, ""),
    "keytool-list-v": list(17, "-v"),
    "keytool-list-rfc": list(17, "-rfc"),
    "keytool-list-key": list(17, "-v", "en", "key.jks"),
    "keytool-list-key-rfc": list(17, "-rfc", "en", "key.jks"),
    "keytool-list-de": list(17, "-v", "de"),
    "keytool-list-de-rfc": list(25, "-rfc", "de"),
    "keytool-list-ja": list(17, "-v", "ja"),
    "keytool-list-zh": list(17, "", "zh"),
    "keytool-25-list": list(25, "", "en", "open.p12"),
    "keytool-25-list-v": list(25, "-v", "en", "open.p12"),
    "keytool-printcert": `${keytool(17)} -printcert -file leaf.pem`,
    "keytool-printcert-rfc": `${keytool(17)} -printcert -rfc -file leaf.pem`,
    "keytool-sslserver": `${keytool(25)} -printcert -sslserver localhost:${ports["chain"]}`,
    "keytool-sslserver-rfc": `${keytool(17)} -printcert -rfc -sslserver localhost:${ports["chain"]}`,
    "nss-certutil":
      "mkdir -p nss; certutil -N -d sql:nss --empty-password; certutil -A -d sql:nss -n 'Example Inspection Root CA' -t C,, -i root.pem; certutil -L -d sql:nss; certutil -L -d sql:nss -n 'Example Inspection Root CA' -a",
    "python-requests": lines("python3", `import requests\nrequests.get("${url("chain")}")`),
    "python-urllib": lines(
      "python3",
      `import urllib.request\nurllib.request.urlopen("${url("chain")}")`,
    ),
    "node-fetch": lines("node --input-type=module", `await fetch("${url("chain")}")`),
    "node-https": lines(
      "node --input-type=module",
      `import https from "node:https"; https.get("${url("whole")}")`,
    ),
    php: lines("php", `<?php file_get_contents("${url("chain")}");`),
    ruby: lines("ruby", `require "net/http"; Net::HTTP.get(URI("${url("chain")}"))`),
    go: `cat > main.go <<'END'\npackage main\nimport ("fmt"; "net/http")\nfunc main() { _, err := http.Get("${url("chain")}"); fmt.Println(err) }\nEND\nHOME=${work} GOFLAGS=-mod=mod go run main.go`,
    "cat-numbered": "cat -n chain.pem",
    "nl-numbered": "nl -ba -s': ' chain.pem",
    "grep-numbered": "grep -n '' chain.pem",
    "mail-quoted": "{ echo 'On Monday somebody wrote:'; sed 's/^/> /' whole.pem; }",
    "indented-yaml": "{ echo 'data:'; echo '  ca.crt: |'; sed 's/^/    /' root.pem; }",
    "json-escaped": `node -p 'JSON.stringify({ ca: require("fs").readFileSync("chain.pem", "utf8") })'`,
    "php-json": `php -r 'echo json_encode(["ca" => file_get_contents("chain.pem")]);'`,
    "php-export": `php -r 'var_export(explode("\\n", file_get_contents("chain.pem")));'`,
    "python-repr": `python3 -c 'print(repr(open("chain.pem").readlines()))'`,
    "python-html": `python3 -c 'import html; print(html.escape("<p>" + open("chain.pem").read()).replace("\\n", "<br>"))'`,
    "url-encoded": `python3 -c 'import urllib.parse; print("X-Amzn-Mtls-Clientcert: " + urllib.parse.quote(open("leaf.pem").read(), safe="+=/"))'`,
    "git-diff": "git diff --no-index /dev/null chain.pem",
    kubeconfig: `{ echo 'clusters:'; echo '- cluster:'; echo "    certificate-authority-data: $(base64 -w0 root.pem)"; echo '    server: https://${HOST}:443'; }`,
    jwks: `node -p 'JSON.stringify({ keys: [{ kty: "EC", x5c: ["leaf", "middle"].map((name) => require("fs").readFileSync(name + ".pem", "utf8").replace(/-----.*?-----|\\s/g, "")) }] }, null, 1)'`,
    "base64-bare": "base64 root.der; echo; base64 middle.der",
    "base64-pkcs7": "base64 certs.p7b",
    journal:
      'while read -r line; do echo "Nov 24 10:15:0$((RANDOM % 10)) web proxy[812]: $line"; done < chain.pem',
    "two-tools": `${client("chain")}; ${curl("chain", "-v")}; ${wget("chain")}; cat root.pem`,
    "env-file": `python3 -c 'print("CA_PEM=\\"" + open("root.pem").read().strip().replace("\\n", "\\\\n") + "\\"")'`,
  };
}

/** What a text says of this machine, in neutral words. Hashes of sessions and lines of keys go too. */
function neutral(text: string, ports: Record<string, number>): string {
  let plain = text.replaceAll(work, "/srv/example");
  for (const port of Object.values(ports)) plain = plain.replaceAll(String(port), "443");
  return plain
    .replaceAll("127.0.0.1", "192.0.2.10")
    .replaceAll(/localhost|ip6-localhost/g, HOST)
    .replaceAll(/^bash: line \d+:/gm, "bash:")
    .replaceAll(/\/(?:root|home)\/[^\s"']*?(?=\/(?:lib|site-packages|versions)\b)/g, "/usr")
    .replaceAll(/(?<!\w)\/root(?=\/)/g, "/srv/user");
}

const wanted = process.argv.slice(2);
const servers = await makeCertificates().then(startServers);
try {
  await makeKeystores();
  mkdirSync(CORPUS, { recursive: true });
  mkdirSync(BINARY, { recursive: true });
  if (!wanted.length)
    for (const name of FILES) writeFileSync(path.join(BINARY, name), readFileSync(file(name)));
  for (const [name, command] of Object.entries(commands(servers.ports))) {
    if (wanted.length && !wanted.includes(name)) continue;
    const text = neutral(await shell(command), servers.ports);
    if (/: command not found|No such file or directory/.test(text))
      console.log(`left out: ${name}`);
    else writeFileSync(path.join(CORPUS, `${name}.txt`), text);
  }
} finally {
  servers.stop();
  rmSync(work, { recursive: true });
}

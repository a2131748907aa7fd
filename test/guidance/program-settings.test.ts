/** Runs settings and tests of the programs that are installed here against a server that a company's root certifies. */
import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  settingCommands,
  programOf,
  programValues,
  variablesCommand,
} from "../../src/guidance/programs.ts";
import { commandIn } from "../../src/guidance/shell.ts";
import { issue, makeKey } from "../lab/certificates.ts";
import { temporaryDirectory } from "../lab/cleanup.ts";
import { rootOf } from "../made-up.ts";

const KEY = { algorithm: "ECDSA", curve: "P-256" } as const;
const COMPANY = "CN=Example Corp Inspection Root,O=Example Corp,C=US";

/** What speaks of a certificate that was refused, in the words of the programs below. */
const REFUSED = /certificate|CERT|issuer|PKIX|SSL/i;

/** The program of each program, and what it prints once it is connected. */
const PROGRAMS: Record<string, { name: string; connected: RegExp }> = {
  node: { name: "node", connected: /^200$/m },
  npm: { name: "npm", connected: /PONG/ },
  // The server has no repository, and git says so.
  git: { name: "git", connected: /repository '.*' not found/ },
  curl: { name: "curl", connected: /^HTTP\/\S+ 200/m },
  wget: { name: "wget", connected: /200 OK/ },
};

const installed = (program: string) =>
  spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;

/** Each setting of those programs that takes effect through a shell or a file of the home folder. */
const SETTINGS: { program: string; setting: string; file?: string }[] = [
  { program: "node", setting: "NODE_EXTRA_CA_CERTS" },
  { program: "npm", setting: "cafile" },
  { program: "npm", setting: "NODE_EXTRA_CA_CERTS" },
  { program: "git", setting: "http.sslCAInfo" },
  { program: "curl", setting: "CURL_CA_BUNDLE" },
  { program: "curl", setting: "--cacert" },
  { program: "wget", setting: "--ca-certificate" },
  { program: "wget", setting: ".wgetrc", file: ".wgetrc" },
];

const runnable = SETTINGS.filter(({ program }) => installed(PROGRAMS[program]!.name));

describe.skipIf(!installed("bash"))("settings, run for real", () => {
  const { directory: home, remove } = temporaryDirectory("trust-ready-programs-");
  let server: https.Server;
  let company = "";

  beforeAll(async () => {
    const days = (count: number) => new Date(Date.now() + count * 86_400_000);
    const period = { notBefore: days(-1), notAfter: days(30) };
    const own = await makeKey(KEY);
    const signer = { subject: COMPANY, key: KEY, keyPem: own.keyPem };
    company = await issue({
      subject: COMPANY,
      publicKey: own.publicKey,
      signer,
      use: {},
      ...period,
    });
    const leaf = await makeKey(KEY);
    const certificate = await issue({
      subject: "CN=localhost",
      publicKey: leaf.publicKey,
      signer: { ...signer, certificatePem: company },
      use: { names: ["localhost"] },
      ...period,
    });
    server = https.createServer({ key: leaf.keyPem, cert: certificate }, (request, response) => {
      if (request.url?.includes("/info/refs")) response.statusCode = 404;
      response.setHeader("content-type", "application/json");
      response.end("{}");
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
    remove();
  });

  const values = programValues(rootOf("amazon-root-ca-1"), "sh");
  const here = (command: string) =>
    command.replaceAll(
      `https://${values["host"]}/`,
      `https://localhost:${(server.address() as AddressInfo).port}/`,
    );

  /** What commands print, run in a home folder of their own with none of this machine's settings. */
  function run(folder: string, script: string): Promise<string> {
    const env = { PATH: process.env["PATH"] ?? "", HOME: folder, NO_UPDATE_NOTIFIER: "1" };
    const quiet = { NPM_CONFIG_GLOBALCONFIG: join(folder, "npmrc"), NPM_CONFIG_FETCH_RETRIES: "0" };
    return new Promise((done) => {
      const options = { cwd: folder, env: { ...env, ...quiet }, timeout: 60_000 };
      execFile("bash", ["-c", script], options, (_, out, err) => done(`${out}${err}`));
    });
  }

  /** A home folder with the files that the page has people make; without the company's root for a false try. */
  function homeOf(name: string, withCompany: boolean): string {
    const folder = join(home, name);
    mkdirSync(folder, { recursive: true });
    const extra = withCompany ? company : rootCertificates[0]!;
    writeFileSync(join(folder, "company-root.pem"), `${extra}\n`);
    writeFileSync(join(folder, "aws-ca-bundle.pem"), [...rootCertificates, extra].join("\n"));
    return folder;
  }

  async function tryIt(row: (typeof SETTINGS)[number], withCompany: boolean) {
    const program = programOf(row.program);
    const folder = homeOf(`${row.program} ${row.setting} ${withCompany}`, withCompany);
    const setting = program.settings.find(({ name }) => name === row.setting)!;
    const text = here(settingCommands(setting, "sh", values).now);
    const check = here(commandIn("sh", program.tests[0]!, values));
    if (!row.file) return run(folder, setting.name.startsWith("--") ? text : `${text}\n${check}`);
    writeFileSync(
      join(folder, row.file),
      text.replace(values["path"]!, join(folder, "aws-ca-bundle.pem")),
    );
    return run(folder, check);
  }

  test("there is something to try", () => {
    expect(runnable.map(({ program }) => program)).toContain("node");
  });

  const programs = [...new Set(runnable.map(({ program }) => program))];
  test.each(programs)("%s refuses the company's server as it comes", async (program) => {
    const command = here(commandIn("sh", programOf(program).tests[0]!, values));
    expect(await run(homeOf(`bare ${program}`, true), command)).toMatch(REFUSED);
  });

  test.each(runnable.map((row) => [row.program, row.setting, row] as const))(
    "%s, %s: with the company's root it connects, without it does not",
    async (_tool, _setting, row) => {
      const { connected } = PROGRAMS[row.program]!;
      const without = await tryIt(row, false);
      expect(without).toMatch(REFUSED);
      expect(without).not.toMatch(connected);
      expect(await tryIt(row, true)).toMatch(connected);
    },
  );

  const SHOWN: [program: string, name: string, prints: RegExp][] = [
    ["openssl", "openssl", /^OPENSSLDIR: "/m],
    ["python", "python3", /DefaultVerifyPaths\(/],
    ["node", "node", /^undefined$/m],
    ["npm", "npm", /^null$/m],
    ["java", "keytool", /[Kk]eystore/],
    ["ruby", "ruby", /cert\.pem/],
    ["php", "php", /default_cert_file/],
    ["pip", "python3", /env_var:/],
    ["wget", "wget", /GNU Wget/],
  ];
  test.each(SHOWN.filter(([, name]) => installed(name)))(
    "%s shows what it uses",
    async (program, _name, prints) => {
      const { commands, tried } = programOf(program).shows[0]!;
      expect(tried).toBeDefined();
      const folder = homeOf(`shown ${program}`, true);
      expect(await run(folder, commandIn("sh", commands, values))).toMatch(prints);
    },
  );

  test("variables that are set are shown, and no other", async () => {
    const folder = homeOf("variables", true);
    const shown = variablesCommand(["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"], "sh");
    const script = `export NODE_EXTRA_CA_CERTS=/a.pem MY_SSL_CERT_FILE=/b.pem\n${shown}`;
    expect(await run(folder, script)).toBe("NODE_EXTRA_CA_CERTS=/a.pem\n");
    const one = variablesCommand(["NODE_EXTRA_CA_CERTS"], "sh");
    expect(await run(folder, `export NODE_EXTRA_CA_CERTS=/a.pem\n${one}`)).toBe("/a.pem\n");
    expect(await run(folder, one)).toBe("");
  });

  test.skipIf(!installed("npm"))("npm ignores NODE_EXTRA_CA_CERTS once cafile is set", async () => {
    expect(programOf("npm").notes).toContain("npm-cafile");
    const folder = homeOf("npm both", true);
    writeFileSync(join(folder, "other.pem"), `${rootCertificates[0]!}\n`);
    const ping = here(commandIn("sh", programOf("npm").tests[0]!, values));
    const script = `export NODE_EXTRA_CA_CERTS="$HOME/company-root.pem"\n${ping}`;
    expect(await run(folder, script)).toMatch(/PONG/);
    expect(await run(folder, `npm config set cafile "$HOME/other.pem"\n${script}`)).toMatch(
      REFUSED,
    );
  });
});

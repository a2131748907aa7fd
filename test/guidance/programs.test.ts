import { describe, expect, test } from "vitest";
import { placeholders } from "../../src/guidance/command.ts";
import {
  BUNDLE,
  EFFECTS,
  PROGRAMS,
  PROGRAM_GROUPS,
  PROGRAM_NOTES,
  PROGRAM_ROOTS,
  UNTESTED_NOTES,
  VERSION_KINDS,
  WHERES,
  settingCommands,
  programOf,
  programValues,
  type Setting,
} from "../../src/guidance/programs.ts";
import { SHELLS, commandIn, shellOf, type ByShell } from "../../src/guidance/shell.ts";
import sources from "../../src/guidance/sources.json";
import { rootOf } from "../made-up.ts";
import { forbidden } from "./forbidden.ts";

const settings = PROGRAMS.flatMap((program) =>
  program.settings.map((setting): [string, Setting] => [`${program.id} ${setting.name}`, setting]),
);
const values = (shell: (typeof SHELLS)[number]) => programValues(rootOf("amazon-root-ca-1"), shell);

/** Every command of the page, filled in for every shell. */
function everyCommand(): string[] {
  return SHELLS.flatMap((shell) => {
    const inShell = (commands: ByShell) => commandIn(shell, commands, values(shell));
    const { look, build, check } = BUNDLE;
    return [
      ...[look, build, check].map(inShell),
      ...PROGRAMS.flatMap((program) => program.tests.map(inShell)),
      ...settings.flatMap(([, setting]) => {
        const { now, lasting } = settingCommands(setting, shell, values(shell));
        return lasting === undefined ? [now] : [now, lasting];
      }),
    ];
  });
}

describe("the table of programs", () => {
  test("has the programs that AWS names, each once", () => {
    const ids = PROGRAMS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const named =
      "aws-cli-1 aws-cli-2 boto3 ruby node java dotnet go php cpp rust curl git terraform";
    expect(ids).toEqual(expect.arrayContaining(named.split(" ")));
  });

  test("has what people bring certificate errors from, beside AWS's own", () => {
    const named =
      "sam cdk session-manager vscode pip uv conda npm maven-gradle deno bun docker kubectl ansible psql wget openssl gnutls cargo haskell elixir dart mbedtls iot-device postfix exim sendmail swaks mysql containerd kaniko dnf apt apk homebrew amplify jetbrains packer helm python";
    expect(PROGRAMS.map(({ id }) => id)).toEqual(expect.arrayContaining(named.split(" ")));
  });

  test("stands group by group, in the order of the groups", () => {
    const order = PROGRAMS.map(({ group }) => PROGRAM_GROUPS.indexOf(group));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(new Set(order).size).toBe(PROGRAM_GROUPS.length);
  });

  test.each(PROGRAMS)(
    "$id has no holes",
    ({ name, settings: own, tests, notes, sources: from }) => {
      expect(name).toMatch(/\S/);
      expect(own.length).toBeGreaterThan(0);
      expect(tests.length > 0).not.toBe(notes.some((note) => UNTESTED_NOTES.includes(note)));
      expect(from.length).toBeGreaterThan(0);
      expect(new Set(own.map((setting) => setting.name)).size).toBe(own.length);
    },
  );

  test("uses every word of its lists, and no other", () => {
    const used = (words: (string | undefined)[]) =>
      [...new Set(words.filter((word) => word !== undefined))].toSorted();
    expect(used(PROGRAMS.map(({ roots }) => roots))).toEqual(PROGRAM_ROOTS.toSorted());
    expect(used(PROGRAMS.flatMap(({ notes }) => notes))).toEqual(PROGRAM_NOTES.toSorted());
    expect(used(settings.map(([, { effect }]) => effect))).toEqual(EFFECTS.toSorted());
    expect(used(settings.map(([, { where }]) => where))).toEqual(WHERES.toSorted());
    const versions = PROGRAMS.flatMap((program) => program.versions.map(({ kind }) => kind));
    expect(used(versions)).toEqual(VERSION_KINDS.toSorted());
  });

  test("names a source for every setting and date, and only sources that are there", () => {
    const lists = [
      ...PROGRAMS.flatMap((program) => [
        program.sources,
        ...program.versions.map((each) => each.sources),
      ]),
      ...settings.map(([, setting]) => setting.sources),
      BUNDLE.sources,
    ];
    expect(lists.filter((ids) => ids.length === 0)).toEqual([]);
    expect(lists.flat().filter((id) => !(id in sources))).toEqual([]);
  });
});

describe("versions", () => {
  const dates = (id: string) =>
    programOf(id).versions.map(({ kind, date, sources: from }) => [kind, date, from]);

  test.each(["boto3", "aws-cli-1"])(
    "%s has both dates that AWS published, each with its source",
    (id) => {
      expect(dates(id)).toEqual([
        ["upgrade", "2013-10-29", ["aws-own-ca", "dynamodb-ats"]],
        ["upgrade", "2015-02-05", ["ses-ats"]],
      ]);
    },
  );

  test("Ruby has the day since when it brings a root along", () => {
    expect(dates("ruby")).toContainEqual(["included", "2015-06-10", ["aws-own-ca"]]);
  });

  test("a date stands where its words need one, and is a day", () => {
    for (const { kind, date } of PROGRAMS.flatMap((program) => program.versions)) {
      expect(date !== undefined).toBe(kind !== "no-bundle");
      if (date) expect(new Date(date).toISOString()).toBe(`${date}T00:00:00.000Z`);
    }
  });
});

describe("settings", () => {
  const of = (id: string, name: string) =>
    programOf(id).settings.find((setting) => setting.name === name)!;

  test("AWS_CA_BUNDLE replaces and gets the whole bundle", () => {
    const bundles = settings.filter(([, { name }]) => name === "AWS_CA_BUNDLE");
    expect(bundles.length).toBeGreaterThanOrEqual(4);
    expect(bundles.every(([, { effect }]) => effect === "replaces")).toBe(true);
    const { now } = settingCommands(of("boto3", "AWS_CA_BUNDLE"), "sh", values("sh"));
    expect(now).toBe('export AWS_CA_BUNDLE="$HOME/aws-ca-bundle.pem"');
  });

  test("NODE_EXTRA_CA_CERTS adds and gets the company’s root alone", () => {
    const setting = of("node", "NODE_EXTRA_CA_CERTS");
    expect(setting.effect).toBe("adds");
    const { now, lasting } = settingCommands(setting, "powershell", values("powershell"));
    expect(now).toBe('$env:NODE_EXTRA_CA_CERTS = "$HOME\\company-root.pem"');
    expect(lasting).toContain('"NODE_EXTRA_CA_CERTS", "$HOME\\company-root.pem", "User"');
  });

  test("what has an effect on one system alone says so", () => {
    // AWS: “These variables have no effect on Windows and macOS systems.”
    expect(of("cpp", "ClientConfiguration::caFile").where).toBe("linux");
    expect(of("dotnet", "SSL_CERT_FILE").where).toBe("linux");
    expect(of("java", "-Djavax.net.ssl.trustStoreType=Windows-ROOT").where).toBe("windows");
  });

  test(".NET reads the certificate directory beside SSL_CERT_FILE", () => {
    expect(of("dotnet", "SSL_CERT_FILE").effect).toBe("adds");
    expect(programOf("dotnet").notes).toContain("dotnet-directory");
    const { now } = settingCommands(of("dotnet", "SSL_CERT_FILE"), "sh", values("sh"));
    expect(now).toBe('export SSL_CERT_FILE="$HOME/aws-ca-bundle.pem"');
  });

  test("programs built with Go warn of SSL_CERT_FILE on Windows and macOS", () => {
    const ids = PROGRAMS.filter(({ notes }) => notes.includes("go-override")).map(({ id }) => id);
    expect(ids).toEqual(["session-manager", "go", "terraform", "helm"]);
    for (const id of ids) {
      const { where, sources: from } = of(id, "SSL_CERT_FILE");
      expect(["go-program", "terraform-init"]).toContain(where);
      expect(from).toContain("go-77865");
    }
  });

  test("the same setting of Node.js has the same versions everywhere", () => {
    const named = settings.filter(([, { name }]) => name === "NODE_USE_SYSTEM_CA");
    expect(named.length).toBeGreaterThan(1);
    expect(new Set(named.map(([, { where }]) => where))).toEqual(new Set(["node-env"]));
  });

  test("whatever runs on botocore warns of REQUESTS_CA_BUNDLE", () => {
    for (const id of ["aws-cli-1", "aws-cli-2", "sam", "boto3", "ansible"]) {
      expect(programOf(id).notes, id).toContain("requests-bundle");
      expect(programOf(id).sources, id).toContain("botocore-endpoint");
    }
  });

  test("an EKS cluster's own authority is not replaced by Amazon's roots", () => {
    const { roots, settings: own, notes } = programOf("kubectl");
    expect(roots).toBe("cluster");
    expect(own.map(({ name }) => name)).toEqual(["certificate-authority-data"]);
    expect(notes).toContain("eks-own-authority");
  });

  test("Red Hat's family has one file that no release took away", () => {
    const row = BUNDLE.systemFiles.find(({ systems }) => systems.includes("Fedora"))!;
    expect(row.file).toBe("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem");
  });

  test("a variable with a value of its own keeps it", () => {
    const setting = of("node", "NODE_USE_SYSTEM_CA");
    expect(settingCommands(setting, "cmd", values("cmd"))).toEqual({
      now: 'set "NODE_USE_SYSTEM_CA=1"',
      lasting: 'setx NODE_USE_SYSTEM_CA "1"',
    });
  });

  test("what replaces the list never gets the company’s root alone", () => {
    for (const [, setting] of settings.filter(([, { effect }]) => effect === "replaces")) {
      const { now } = settingCommands(setting, "sh", values("sh"));
      // A copy of the usual store, into which the company's root is imported, is whole too.
      if (!now.includes("company-cacerts")) expect(now).not.toContain("company-root.pem");
    }
  });
});

describe("commands", () => {
  test("are filled in to the last", () => {
    expect(everyCommand().filter((command) => /\{\w+\}/.test(command))).toEqual([]);
  });

  test("never switch verification off", () => {
    expect(everyCommand().filter(forbidden)).toEqual([]);
  });

  test("name test hosts of the catalogue alone", () => {
    const hosts = everyCommand().flatMap((command) =>
      [...command.matchAll(/https:\/\/([^/"')\s]+)/g)].map(([, host]) => host),
    );
    expect(new Set(hosts)).toEqual(new Set(["valid.rootca1.demo.amazontrust.com"]));
  });

  test("exist for each shell where they differ", () => {
    const all = PROGRAMS.flatMap((program) => [
      ...program.tests,
      ...program.settings.flatMap((setting) =>
        setting.kind === "variable" ? [] : [setting.commands],
      ),
    ]);
    for (const commands of all) {
      expect("any" in commands ? ["any"] : [...SHELLS]).toEqual(Object.keys(commands));
      for (const template of Object.values(commands)) {
        const known = Object.keys(values("sh"));
        expect(placeholders(template).filter((name) => !known.includes(name))).toEqual([]);
      }
    }
  });
});

test("an unknown program is the first one", () => {
  expect(programOf("none").id).toBe("aws-cli-2");
});

test("Windows has PowerShell open, all else a shell like bash", () => {
  expect([shellOf("windows"), shellOf("linux"), shellOf("macos")]).toEqual([
    "powershell",
    "sh",
    "sh",
  ]);
});

test.each(["curl -k https://a", "curl --insecure https://a", "aws s3 ls --no-verify-ssl"])(
  "a forbidden command is seen: %s",
  (command) => {
    expect(forbidden(command)).toBe(true);
  },
);

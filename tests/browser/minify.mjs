// Writes assets/site.min.js: the scripts of all pages with short names. `node tests/browser/minify.mjs [--check]`.
//
// The long form comes from a build whose short form is empty; the name of its file is the digest by which a build knows
// that the short form was made of it.

import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { minify } from "terser";
import { binary, repository } from "./sites.mjs";
import { execFileSync } from "node:child_process";

const SHORT = join(repository, "assets/site.min.js");

export async function made() {
  const project = mkdtempSync(join(tmpdir(), "tminus-minify-"));
  cpSync(join(repository, "assets"), join(project, "assets"), { recursive: true });
  cpSync(join(repository, "tests/site/small/content"), join(project, "content"), { recursive: true });
  writeFileSync(join(project, "assets/site.min.js"), "");
  execFileSync(binary, ["build", project, "--plain", "-d", join(project, "out")], { stdio: ["ignore", "ignore", "pipe"] });
  const assets = join(project, "out/assets");
  const name = readdirSync(assets).find((file) => /^site-.*\.js$/.test(file));
  const long = readFileSync(join(assets, name), "utf8");
  const { code } = await minify(long, { ecma: 2022, compress: { passes: 3 }, mangle: true, format: { ascii_only: false } });
  return `// ${/site-(.*)\.js/.exec(name)[1]} made of js/ by tests/browser/minify.mjs\n${code}\n`;
}

// Findings: whether the file is the one that would be written now.
export async function isCurrent() {
  const current = existsSync(SHORT) && readFileSync(SHORT, "utf8") === (await made());
  return current ? [] : ["assets/site.min.js is not made of assets/js: node tests/browser/minify.mjs"];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await made();
  writeFileSync(SHORT, text);
  console.log(`${SHORT}: ${text.length} letters`);
}

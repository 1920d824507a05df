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
  const { code } = await minify(long, { ecma: 2022, compress: { passes: 3 }, mangle: true });
  const text = keyed(code);
  new Function(text);
  return `// ${/site-(.*)\.js/.exec(name)[1]} made of js/ by tests/browser/minify.mjs\n${text}\n`;
}

// The browser's own names are long and come often: `x.textContent` becomes `x[$a]`, where that saves letters.
function keyed(code) {
  const uses = new Map();
  const property = /(\?)?\.([a-zA-Z]{6,})\b(?!["'`])/g;
  for (const [, , name] of code.matchAll(property)) uses.set(name, (uses.get(name) ?? 0) + 1);
  const saved = (name) => uses.get(name) * (name.length - 3) - name.length - 7;
  const names = [...uses.keys()].filter((name) => saved(name) > 0).sort();
  const short = new Map(names.map((name, at) => [name, `$_${at.toString(36)}`]));
  if ([...short.values()].some((key) => code.includes(key))) throw new Error("a key is a name already");
  // Words in texts stay: what stands between quotes is left alone.
  const parts = code.split(/("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/);
  const body = parts.map((part, at) => (at % 2 ? part : part.replace(property, (all, chain, name) => (short.has(name) ? `${chain ? "?." : ""}[${short.get(name)}]` : all))));
  const keys = [...short].map(([name, key]) => `${key}="${name}"`).join(",");
  return body.join("").replace(/^"use strict";/, `"use strict";{const ${keys};`) + "}";
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

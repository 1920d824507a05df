// The two sites that are looked at: this repository's own, and the small one of the tests.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const binary = process.env.TMINUS_BIN ?? join(repository, "target/debug/tminus");

// Builds a project (of this repository, or at a path of its own) into a temporary folder.
export function build(project) {
  const root = join(mkdtempSync(join(tmpdir(), "tminus-browser-")), "site");
  execFileSync(binary, ["build", resolve(repository, project), "--dest-dir", root], { stdio: ["ignore", "ignore", "pipe"] });
  return { root, pages: pagesOf(root) };
}

// Writes the page of a comparison, of a case of tests/diff.
export function changes(name) {
  const root = join(mkdtempSync(join(tmpdir(), "tminus-browser-")), "changes");
  const cwd = join(repository, "tests/diff", name);
  execFileSync(binary, ["diff", "old", "new", "--format", "page", "--output", root], { cwd, stdio: ["ignore", "ignore", "pipe"] });
  return { root, pages: pagesOf(root) };
}

export function facts(file) {
  return JSON.parse(execFileSync(binary, ["facts", "--format", "json", join(repository, file)], { maxBuffer: 1 << 28 }));
}

function pagesOf(root) {
  const found = [];
  const open = [root];
  while (open.length > 0) {
    const folder = open.pop();
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) open.push(path);
      else if (name.endsWith(".html") && isStayedOn(relative(root, path)) && !leadsOn(path)) found.push(relative(root, path));
    }
  }
  return found.sort();
}

// Permalinks lead on at once; of those, only the pages of sheets are read.
function isStayedOn(page) {
  const parts = page.split("/");
  return parts[0] !== "t" || /^[A-Z0-9-]+-[A-Z]$/.test(parts[1]);
}

// The address of a sheet that is printed no more leads to its subject.
export const leadsOn = (file) => /http-equiv="refresh"/.test(readFileSync(file, "utf8").slice(0, 4000));

export const text = (site, page) => readFileSync(join(site.root, page), "utf8");

export const address = (site, page) => pathToFileURL(join(site.root, page)).href;

// `crm/phase/phase-1.html` is of the kind `PLAN/phase/*.html`, `crm/gates.html` of the kind `PLAN/gates.html`.
export function kind(page) {
  const parts = page.split("/");
  if (parts.length === 1) return page;
  if (parts[0] === "t") return "t/SHEET";
  return parts.length === 2 ? `PLAN/${parts[1]}` : `PLAN/${parts.slice(1, -1).join("/")}/*.html`;
}

// The largest page of each kind: where one breaks, it is the fullest.
export function fullest(site) {
  const kinds = new Map();
  for (const page of site.pages) {
    const size = statSync(join(site.root, page)).size;
    const best = kinds.get(kind(page));
    if (!best || best.size < size) kinds.set(kind(page), { page, size });
  }
  return [...kinds.values()].map((k) => k.page).sort();
}

// Lighthouse on the fullest page of every kind of this repository's own site, as a phone: `tests/lighthouse/run.mjs [WORD]`.
//
// No part of `tests/run`: it takes some ten seconds a page. Installs itself: `cd tests/lighthouse && npm ci`. The site
// stands on a host of this machine that sends it compressed, as hosts do.

import { createServer } from "node:http";
import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { build, fullest } from "../browser/sites.mjs";

const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml" };
const ASKED = ["performance", "accessibility", "best-practices"];
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"];

function host(root) {
  const server = createServer((request, response) => {
    let file = join(root, normalize(decodeURIComponent(new URL(request.url, "http://x").pathname)));
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    if (!existsSync(file)) return response.writeHead(404).end();
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "content-encoding": "gzip", "cache-control": "max-age=3600" });
    response.end(gzipSync(readFileSync(file)));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

const site = build(".");
const server = await host(site.root);
const chrome = await launch({ chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium", chromeFlags: FLAGS });
let below = 0;
console.log("| page | performance | accessibility | best practices | largest paint | shift |\n|---|---|---|---|---|---|");
for (const page of fullest(site).filter((page) => page !== "404.html" && page.includes(process.argv[2] ?? ""))) {
  const address = `http://127.0.0.1:${server.address().port}/${page}`;
  const { lhr } = await lighthouse(address, { port: chrome.port, output: "json", logLevel: "error", onlyCategories: ASKED });
  const scores = ASKED.map((name) => Math.round(lhr.categories[name].score * 100));
  console.log(`| ${page} | ${scores.join(" | ")} | ${lhr.audits["largest-contentful-paint"].displayValue} | ${lhr.audits["cumulative-layout-shift"].displayValue} |`);
  if (scores.every((score) => score === 100)) continue;
  below += 1;
  for (const name of ASKED) {
    for (const { id, weight } of lhr.categories[name].auditRefs) {
      const audit = lhr.audits[id];
      if (weight === 0 || audit.score === null || audit.score >= 0.9) continue;
      const first = audit.details?.items?.[0]?.node?.selector ?? "";
      console.error(`  ${page}: ${name}: ${id} ${audit.displayValue ?? ""} ${first}`);
    }
  }
}
await chrome.kill();
server.close();
console.error(`${below} pages below 100 somewhere`);

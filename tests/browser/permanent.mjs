// Addresses that people keep: from disk and over http, in the letters that they type.

import { createServer } from "node:http";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { address, leadsOn } from "./sites.mjs";

const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".pdf": "application/pdf", ".csv": "text/csv" };

// A static host that tells cases apart and has a page for addresses without a file, as most have.
export function host(site) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    let file = join(site.root, normalize(path));
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    const found = existsSync(file);
    if (!found) file = join(site.root, "404.html");
    response.writeHead(found ? 200 : 404, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    response.end(readFileSync(file));
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve({ origin: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() }));
  });
}

export const codes = (site) => readdirSync(join(site.root, "t")).filter((name) => /^[A-Z0-9]+-[A-Z0-9]{4}$/.test(name));
export const sheets = (site) => readdirSync(join(site.root, "t")).filter((name) => /-[A-Z]$/.test(name) && !leadsOn(join(site.root, "t", name, "index.html")));

// A permalink ends at an element with its code, in sight.
async function lands(page, url, code) {
  await page.goto(url);
  await page.waitForFunction((code) => location.hash === `#${code}`, code, { timeout: 5000 }).catch(() => {});
  const seen = await page.evaluate((code) => {
    const there = document.getElementById(code);
    if (!there || location.hash !== `#${code}`) return `${location.href} does not show ${code}`;
    const box = (there.closest("li, tr, section") ?? there).getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight ? "" : `${code} is out of sight on ${location.href}`;
  }, code);
  return seen ? [seen] : [];
}

// Every permalink from disk, in both cases.
export async function fromDisk(browser, site) {
  const page = await browser.newPage();
  const found = [];
  for (const code of codes(site)) {
    for (const typed of [code, code.toLowerCase()]) found.push(...(await lands(page, address(site, `t/${typed}/index.html`), code)));
  }
  await page.close();
  return found;
}

// Over http, as somebody types it: a folder, mixed letters, letters that look alike.
export async function overHttp(browser, site) {
  const server = await host(site);
  const page = await browser.newPage();
  const found = [];
  const code = codes(site).find((code) => /-.*[852]/.test(code)) ?? codes(site)[0];
  const alike = code.replace(/(?<=-.*)[852]/g, (c) => ({ 8: "B", 5: "S", 2: "Z" })[c]);
  const mixed = code[0] + code.slice(1).toLowerCase();
  for (const typed of [`${code}/`, `${code.toLowerCase()}/`, `${mixed}/`, mixed, `${alike}/`, `${alike.toLowerCase()}/`]) {
    found.push(...(await lands(page, `${server.origin}t/${typed}`, code)));
  }
  await page.goto(`${server.origin}t/NONE-2222/`);
  if (!(await page.textContent("h1")).includes("Nothing is filed")) found.push("an unknown code does not lead to the page that says so");
  await page.close();
  server.close();
  return found;
}

// The answer to a paper: the block of its revision alone, and none for a digest from elsewhere.
export async function paper(browser, site) {
  const page = await browser.newPage();
  const found = [];
  for (const code of sheets(site)) {
    const url = address(site, `t/${code}/index.html`);
    await page.goto(url);
    const keys = await page.$$eval(".answer", (all) => all.map((e) => e.id));
    for (const key of [...keys, "0000000000000000"]) {
      await page.goto(`${url}#${key}`);
      const shown = await page.$$eval(".answer", (all) => all.filter((e) => e.checkVisibility()).map((e) => e.id));
      const due = keys.includes(key) ? [key] : [];
      if (shown.join() !== due.join()) found.push(`${code}#${key} shows ${shown.join() || "nothing"}`);
    }
  }
  await page.close();
  return found;
}

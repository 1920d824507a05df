// Pictures and files of plans: seen from disk and over http, nothing moves when they come, whole on paper.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { address, text } from "./sites.mjs";
import { pdf } from "./print.mjs";
import { host } from "./permanent.mjs";

const WAITED = 400;

// Notes what the policy of a page forbids, and how far things moved by themselves.
const watch = () => {
  window.forbidden = [];
  window.moved = 0;
  addEventListener("securitypolicyviolation", (event) => window.forbidden.push(`${event.violatedDirective} ${event.blockedURI}`));
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.moved += entry.value))).observe({ type: "layout-shift", buffered: true });
};

// Every picture of a page, scrolled to as a reader does.
async function pictures(page) {
  const found = [];
  const all = await page.locator("main img").all();
  if (all.length === 0) found.push("shows no picture");
  for (const img of all) {
    await img.scrollIntoViewIfNeeded();
    const came = await img.evaluate((img) => img.decode().then(() => img.naturalWidth > 0, () => false));
    const src = await img.getAttribute("src");
    if (!came) found.push(`${src} is not shown`);
    const seen = await img.evaluate((img) => {
      const { width, height } = img.getBoundingClientRect();
      const room = img.closest("main").getBoundingClientRect().width;
      const said = Number(img.getAttribute("width")) / Number(img.getAttribute("height"));
      const ground = getComputedStyle(img).backgroundColor;
      return { width, height, room, said, natural: img.naturalWidth / img.naturalHeight, ground };
    });
    if (seen.width > seen.room + 1) found.push(`${src} is ${seen.width} wide, its column ${seen.room}`);
    const bent = Math.abs(seen.width / seen.height / seen.natural - 1);
    if (bent > 0.06 || Math.abs(seen.said / seen.natural - 1) > 0.01) found.push(`${src} is bent: ${JSON.stringify(seen)}`);
    if (seen.ground !== "rgb(255, 255, 255)") found.push(`${src} stands on ${seen.ground}`);
  }
  found.push(...(await page.evaluate(() => window.forbidden)));
  return found;
}

export async function shown(browser, site, pages, overHttp) {
  const found = [];
  const server = overHttp ? await host(site) : null;
  for (const [width, height, colorScheme] of [[1440, 900, "light"], [390, 844, "dark"], [320, 640, "light"]]) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme });
    await context.addInitScript(watch);
    const page = await context.newPage();
    page.on("console", (message) => message.type() === "error" && found.push(`console: ${message.text()}`));
    page.on("requestfailed", (request) => found.push(`failed: ${request.url()}`));
    for (const path of pages) {
      await page.goto(server ? server.origin + path : address(site, path));
      found.push(...(await pictures(page)).map((f) => `${path} at ${width}: ${f}`));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) found.push(`${path} at ${width}: ${wide} wider than the screen`);
    }
    await context.close();
  }
  server?.close();
  return found;
}

// The pictures come late: the page is as long before as after, and nothing has moved.
export async function still(browser, site, path) {
  const found = [];
  const server = await host(site);
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  await context.addInitScript(watch);
  const page = await context.newPage();
  let held = 0;
  await page.route("**/files/**", async (route) => {
    held += 1;
    await new Promise((go) => setTimeout(go, WAITED));
    await route.continue();
  });
  await page.goto(server.origin + path, { waitUntil: "domcontentloaded" });
  const long = () => page.evaluate(() => document.documentElement.scrollHeight);
  const before = await long();
  const there = await page.evaluate(() => [...document.images].filter((img) => img.naturalWidth > 0).length);
  if (there > 0) found.push("pictures were there at once: this test sees nothing");
  // What scripts move when the page is made is no picture's doing.
  await page.waitForTimeout(WAITED / 2);
  await page.evaluate(() => (window.moved = 0));
  for (const img of await page.locator("main img").all()) {
    await img.scrollIntoViewIfNeeded();
    await img.evaluate((img) => img.decode());
  }
  await page.waitForTimeout(100);
  if (held === 0) found.push("no picture was asked for");
  const after = await long();
  if (before !== after) found.push(`${before} long without pictures, ${after} with them`);
  const moved = await page.evaluate(() => window.moved);
  if (moved > 0) found.push(`moved by ${moved}`);
  await context.close();
  server.close();
  return found;
}

// On paper each picture is whole, on one page, and was fetched although nobody scrolled to it.
export async function printed(browser, site, path, names) {
  const { file } = await pdf(browser, site, path, "A4");
  const list = execFileSync("pdfimages", ["-list", file]).toString().split("\n").slice(2).filter((line) => line.trim());
  const rows = list.map((line) => line.trim().split(/\s+/)).filter((row) => row[2] === "image");
  const found = [];
  for (const [width, height] of names) {
    const on = new Set(rows.filter((row) => Number(row[3]) === width && Number(row[4]) === height).map((row) => row[0]));
    if (on.size !== 1) found.push(`the picture of ${width} by ${height} is on ${on.size} sheets of paper`);
  }
  return found;
}

// Files that are linked are there as they are; those that nobody points to are not.
export async function linked(browser, site, source, path) {
  const found = [];
  const links = [...text(site, path).matchAll(/(?:href|src)="[^"]*?files\/([^"#]*)/g)].map((match) => decodeURIComponent(match[1]));
  if (links.length < 5) found.push(`${links.length} links to files`);
  for (const link of new Set(links)) {
    const file = join(site.root, "files", link);
    if (!existsSync(file)) found.push(`${link} is not there`);
    else if (!readFileSync(file).equals(readFileSync(join(source, link)))) found.push(`${link} is another file`);
  }
  if (existsSync(join(site.root, "files/team/forms/orphan.csv"))) found.push("a file is published that nobody points to");
  return found;
}

// What the tests of runs share: a browser profile at a plan, and what people do there.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen } from "./screen.mjs";
import { address, binary, repository } from "./sites.mjs";

const CLOCK = "?now=2026-03-01T10:47:00Z";

// A copy of a project that may be edited, and its site.
export function project(from) {
  const root = mkdtempSync(join(tmpdir(), "tminus-runs-"));
  const own = join(root, "project");
  cpSync(join(repository, from), own, { recursive: true });
  const site = { root: join(root, "site"), own };
  site.build = () => execFileSync(binary, ["build", own, "--dest-dir", site.root], { stdio: ["ignore", "ignore", "pipe"] });
  site.edit = (file, from, to) => {
    const path = join(own, "content", file);
    const text = readFileSync(path, "utf8");
    if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
    writeFileSync(path, text.replace(from, to));
  };
  site.build();
  return site;
}

// A browser profile of its own, with what a page says in the console.
export async function desk(browser, site, base = `${address(site, "")}/`) {
  const context = await browser.newContext({ acceptDownloads: true, timezoneId: "Europe/Vienna" });
  const { page, heard } = await listen(context, site);
  if (base.startsWith("http")) heard.length = 0;
  const at = {
    context,
    page,
    base,
    // Over http the browser asks for an icon that no page names.
    heard: () => heard.filter((line) => !base.startsWith("http") || !/^request: http:\/\/127\.0\.0\.1|status of 404/.test(line)),
    open: async (path, hash = "", on = page) => {
      await on.goto("about:blank");
      await on.goto(base + path + CLOCK + hash);
    },
    close: () => context.close(),
  };
  return at;
}

export async function start(at, plan, kind = "live", name = "CHG-1", by = "MK") {
  await at.open(`${plan}/run.html`);
  await at.page.check(`#startrun [value=${kind}]`);
  await at.page.fill("#startrun [name=name]", name);
  await at.page.fill("#startrun [name=by]", by);
  await at.page.click("#startrun button");
  await at.page.waitForSelector(".strip .tape");
}

export const row = (page, code) => page.locator(`main [data-code="${code}"]`).first();
export const state = (page, code) => row(page, code).getAttribute("data-state");
export const codes = (page, among = ".runpart .task") => page.$$eval(`${among}[data-code]`, (rows) => rows.filter((row) => row.querySelector("input[type=checkbox]")).map((row) => row.dataset.code));

export async function set(page, code, to, reason) {
  await row(page, code).locator("select").selectOption(to);
  if (!reason) return;
  await page.fill("#ask-why [name=reason]", reason);
  await page.click("#ask-why [value=yes]");
}

export async function exported(page, what) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(`[data-do=${what}]`)]);
  return readFileSync(await download.path(), "utf8");
}

export async function bring(page, ...files) {
  await page.setInputFiles("#runtake input", files.map((text, at) => ({ name: `run${at}.json`, mimeType: "application/json", buffer: Buffer.from(text) })));
  await page.waitForFunction(() => document.querySelector(".taken").children.length > 0);
  const said = await page.textContent(".taken");
  return said;
}

export const expect = (found, what, is, due) => JSON.stringify(is) === JSON.stringify(due) || found.push(`${what}: ${JSON.stringify(is)}, due ${JSON.stringify(due)}`);

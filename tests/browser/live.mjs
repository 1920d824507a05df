// The dev server in a browser: a save is seen, an error lies over the last good page, and nothing that somebody did is lost.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { axe, overflow } from "./screen.mjs";
import { binary } from "./sites.mjs";

const PATIENCE = { timeout: 20000 };
const filler = Array.from({ length: 60 }, (_, at) => `- [ ] Carry box number ${at + 1} down`).join("\n");
const plan = (words, key = "title") => `---\nid: shop\ncode: SHO\n${key}: Move the shop\n---\n\n# Move the shop\n\n## Phase 1: Pack\n\n- [ ] ${words}\n${filler}\n`;

// A project of one plan, or of more that only take time, served.
function serve(more = 0) {
  const root = mkdtempSync(join(tmpdir(), "tminus-live-"));
  mkdirSync(join(root, "content"));
  const save = (text) => writeFileSync(join(root, "content/shop.md"), text);
  save(plan("Count the boxes"));
  for (let at = 0; at < more; at += 1) writeFileSync(join(root, `content/more-${at}.md`), `# More ${at}\n\n${filler}\n`);
  const child = spawn(binary, ["serve", "--port", "0", root], { stdio: ["ignore", "pipe", "ignore"] });
  const origin = new Promise((resolve, reject) => {
    child.stdout.on("data", (line) => resolve(String(line).trim()));
    child.on("exit", () => reject(new Error("the server ended")));
  });
  return { save, origin, stop: () => child.kill() };
}

// The pages of the first seconds: there at once, marked, and by themselves what they will be.
export async function wakes(browser) {
  const server = serve(1500);
  const found = [];
  const complain = (text) => found.push(text);
  const open = async (path, viewport, colorScheme) => {
    const page = await browser.newPage({ viewport, colorScheme });
    page.on("pageerror", (error) => complain(`${path}: ${error.message}`));
    await page.goto(`${await server.origin}${path}`);
    if (!(await page.$(".live-waking"))) complain(`${path} does not say that plans are being read`);
    return page;
  };
  const desk = { width: 1440, height: 900 };
  try {
    const home = await open("", desk, "light");
    const plan = await open("shop/phase/phase-1.html", desk, "light");
    const people = await open("contacts.html", desk, "light");
    for (const [path, width] of [["", 320], ["shop/", 320], ["contacts.html", 320], ["", 390]]) {
      const page = await open(path, { width, height: 800 }, "dark");
      for (const finding of [...(await overflow(page)), ...(width === 390 ? await axe(page) : [])]) complain(`${path}, ${width} px: ${finding}`);
      await page.close();
    }
    if (!(await plan.textContent("main")).includes("Count the boxes")) complain("the page of a plan is not there at once");
    const count = (await home.textContent(".live-waking b")) ?? "";
    await home.waitForFunction((count) => document.querySelector(".live-waking b")?.textContent !== count, count, { timeout: 120000 });
    for (const [page, words] of [[home, "Without a date"], [plan, "Count the boxes"], [people, "contacts"]]) {
      await page.waitForFunction((words) => !document.querySelector(".live-waking") && document.querySelector("main")?.textContent.includes(words), words, { timeout: 120000 }).catch(() => complain(`the page with "${words}" did not come by itself`));
      await page.close();
    }
  } finally {
    server.stop();
  }
  return found;
}

export async function saves(browser) {
  const server = serve();
  const found = [];
  const page = await browser.newPage();
  const complain = (text) => found.push(text);
  page.on("pageerror", (error) => complain(`script: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && !message.text().startsWith("Failed to load resource") && complain(`console: ${message.text()}`));
  const shows = (words) => page.waitForFunction((words) => document.querySelector("main")?.textContent.includes(words), words, PATIENCE);
  const begun = () => page.evaluate(() => performance.timeOrigin);
  try {
    await page.goto(`${await server.origin}shop/checklist.html`);
    await shows("Count the boxes");
    await page.waitForFunction(() => performance.getEntriesByType("resource").length > 0, undefined, PATIENCE);
    // The page of the first second is followed by the whole one by itself.
    await page.waitForFunction(() => !document.querySelector(".live-waking") && document.readyState === "complete", undefined, PATIENCE);

    // A save: the new text, in the same place of the page, with what the browser keeps.
    await page.evaluate(() => {
      localStorage.setItem("run-of-somebody", "ticked");
      scrollTo(0, 700);
      document.querySelector("main a[href]")?.focus({ preventScroll: true });
    });
    const before = await page.evaluate(() => [scrollY, document.activeElement?.tagName]);
    server.save(plan("Weigh the boxes"));
    await shows("Weigh the boxes");
    await page.waitForFunction((y) => Math.abs(scrollY - y) < 5, before[0], PATIENCE).catch(() => complain("the page does not stand where it was scrolled to"));
    const after = await page.evaluate(() => [localStorage.getItem("run-of-somebody"), document.activeElement?.tagName]);
    if (after[0] !== "ticked") complain("what the browser keeps is lost");
    if (after[1] !== before[1]) complain(`the focus went from ${before[1]} to ${after[1]}`);

    // An edit that changes nothing here leaves the page as it is.
    const time = await begun();
    server.save(plan("Weigh the boxes") + "\n");
    await page.waitForTimeout(1500);
    if ((await begun()) !== time) complain("a page that is the same was loaded anew");

    // An error over the page as it was; away again once it is mended.
    server.save(plan("Lose the boxes", "titel"));
    await page.waitForSelector(".live-broken pre", PATIENCE);
    const said = await page.textContent(".live-broken pre");
    if (!said.includes("content/shop.md:4:1") || !said.includes("^^^^^")) complain(`the error is told as ${said}`);
    if (!(await page.textContent("main")).includes("Weigh the boxes")) complain("the last good page is gone");
    if ((await begun()) !== time) complain("a broken edit loads the page anew");
    for (const width of [320, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) complain(`at ${width} px the error makes the page ${wide} px too wide`);
      if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `live-${width}.png`) });
    }
    server.save(plan("Find the boxes"));
    await shows("Find the boxes");
    if (await page.$(".live")) complain("the error stays when it is mended");

    // Whoever types is asked.
    await page.evaluate(() => {
      const field = document.createElement("input");
      field.id = "typed-in";
      document.querySelector("main").prepend(field);
      field.focus();
    });
    await page.keyboard.type("half a wo");
    server.save(plan("Sell the boxes"));
    await page.waitForSelector(".live-newer", PATIENCE);
    if ((await page.inputValue("#typed-in")) !== "half a wo") complain("what was typed is gone");
    await page.click(".live-newer button");
    await shows("Sell the boxes");
  } finally {
    await page.close();
    server.stop();
  }
  return found;
}

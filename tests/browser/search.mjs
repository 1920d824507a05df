// Search and the keyboard, from disk and over http.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { host } from "./permanent.mjs";
import { axe, listen, unstick } from "./screen.mjs";
import { address } from "./sites.mjs";

// Bytes of scripts and index before the first key, and by the end of a first search.
const BEFORE = 60_000;
const FIRST = 100_000;

const plan = (site) => site.pages.find((page) => /^[^/]+\/phase\//.test(page));
const settled = (page) => page.waitForFunction(() => /result|Nothing|missing/.test(document.querySelector(".found-count")?.textContent ?? ""), null, { timeout: 5000 });

async function type(page, text) {
  await page.keyboard.press("/");
  await page.keyboard.type(text);
  await settled(page);
}

// Opens `url`, searches and opens the best result: where it ends, and whether the target is in sight.
async function opens(page, url, text) {
  await page.goto(url);
  await type(page, text);
  await page.keyboard.press("Enter");
  await page.waitForURL((there) => there.href.split("#")[0] !== url || there.hash !== "", { timeout: 5000 });
  await page.waitForLoadState();
  return page.evaluate(() => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const box = (target?.closest("li, tr, section") ?? target)?.getBoundingClientRect();
    return { hash: decodeURIComponent(location.hash.slice(1)), seen: Boolean(box) && box.bottom > 0 && box.top < innerHeight };
  });
}

// A row to tick of the site, with its words.
async function task(page, site) {
  await page.goto(address(site, plan(site)));
  return page.evaluate(() => {
    const row = document.querySelector("[data-code]");
    return { code: row.dataset.code, words: row.querySelector(".line, td:nth-child(2)").textContent.trim().split(/\s+/).slice(0, 4).join(" ") };
  });
}

export async function finds(browser, site) {
  const found = [];
  const context = await browser.newContext();
  const { page, heard } = await listen(context, site);
  const { code, words } = await task(page, site);
  const mixed = code[0] + code.slice(1).toLowerCase();
  const pages = ["index.html", plan(site), site.pages.find((p) => p.endsWith("/text.html"))];
  for (const start of pages) {
    for (const typed of [words, code, mixed, code.split("-")[1].toLowerCase()]) {
      const there = await opens(page, address(site, start), typed);
      if (there.hash !== code) found.push(`${start}: \`${typed}\` leads to ${there.hash || "nothing"}, not ${code}`);
      else if (!there.seen) found.push(`${start}: \`${typed}\`: ${code} is out of sight`);
    }
  }
  await context.close();
  return [...found, ...heard];
}

// The index of words is read as it was written: every word of every title leads back to it.
export async function agrees(browser, site) {
  const page = await browser.newPage();
  await page.goto(address(site, plan(site)));
  const firsts = JSON.parse(/"words":("(?:[^"\\]|\\.)*")/.exec(readFileSync(join(site.root, "search/index.js"), "utf8"))[1]).split(" ");
  const known = new Set(
    firsts.flatMap((_, at) => JSON.parse(/,(".*")\);/s.exec(readFileSync(join(site.root, `search/w${at}.js`), "utf8"))[1]).split("!")).map((entry) => entry.split(/[ ~]/)[0]),
  );
  const titles = readdirSync(join(site.root, "search"))
    .filter((name) => name.startsWith("r"))
    .flatMap((name) => JSON.parse(/,(\{.*\})\);/s.exec(readFileSync(join(site.root, "search", name), "utf8"))[1]).r.flatMap((row) => [row[1], row[5] ?? ""]));
  const taken = await page.evaluate((texts) => texts.flatMap((text) => window.tminus.words.of(text)), titles);
  await page.close();
  return [...new Set(taken.filter((word) => !known.has(word)))].slice(0, 5).map((word) => `the page reads \`${word}\`, the index does not hold it`);
}

export async function list(browser, site) {
  const found = [];
  const page = await browser.newPage();
  await page.goto(address(site, plan(site)));
  const say = (what, holds) => holds || found.push(what);
  const state = () =>
    page.evaluate(() => {
      const field = document.activeElement;
      const options = [...document.querySelectorAll("[role=option]")];
      return {
        field: field.getAttribute("role"),
        count: document.querySelector(".found-count")?.textContent,
        options: options.length,
        at: options.findIndex((option) => option.id === field.getAttribute("aria-activedescendant")),
        chosen: options.findIndex((option) => option.getAttribute("aria-selected") === "true"),
        marked: document.querySelectorAll("[role=option] mark").length,
        open: Boolean(document.querySelector("dialog[open]")),
      };
    });
  await type(page, "phase");
  let now = await state();
  say(`the field has not the focus: ${now.field}`, now.field === "combobox");
  say(`says ${now.count} for ${now.options} rows`, now.options > 2 && /^\d+/.test(now.count));
  say("no found word is marked", now.marked > 0);
  for (const [key, at] of [["ArrowDown", 1], ["ArrowDown", 2], ["ArrowUp", 1], ["ArrowUp", 0], ["ArrowUp", now.options - 1]]) {
    await page.keyboard.press(key);
    now = await state();
    say(`${key} leads to ${now.at} and ${now.chosen}, not ${at}`, now.at === at && now.chosen === at);
  }
  for (let tab = 0; tab < 4; tab += 1) await page.keyboard.press("Tab");
  const inside = await page.evaluate(() => document.activeElement === document.body || Boolean(document.activeElement.closest("dialog")));
  say("Tab leads out of the dialog", inside);
  await page.keyboard.press("Escape");
  say("Escape does not close", !(await state()).open);
  await type(page, "qqqqqqq");
  say(`what is nowhere: ${(await state()).count}`, (await state()).count === "Nothing found.");
  await page.close();
  return found;
}

// What goes over the wire: before the first key the page alone, by the first search little more.
export async function weighs(browser, site) {
  const server = await host(site);
  const page = await browser.newPage();
  const asked = [];
  page.on("response", (response) => {
    if (!/\.js$/.test(response.url())) return;
    const body = response.body();
    // Whoever counts is told of a lost one; one that comes after the count is lost with the page.
    body.catch(() => {});
    asked.push({ url: response.url(), body });
  });
  const sum = async () => (await Promise.all(asked.map((one) => one.body))).reduce((all, one) => all + one.length, 0);
  const found = [];
  await page.goto(server.origin + plan(site), { waitUntil: "networkidle" });
  const before = await sum();
  if (before > BEFORE) found.push(`${before} bytes of scripts before the first key`);
  if (asked.some((one) => one.url.includes("/search/"))) found.push("the index is asked for before somebody types");
  await type(page, "rollback");
  await page.waitForLoadState("networkidle");
  const first = (await sum()) - before;
  if (first > FIRST || first < 1000) found.push(`a first search loads ${first} bytes`);
  await page.close();
  server.close();
  return found;
}

// A host that answers late, and one that has lost files.
export async function broken(browser, site) {
  const found = [];
  const server = await host(site);
  const page = await browser.newPage();
  await page.route("**/search/index.js", async (route) => {
    await new Promise((done) => setTimeout(done, 700));
    await route.continue();
  });
  await page.goto(server.origin + plan(site));
  await page.keyboard.press("/");
  await page.keyboard.type("phase");
  await page.waitForTimeout(400);
  const said = await page.textContent(".found-count");
  if (!said.includes("Loading")) found.push(`while it loads: ${said}`);
  await settled(page);
  await page.close();
  const other = await browser.newPage();
  await other.route("**/search/r*.js", (route) => route.fulfill({ status: 404, body: "" }));
  await other.goto(server.origin + plan(site));
  await type(other, "phase");
  const lost = await other.textContent(".found-count");
  if (!lost.includes("missing")) found.push(`with files missing: ${lost}`);
  await other.close();
  server.close();
  return found;
}

export async function looks(browser, site) {
  const found = [];
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1440, 390]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 }, reducedMotion: "reduce" });
      const { page, heard } = await listen(context, site);
      for (const start of [plan(site), "index.html"]) {
        await page.goto(address(site, start));
        await page.evaluate(unstick);
        await type(page, "phase");
        found.push(...heard.splice(0));
        for (const finding of await axe(page)) found.push(`${start}, ${colorScheme}, ${width} px: ${finding}`);
        // What axe itself asks for is not ours.
        heard.length = 0;
        const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) found.push(`${start}, ${width} px: sticks out by ${wide} px`);
      }
      await page.goto(address(site, plan(site)));
      await page.keyboard.press("?");
      await page.waitForSelector("dialog.keys[open]");
      for (const finding of await axe(page)) found.push(`help, ${colorScheme}, ${width} px: ${finding}`);
      await context.close();
    }
  }
  return found;
}

export async function keys(browser, site) {
  const found = [];
  const say = (what, holds) => holds || found.push(what);
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  const start = address(site, plan(site));
  const at = () => page.evaluate(() => document.activeElement.closest("[data-code]")?.dataset.code);
  const rows = async () => page.evaluate(() => [...document.querySelectorAll("[data-code]")].filter((row) => row.querySelector("input")).map((row) => row.dataset.code));
  await page.goto(start);
  const all = await rows();
  await page.keyboard.press("j");
  say(`j leads to ${await at()}, not ${all[0]}`, (await at()) === all[0]);
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  say(`j and k lead to ${await at()}, not ${all[0]}`, (await at()) === all[0]);
  const ticked = () => page.evaluate(() => document.activeElement.checked);
  const before = await ticked();
  await page.keyboard.press("Space");
  say("Space does not tick", (await ticked()) !== before);
  await page.keyboard.press("Control+j");
  say("Ctrl+j is not ours", (await at()) === all[0]);
  await page.keyboard.press("c");
  await page.waitForTimeout(200);
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  say(`c copies ${copied}`, copied.includes(`/t/${all[0]}/`) && existsSync(decodeURIComponent(new URL(copied).pathname)));
  const next = await page.getAttribute("main a[rel=next]", "href").catch(() => null);
  if (next) {
    await page.keyboard.press("n");
    await page.waitForURL((url) => url.href !== start);
    say(`n leads to ${page.url()}`, page.url() === new URL(next, start).href);
    await page.keyboard.press("p");
    await page.waitForURL(start);
  }
  for (const key of ["g", "x"]) await page.keyboard.press(key);
  await page.waitForURL(/missing\.html/);
  await page.keyboard.press("?");
  const help = await page.textContent("dialog.keys");
  say("the help does not list the pages", help.includes("Missing") && help.includes("Search all plans"));
  say("the help lists what does not work here", !help.includes("Next phase"));
  await page.keyboard.press("Escape");
  // Letters that are typed into a field are letters.
  await page.keyboard.press("/");
  await page.keyboard.type("?/g");
  say("keys act while one types", (await page.inputValue("dialog.search input")) === "?/g");
  await page.keyboard.press("Escape");
  // Switched off, in this browser and on all pages, and on again.
  await page.click("[data-keys-open]");
  await page.locator("dialog.keys input").setChecked(false);
  await page.keyboard.press("Escape");
  await page.goto(start);
  await page.keyboard.press("j");
  await page.keyboard.press("/");
  await page.waitForTimeout(100);
  say("keys that are switched off act", !(await at()) && !(await page.$("dialog[open]")));
  await page.click("[data-keys-open]");
  await page.locator("dialog.keys input").setChecked(true);
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  say("keys that are switched on again do not act", Boolean(await at()));
  await context.close();
  return found;
}

// Without scripts there is no control that does nothing.
export async function bare(browser, site) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const found = [];
  for (const path of ["index.html", plan(site)]) {
    await page.goto(address(site, path));
    for (const query of ["[data-find]", "[data-find-open]", "[data-keys-open]"]) {
      if (await page.locator(query).first().isVisible().catch(() => false)) found.push(`${path}: ${query} is shown`);
    }
  }
  await context.close();
  return found;
}

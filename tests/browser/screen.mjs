// What holds for a page on a screen: no finding of axe in either theme, a silent console, no request to the outside, and
// nothing that sticks out sideways.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { address } from "./sites.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDTHS = [320, 390, 1440, 3840];

// Opens a page that keeps what the console says and what was asked for.
export async function listen(context, site) {
  const page = await context.newPage();
  const heard = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && heard.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => heard.push(`script: ${error.message}`));
  const home = address(site, "");
  page.on("request", (request) => request.url().startsWith(home) || heard.push(`request: ${request.url().slice(0, 120)}`));
  // What was still on its way when the page was left is no fault of it.
  const left = (request) => request.failure()?.errorText === "net::ERR_ABORTED";
  page.on("requestfailed", (request) => left(request) || heard.push(`not loaded: ${request.url().slice(0, 120)}`));
  return { page, heard };
}

// Findings on `path`, one line each.
export async function look(browser, site, path) {
  const found = [];
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    const { page, heard } = await listen(context, site);
    await page.goto(address(site, path));
    if (colorScheme === "light") found.push(...(await overflow(page)));
    found.push(...heard);
    await page.evaluate(unstick);
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      for (const finding of await axe(page)) found.push(`axe, ${colorScheme}, ${width} px: ${finding}`);
    }
    await context.close();
  }
  return found;
}

// What sticks to the window covers what one can scroll away from under it; axe cannot know.
export function unstick() {
  for (const element of document.querySelectorAll("body *")) {
    if (["sticky", "fixed"].includes(getComputedStyle(element).position)) element.style.position = "static";
  }
}

export async function axe(page) {
  // axe runs through the debugger, so that the page's own policy stays as it is.
  await page.evaluate(AXE);
  const violations = await page.evaluate(
    async (tags) => (await window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] })).violations,
    TAGS,
  );
  return violations.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].any?.[0]?.message ?? ""}`);
}

export async function overflow(page) {
  const found = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.evaluate(() => {
      const view = document.documentElement.clientWidth;
      if (document.scrollingElement.scrollWidth <= view) return null;
      const out = [...document.querySelectorAll("body *")].find((e) => {
        if (e.getBoundingClientRect().right <= view + 1) return false;
        // What scrolls within its own box may be wide.
        for (let box = e.parentElement; box && box !== document.body; box = box.parentElement) {
          const style = getComputedStyle(box);
          const holds = getComputedStyle(e).position !== "absolute" || style.position !== "static";
          if (style.overflowX !== "visible" && holds) return false;
        }
        return true;
      });
      return `${document.scrollingElement.scrollWidth} px: ${out ? out.outerHTML.slice(0, 160) : "?"}`;
    });
    if (wide) found.push(`sticks out at ${width} px: ${wide}`);
    const squeezed = await page.evaluate(squeezedText);
    if (squeezed) found.push(`squeezed at ${width} px: ${squeezed}`);
  }
  return found;
}

// A text of some words in a column of a few letters, many lines long: nobody reads that on a phone.
function squeezedText() {
  for (const element of document.querySelectorAll("main :is(td, th, li, p, dd)")) {
    const box = element.getBoundingClientRect();
    const words = element.innerText.trim();
    // What is for those who listen alone is a point wide.
    if (box.width < 8 || box.width > 80 || words.length < 30) continue;
    const line = parseFloat(getComputedStyle(element).lineHeight) || 24;
    if (box.height > 6 * line) return `${Math.round(box.width)} px: ${element.outerHTML.slice(0, 160)}`;
  }
  return null;
}

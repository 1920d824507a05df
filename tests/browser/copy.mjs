// What is copied: commands to the letter, permanent links, the line for a ticket.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { address } from "./sites.mjs";

// Takes what the page puts on the clipboard, and refuses it where the page has to find another way.
export async function clipboard(context, works = true) {
  await context.addInitScript((works) => {
    window.copied = [];
    const writeText = async (text) => {
      if (!works) throw new DOMException("no", "NotAllowedError");
      window.copied.push(text);
    };
    Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
    if (!works) document.execCommand = () => window.copied.push(document.activeElement.value) > 0;
  }, works);
}

const last = (page) => page.evaluate(() => window.copied.at(-1));

export async function commands(browser, site, path) {
  const found = [];
  for (const works of [true, false]) {
    const context = await browser.newContext();
    await clipboard(context, works);
    const page = await context.newPage();
    await page.goto(address(site, path));
    const figures = page.locator("figure.cmd:not(.front)");
    if ((await figures.count()) === 0) found.push("no command on the page");
    for (const figure of await figures.all()) {
      const shown = (await figure.locator("pre > code").textContent()).replace(/\n$/, "");
      const button = figure.getByRole("button");
      if (await button.isDisabled()) continue;
      await button.click();
      if ((await last(page)) !== shown) found.push(`copied ${JSON.stringify(await last(page))} for ${JSON.stringify(shown)}`);
    }
    await context.close();
  }
  return found;
}

// Each code opens a menu by mouse and by keyboard; what it copies is the permanent address of that very code.
export async function codes(browser, site, path) {
  const found = [];
  const context = await browser.newContext();
  await clipboard(context);
  const page = await context.newPage();
  await page.goto(address(site, path));
  const links = JSON.parse(readFileSync(join(site.root, "links.json"), "utf8"));
  const known = JSON.stringify(links);
  const marks = page.locator("a.code[aria-label]");
  const count = await marks.count();
  if (count === 0) found.push("no code on the page");
  for (let at = 0; at < Math.min(count, 12); at += 1) {
    const mark = marks.nth(at);
    const code = await mark.getAttribute("aria-label");
    await mark.focus();
    await page.keyboard.press("Enter");
    const menu = page.getByRole("group", { name: code });
    if (!(await menu.isVisible())) {
      found.push(`${code}: no menu`);
      continue;
    }
    await menu.getByRole("button", { name: "Copy link" }).click();
    const link = await last(page);
    if (!link.includes(`/t/${code}/`) || !known.includes(code)) found.push(`${code}: ${link}`);
    await page.waitForFunction(() => !document.querySelector(".codes"));
    if ((await mark.evaluate((m) => m === document.activeElement)) !== true) found.push(`${code}: the focus went away`);
    await mark.click();
    await page.getByRole("button", { name: "Copy for a ticket" }).click();
    const ticket = await last(page);
    if (!ticket.startsWith(`${code} `) || !/, revision \d+\) \S+\/t\/\S+$/.test(ticket)) found.push(`${code}: ${ticket}`);
    await page.waitForFunction(() => !document.querySelector(".codes"));
  }
  await mark0(page, marks, found);
  await context.close();
  return found;
}

async function mark0(page, marks, found) {
  await marks.first().click();
  await page.keyboard.press("Escape");
  if (await page.locator(".codes").count()) found.push("Escape leaves the menu open");
}

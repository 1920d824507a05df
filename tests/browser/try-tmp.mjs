import { launch } from "./chromium.mjs";
const browser = await launch();
const ctx = await browser.newContext({ viewport: {width:1440,height:844} });
const page = await ctx.newPage();
await page.goto("file:///tmp/site-search/index.html");
await page.evaluate(() => { for (const e of document.querySelectorAll("body *")) if (["sticky","fixed"].includes(getComputedStyle(e).position)) e.style.position="static"; });
await page.keyboard.press("/"); await page.keyboard.type("phase"); await page.waitForTimeout(500);
console.log(await page.evaluate(() => [document.scrollingElement.scrollWidth, document.documentElement.clientWidth, ...[...document.querySelectorAll("body *")].filter(e=>e.getBoundingClientRect().right>1441).map(e=>e.outerHTML.slice(0,100)+e.getBoundingClientRect().right)]));
await browser.close();

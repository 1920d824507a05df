import { launch } from "./chromium.mjs";
const browser = await launch();
const pages = process.argv.slice(3);
for (const [name, viewport, colorScheme] of [["d", {width:1440,height:900}, "light"], ["p", {width:390,height:844}, "dark"]]) {
  const ctx = await browser.newContext({ viewport, colorScheme });
  const page = await ctx.newPage();
  page.on("console", (m) => console.log("console", m.text()));
  page.on("pageerror", (m) => console.log("error", m.message));
  for (const [at, p] of pages.entries()) {
    await page.goto(`file://${process.argv[2]}/${p}`);
    await page.screenshot({ path: `/tmp/shot-${name}-${at}.png` });
  }
  await ctx.close();
}
await browser.close();

// How heavy a page is, and how soon it stands still: on a processor four times slower than this one.

import { statSync } from "node:fs";
import { join } from "node:path";

const HTML = 250_000;
const PAINT = 1000;

// Findings on `path`, from `origin` (http, so that the browser counts what it loads).
export async function light(browser, site, origin, path) {
  const found = [];
  const size = statSync(join(site.root, path)).size;
  if (size > HTML) found.push(`${size} bytes of HTML`);
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  await context.addInitScript(() => {
    window.seen = { paint: 0, shift: 0, what: "" };
    new PerformanceObserver((list) => list.getEntries().forEach((e) => (window.seen.paint = e.startTime))).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) =>
      list.getEntries().forEach((e) => {
        window.seen.shift += e.value;
        window.seen.what = e.sources?.[0]?.node?.outerHTML?.slice(0, 120) ?? "";
      }),
    ).observe({ type: "layout-shift", buffered: true });
  });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.goto(`${origin}${path}`);
  await page.waitForTimeout(300);
  const { paint, shift, what } = await page.evaluate(() => window.seen);
  if (paint === 0 || paint > PAINT) found.push(`largest paint after ${Math.round(paint)} ms`);
  // A pixel while the page still arrives is nothing that anybody sees.
  if (shift >= 0.001) found.push(`moved by ${shift.toFixed(4)}: ${what}`);
  await context.close();
  return found;
}

// How heavy a page is, and whether it stands still, on a processor four times slower than this one.

import { statSync } from "node:fs";
import { join } from "node:path";

const HTML = 250_000;

// What the browser saw of `path`, from `origin` (http, so that it counts what it loads): the largest paint in
// milliseconds, and how far things moved.
export async function seen(browser, origin, path) {
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
  const found = await page.evaluate(() => window.seen);
  await context.close();
  return found;
}

// Findings on `path`. How soon it is painted is no test: `paint.mjs` tells it.
export async function light(browser, site, origin, path) {
  const found = [];
  const size = statSync(join(site.root, path)).size;
  if (size > HTML) found.push(`${size} bytes of HTML`);
  const { shift, what } = await seen(browser, origin, path);
  // A pixel while the page still arrives is nothing that anybody sees.
  if (shift >= 0.005) found.push(`moved by ${shift.toFixed(4)}: ${what}`);
  return found;
}

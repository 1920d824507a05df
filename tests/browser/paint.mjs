// How soon the largest thing of a page is painted on a processor four times slower than this one: `node paint.mjs`.
// One line a kind of page; exit code 1 where one takes a second or more. Speed is no test: run it on a machine at rest.

import { launch } from "./chromium.mjs";
import { host } from "./permanent.mjs";
import { build, fullest } from "./sites.mjs";
import { seen } from "./weight.mjs";

const browser = await launch();
const site = build(".");
const server = await host(site);
console.log("| page | largest paint, ms | moved |\n|---|---|---|");
for (const page of fullest(site).filter((page) => page !== "404.html")) {
  const { paint, shift } = await seen(browser, server.origin, page);
  console.log(`| ${page} | ${Math.round(paint)} | ${shift.toFixed(4)} |`);
  if (paint >= 1000) process.exitCode = 1;
}
server.close();
await browser.close();

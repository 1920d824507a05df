// Pages in a real browser, from disk. `node run.mjs [WORD]` looks only at pages whose path holds the word.

import * as permanent from "./permanent.mjs";
import * as paper from "./print.mjs";
import * as runs from "./runs.mjs";
import * as away from "./runs-away.mjs";
import { launch } from "./chromium.mjs";
import { look } from "./screen.mjs";
import { build, changes, facts, fullest } from "./sites.mjs";

const only = process.argv[2] ?? "";
let passed = 0;
let failed = 0;

async function check(name, look) {
  if (!name.includes(only)) return;
  const found = await look().catch((error) => [error.message.split("\n").slice(0, 4).join(" ")]);
  if (found.length === 0) passed += 1;
  else failed += 1;
  if (found.length > 0) console.log(`FAILED ${name}\n${found.slice(0, 12).map((f) => `    ${f}`).join("\n")}${found.length > 12 ? `\n    and ${found.length - 12} more` : ""}`);
}

const browser = await launch();
const small = build("tests/site/small");
const own = build(".");

for (const page of small.pages) await check(`small: ${page}`, () => look(browser, small, page));
// The page for addresses without a file stands at the address of the host where the site knows it, so not on disk.
for (const page of fullest(own).filter((p) => p !== "404.html")) await check(`own: ${page}`, () => look(browser, own, page));

for (const page of fullest(own).filter((p) => p !== "404.html")) await check(`own, printed: ${page}`, () => paper.prints(browser, own, page));
for (const [site, folder] of [[small, "tests/site/small/content"], [own, "content"]]) {
  for (const page of site.pages.filter((p) => p.endsWith("/checklist.html"))) {
    // Sign-offs are tasks, and have a sheet of their own.
    const plan = facts(`${folder}/${page.split("/")[0]}.md`);
    const tasks = plan.total_items - plan.signoffs.length - (plan.signoff_shared_date.present ? 1 : 0);
    await check(`checklist, printed: ${page}`, () => paper.checklist(browser, site, page, tasks));
  }
}

await check("permalinks from disk", () => permanent.fromDisk(browser, small));
await check("permalinks over http", () => permanent.overHttp(browser, own));
for (const [name, site] of [["small", small], ["own", own]]) await check(`papers: ${name}`, () => permanent.paper(browser, site));

await check("runs: kept, from disk", () => runs.kept(browser, small, false));
await check("runs: kept, over http", () => runs.kept(browser, small, true));
await check("runs: ticks without one", () => runs.loose(browser, small));
await check("runs: a gate", () => runs.gate(browser, own, "sms-campaign-cutover"));
await check("runs: the plan is edited", () => away.edited(browser));
await check("runs: files", () => away.files(browser, small));
await check("runs: hand over in a link", () => away.handover(browser, own, "duespark-go-live", 220));
await check("runs: two into one", () => away.merged(browser, small));
await check("runs: two tabs", () => runs.tabs(browser, small));
await check("runs: nothing is kept", () => runs.unkept(browser, small));
await check("runs: hostile words", () => away.hostile(browser, small));
await check("runs: printed", () => runs.printed(browser, small));
await check("runs: readable", () => runs.readable(browser, own, "sms-campaign-cutover"));
await check("runs: several", () => runs.several(browser, small));

for (const name of ["mail-hub", "tables", "plans"]) {
  const page = changes(name);
  await check(`changes: ${name}`, () => look(browser, page, "index.html"));
  await check(`changes, printed: ${name}`, () => paper.prints(browser, page, "index.html"));
}

await browser.close();
console.log(`browser: ${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

// Pages in a real browser, from disk. `node run.mjs [WORD]` looks only at pages whose path holds the word.

import * as attached from "./attached.mjs";
import * as copy from "./copy.mjs";
import * as minify from "./minify.mjs";
import * as desk from "./desk.mjs";
import * as permanent from "./permanent.mjs";
import * as pictures from "./pictures.mjs";
import * as paper from "./print.mjs";
import * as search from "./search.mjs";
import * as runs from "./runs.mjs";
import * as live from "./live.mjs";
import * as review from "./review.mjs";
import * as away from "./runs-away.mjs";
import { launch } from "./chromium.mjs";
import { look } from "./screen.mjs";
import * as weight from "./weight.mjs";
import { address, build, changes, facts, fullest, repository, text } from "./sites.mjs";

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
await check("scripts with short names", () => minify.isCurrent());
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

const phase = own.pages.find((page) => page.includes("/phase/") && text(own, page).includes('<figure class="cmd">'));
await check(`copy: commands of ${phase}`, () => copy.commands(browser, own, phase));
await check(`copy: codes of ${phase}`, () => copy.codes(browser, own, phase));

const server = await permanent.host(own);
for (const page of fullest(own).filter((p) => p !== "404.html")) await check(`weight: ${page}`, () => weight.light(browser, own, server.origin, page));
server.close();
const drawn = pictures.made();
for (const plan of drawn.plans) await check(`pictures: ${plan}`, () => pictures.words(browser, drawn, plan));
for (const plan of new Set(own.pages.filter((p) => p.endsWith("/timeline.html")).map((p) => p.split("/")[0]))) {
  await check(`pictures: own ${plan}`, () => pictures.words(browser, own, plan));
  await check(`pictures: one screen, ${plan}`, () => pictures.oneScreen(browser, own, plan));
}
await check("pictures: which plans have which", () => pictures.kinds(browser, drawn));
await check("pictures: now", () => pictures.now(browser, drawn));

const crane = build("tests/site/attached");
const withPictures = ["text", "phase/phase-1", "phase/phase-2", "checklist"].map((page) => `move-the-crane/${page}.html`);
await check("attached: pictures from disk", () => attached.shown(browser, crane, withPictures, false));
await check("attached: pictures over http", () => attached.shown(browser, crane, withPictures, true));
await check("attached: nothing moves", () => attached.still(browser, crane, "move-the-crane/text.html"));
await check("attached: printed", () => attached.printed(browser, crane, "move-the-crane/text.html", [[1160, 540], [300, 3000]]));
await check("attached: files", () => attached.linked(browser, crane, `${repository}/tests/site/attached/content`, "move-the-crane/text.html"));
for (const page of withPictures) await check(`attached: ${page}`, () => look(browser, crane, page));

await check("permalinks from disk", () => permanent.fromDisk(browser, small));
await check("permalinks over http", () => permanent.overHttp(browser, own));
for (const [name, site] of [["small", small], ["own", own]]) await check(`papers: ${name}`, () => permanent.paper(browser, site));

await check("search: words and codes", () => search.finds(browser, small));
await check("search: page and index agree", () => search.agrees(browser, own));
await check("search: the list", () => search.list(browser, own));
await check("search: bytes", () => search.weighs(browser, own));
await check("search: late and lost files", () => search.broken(browser, own));
await check("search: accessible", () => search.looks(browser, own));
await check("search: without scripts", () => search.bare(browser, own));
await check("keys", () => search.keys(browser, own));
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
await check("review date", () => review.passed(browser));
await check("live: saves and errors", () => live.saves(browser));
await check("live: the first pages", () => live.wakes(browser));

for (const name of ["mail-hub", "tables", "plans"]) {
  const page = changes(name);
  await check(`changes: ${name}`, () => look(browser, page, "index.html"));
  await check(`changes, printed: ${name}`, () => paper.prints(browser, page, "index.html"));
}

const shop = desk.shop();
const atDesk = address(shop, "till/messages.html");
await check("desk: fills", () => desk.fills(browser, atDesk));
await check("desk: fills over http", () => desk.overHttp(browser, shop));
await check("desk: clock", () => desk.clock(browser, atDesk));
await check("desk: rehearsal", () => desk.rehearsal(browser, atDesk));
await check("desk: hostile values", () => desk.hostile(browser, atDesk));
await check("desk: keeps", () => desk.keeps(browser, atDesk));
await check("desk: without scripts", () => desk.bare(browser, shop));
await check("desk: seen", () => desk.seen(browser, shop));

await browser.close();
console.log(`browser: ${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

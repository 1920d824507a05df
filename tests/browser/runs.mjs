// Runs: started, ticked, kept, handed over, merged and filed, as people do it.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { host } from "./permanent.mjs";
import { axe, listen, overflow, unstick } from "./screen.mjs";
import { address, binary, repository } from "./sites.mjs";

const CLOCK = "?now=2026-03-01T10:47:00Z";

// A copy of a project that may be edited, and its site.
function project(from) {
  const root = mkdtempSync(join(tmpdir(), "tminus-runs-"));
  const own = join(root, "project");
  cpSync(join(repository, from), own, { recursive: true });
  const site = { root: join(root, "site"), own };
  site.build = () => execFileSync(binary, ["build", own, "--dest-dir", site.root], { stdio: ["ignore", "ignore", "pipe"] });
  site.edit = (file, from, to) => {
    const path = join(own, "content", file);
    const text = readFileSync(path, "utf8");
    if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
    writeFileSync(path, text.replace(from, to));
  };
  site.build();
  return site;
}

// A browser profile of its own, with what a page says in the console.
async function desk(browser, site, base = `${address(site, "")}/`) {
  const context = await browser.newContext({ acceptDownloads: true, timezoneId: "Europe/Vienna" });
  const { page, heard } = await listen(context, site);
  if (base.startsWith("http")) heard.length = 0;
  const at = {
    context,
    page,
    base,
    // Over http the browser asks for an icon that no page names.
    heard: () => heard.filter((line) => !base.startsWith("http") || !/^request: http:\/\/127\.0\.0\.1|status of 404/.test(line)),
    open: async (path, hash = "", on = page) => {
      await on.goto("about:blank");
      await on.goto(base + path + CLOCK + hash);
    },
    close: () => context.close(),
  };
  return at;
}

async function start(at, plan, kind = "live", name = "CHG-1", by = "MK") {
  await at.open(`${plan}/run.html`);
  await at.page.check(`#startrun [value=${kind}]`);
  await at.page.fill("#startrun [name=name]", name);
  await at.page.fill("#startrun [name=by]", by);
  await at.page.click("#startrun button");
  await at.page.waitForSelector(".strip .tape");
}

const row = (page, code) => page.locator(`main [data-code="${code}"]`).first();
const state = (page, code) => row(page, code).getAttribute("data-state");
const codes = (page, among = ".runpart .task") => page.$$eval(`${among}[data-code]`, (rows) => rows.filter((row) => row.querySelector("input[type=checkbox]")).map((row) => row.dataset.code));

async function set(page, code, to, reason) {
  await row(page, code).locator("select").selectOption(to);
  if (!reason) return;
  await page.fill("#ask-why [name=reason]", reason);
  await page.click("#ask-why [value=yes]");
}

async function exported(page, what) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(`[data-do=${what}]`)]);
  return readFileSync(await download.path(), "utf8");
}

async function bring(page, ...files) {
  await page.setInputFiles("#runtake input", files.map((text, at) => ({ name: `run${at}.json`, mimeType: "application/json", buffer: Buffer.from(text) })));
  await page.waitForFunction(() => document.querySelector(".taken").children.length > 0);
  const said = await page.textContent(".taken");
  return said;
}

const expect = (found, what, is, due) => JSON.stringify(is) === JSON.stringify(due) || found.push(`${what}: ${JSON.stringify(is)}, due ${JSON.stringify(due)}`);

// Start, tick on the page of a phase, give reasons, load again: from disk and over http.
export async function kept(browser, site, http) {
  const server = http ? await host(site) : null;
  const at = await desk(browser, site, server?.origin);
  const { page } = at;
  const found = [];
  const plan = "scanner-cutover";
  await start(at, plan, "rehearsal");
  expect(found, "root says rehearsal", await page.getAttribute("html", "data-run"), "rehearsal");
  expect(found, "strip says rehearsal", await page.textContent(".strip .count span"), "Rehearsal");
  const phase = await page.getAttribute(".progress [data-group] a", "href");
  await at.open(`${plan}/${phase}`);
  await page.waitForSelector(".strip .tape");
  const [a, b, c, d] = await codes(page, "main .task");
  const before = await state(page, d);
  const { length } = await page.$$(".strip .tape i");
  if (!d) return ["the phase has fewer than four tasks"];
  await row(page, a).locator("input").check();
  await set(page, b, "failed", "It smokes");
  await set(page, c, "waived", "Seen at noon");
  await set(page, d, "waived");
  await page.click("#ask-why button:has-text('Cancel')");
  expect(found, "cancelled stays as before", [await state(page, d), await row(page, d).locator("select").inputValue()], [before, before]);
  await set(page, d, "na");
  await page.reload();
  await page.waitForSelector(".strip .tape");
  for (const [code, due] of [[a, "done"], [b, "failed"], [c, "waived"], [d, "na"]]) expect(found, code, await state(page, code), due);
  expect(found, "who and when", (await row(page, a).locator(".who").textContent()).trim(), "MK 11:47");
  expect(found, "reason", await row(page, b).locator(".why").textContent(), "Failed by MK: It smokes");
  expect(found, "box of a failed task", await row(page, b).locator("input").isChecked(), false);
  expect(found, "tape", await page.$$eval(".strip .tape i", (all) => all.map((i) => i.className).filter((name) => name !== "open").sort()), ["done", "failed", "na", "now", "waived"]);
  const now = await page.evaluate(() => tminus.run.now().code);
  if (!(await page.getAttribute(".strip .count", "href")).endsWith(now)) found.push("the count does not lead to the task that is now");
  // Opened again elsewhere: the page of the run tells the same.
  await at.open(`${plan}/run.html`);
  await page.waitForSelector("#runlog li");
  const told = await page.textContent("#runtell");
  for (const text of ["It smokes", "Seen at noon"]) if (!told.includes(text)) found.push(`the page of the run does not say ${text}`);
  expect(found, "log", await page.locator("#runlog li").count(), 4);
  expect(found, "hero", await page.textContent("#runhead .say"), `3/${length}`);
  found.push(...at.heard());
  await at.close();
  server?.close();
  return found;
}

// Without a run ticks are free, and the page says once that they are not kept.
export async function loose(browser, site) {
  const at = await desk(browser, site);
  const { page } = at;
  const found = [];
  await at.open("scanner-cutover/run.html");
  const [a, b] = await codes(page);
  await row(page, a).locator("input").check();
  await row(page, b).locator("input").check();
  expect(found, "said once", await page.locator(".loose").count(), 1);
  expect(found, "ticked", [await state(page, a), await state(page, b)], ["done", "done"]);
  await page.reload();
  expect(found, "not kept", await state(page, a), "open");
  expect(found, "nothing in the store", await page.evaluate(() => Object.keys(localStorage).length), 0);
  found.push(...at.heard());
  await at.close();
  return found;
}

// GO is shut until the counts allow it; the line opens with GO.
export async function gate(browser, site, plan) {
  const at = await desk(browser, site);
  const { page } = at;
  const found = [];
  await start(at, plan);
  await at.open(`${plan}/gates.html`);
  await page.waitForSelector(".strip .tape");
  const gate = page.locator(".gate.big").first();
  const go = gate.locator(".verdict [value=go]");
  expect(found, "GO at first", await go.isDisabled(), true);
  expect(found, "said at first", await page.textContent(".hero .say"), "HOLD");
  for (const box of await gate.locator("input[type=checkbox]").all()) await box.check();
  const questions = await gate.locator(".choice").all();
  if (questions.length === 0) found.push("the gate has no question");
  expect(found, "GO with questions open", await go.isDisabled(), true);
  for (const question of questions) await question.locator("[value=clear]").check();
  expect(found, "GO with all answered", await go.isDisabled(), false);
  await questions[0].locator("[value=seen]").check();
  expect(found, "seen shuts it", [await go.isDisabled(), await page.textContent(".hero .say")], [true, "NO-GO"]);
  await questions[0].locator("[value=clear]").check();
  expect(found, "line before", await gate.locator(".hold.open").count(), 0);
  await gate.locator("[data-says=name]").first().fill("T. Lead");
  await go.check();
  expect(found, "line after", await gate.locator(".hold.open").count(), 1);
  await page.reload();
  await page.waitForSelector(".strip .tape");
  expect(found, "kept", [await go.isChecked(), await page.textContent(".hero .say"), await gate.locator(".fields input").first().inputValue()], [true, "GO", "T. Lead"]);
  await at.open(`${plan}/run.html`);
  await page.waitForSelector("[data-verdict] td b");
  const verdict = await page.textContent("[data-verdict]");
  for (const text of ["GO", "T. Lead", "11:47"]) if (!verdict.includes(text)) found.push(`the page of the run does not say ${text}: ${verdict}`);
  found.push(...at.heard());
  await at.close();
  return found;
}

// The plan is edited and built anew: what is unchanged stays, what is not has to be checked, what is gone is listed; links of the former
// revision are refused, files are taken in part.
export async function edited(browser) {
  const site = project("tests/site/small");
  const at = await desk(browser, site);
  const { page } = at;
  const found = [];
  const plan = "scanner-cutover";
  await start(at, plan);
  const all = await page.$$eval(".runpart .task", (rows) => rows.filter((row) => row.dataset.state === "open" && row.querySelector("input[type=checkbox]")).map((row) => [row.dataset.code, row.querySelector(".line").textContent]));
  const text = readFileSync(join(site.own, `content/${plan}.md`), "utf8");
  // Tasks whose words stand in the text as they are, each once.
  const plain = all.filter(([, words]) => text.split(`] ${words}\n`).length === 2);
  const [[same], [changed, words], [gone, lost]] = plain;
  for (const code of [same, changed, gone]) await row(page, code).locator("input").check();
  const json = await exported(page, "json");
  const link = await page.evaluate(() => tminus.runs.pack().fragment);
  site.edit(`${plan}.md`, `] ${words}\n`, `] ${words}, and say so\n`);
  site.edit(`${plan}.md`, new RegExp(`^.*\\] ${lost.replace(/[^\w ]/g, "\\$&")}\n`, "m").exec(text)[0], "");
  try {
    site.build();
  } catch {
    execFileSync(binary, ["ledger", "-C", site.own, "retire", gone, "--why", "not needed"], { stdio: ["ignore", "ignore", "pipe"] });
    site.build();
  }
  await at.open(`${plan}/run.html`);
  await page.waitForSelector(".strip .tape");
  expect(found, "unchanged", await state(page, same), "done");
  expect(found, "changed", [await state(page, changed), await row(page, changed).locator("select option:checked").textContent()], ["open", "check again"]);
  const told = await page.textContent("#runtell");
  if (!/Gone from the plan/.test(told) || !told.includes(gone.split("-")[1])) found.push(`${gone} is not listed as gone: ${told}`);
  await row(page, changed).getByRole("button", { name: "Still done" }).click();
  expect(found, "confirmed", [await state(page, changed), await row(page, changed).getAttribute("data-again")], ["done", null]);
  const before = await page.evaluate(() => JSON.stringify(localStorage));
  await at.open(`${plan}/run.html`, link);
  await page.waitForFunction(() => document.querySelector(".taken").children.length > 0);
  if (!/Not taken.*revision 1, this page of revision 2/.test(await page.textContent(".taken"))) found.push(`the link of the former revision is not refused: ${await page.textContent(".taken")}`);
  expect(found, "store after the refusal", await page.evaluate(() => JSON.stringify(localStorage)), before);
  const other = await desk(browser, site);
  await other.open(`${plan}/run.html`);
  const offer = await bring(other.page, json);
  if (!/revision 1, this page of revision 2/.test(offer) || !/1 answers .* 2 would be left out/.test(offer)) found.push(`the file is not offered in part: ${offer}`);
  await other.page.click("button:has-text('Take what is unchanged')");
  await other.page.waitForSelector(".strip .tape");
  expect(found, "taken in part", [await state(other.page, same), await state(other.page, changed)], ["done", "open"]);
  found.push(...at.heard(), ...other.heard());
  await at.close();
  await other.close();
  rmSync(join(site.own, ".."), { recursive: true });
  return found;
}

// Out and in again; what is no run of this plan is refused and nothing is touched.
export async function files(browser, site) {
  const at = await desk(browser, site);
  const { page } = at;
  const found = [];
  await start(at, "scanner-cutover", "live", '=HYPERLINK("x")');
  const [a, b] = await codes(page);
  await row(page, a).locator("input").check();
  await set(page, b, "failed", "=1+1");
  const [json, md, csv] = [await exported(page, "json"), await exported(page, "md"), await exported(page, "csv")];
  for (const code of [a, b]) for (const [name, text] of [["Markdown", md], ["CSV", csv]]) if (!text.includes(code)) found.push(`${name} lacks ${code}`);
  for (const line of csv.split("\r\n")) if (/(^|,)"[=+\-@\t]/.test(line)) found.push(`a formula in the CSV: ${line}`);
  if (!csv.includes(`"'=1+1"`)) found.push("the CSV lacks the reason as text");
  const other = await desk(browser, site);
  await other.open("scanner-cutover/run.html");
  await bring(other.page, json);
  await other.page.click("button:has-text('Take it')");
  await other.page.waitForSelector(".strip .tape");
  const again = JSON.parse(await exported(other.page, "json"));
  expect(found, "round trip", again, JSON.parse(json));
  const raw = JSON.parse(json);
  const bad = {
    "no JSON": "{",
    "another thing": "[1]",
    "a later version": JSON.stringify({ ...raw, version: 2 }),
    "another plan": JSON.stringify({ ...raw, plan: "CRM" }),
    "no run": JSON.stringify({ ...raw, run: null }),
    "a strange state": json.replace('"state": "failed"', '"state": "fine"').replace('"state": "failed"', '"state": "fine"'),
    "no tasks": JSON.stringify({ ...raw, tasks: 1 }),
    "ten megabytes": JSON.stringify({ ...raw, pad: "x".repeat(1e7) }),
  };
  const before = await page.evaluate(() => JSON.stringify(localStorage));
  for (const [name, text] of Object.entries(bad)) {
    await page.evaluate(() => document.querySelector(".taken").replaceChildren());
    if (!(await bring(page, text)).includes("Not taken.")) found.push(`${name} is not refused`);
  }
  expect(found, "ticks after refusals", await page.evaluate(() => JSON.stringify(localStorage)), before);
  found.push(...at.heard(), ...other.heard());
  await at.close();
  await other.close();
  return found;
}

// The largest plan fits into a link, and comes out as it went in.
export async function handover(browser, site, plan, tasks) {
  const at = await desk(browser, site);
  const { page } = at;
  const found = [];
  await start(at, plan, "live", "CHG-2026-0815");
  const list = await page.$$eval(".runpart .task", (rows) => rows.map((row) => [row.dataset.code, row.dataset.digest]));
  if (list.length < tasks) found.push(`${list.length} tasks, due ${tasks}`);
  await page.evaluate((list) => {
    const { run } = tminus;
    const states = ["done", "done", "done", "failed", "waived", "na"];
    list.forEach(([code, digest], at) => {
      const state = states[at % 6];
      const why = state === "failed" || state === "waived" ? { reason: `Because of reason number ${at}`, name: "A. Ortiz" } : {};
      tminus.runs.write([tminus.runs.entry({ state, time: tminus.now() + at * 61000, initials: ["MK", "JR", "AO"][at % 3], digest, ...why })], tminus.plan.code, run.meta.id, code);
    });
    run.refresh();
  }, list);
  const { fragment, left } = await page.evaluate(() => tminus.runs.pack());
  if (fragment.length >= 2000) found.push(`${fragment.length} characters`);
  if (left === 0) found.push("all reasons fit: the test says too few");
  const other = await desk(browser, site);
  await other.open(`${plan}/run.html`, fragment);
  await other.page.waitForSelector(".taken button");
  expect(found, "nothing is taken unasked", await other.page.evaluate(() => Object.keys(localStorage).length), 0);
  expect(found, "the fragment goes", await other.page.evaluate(() => location.hash), "");
  await other.page.click("button:has-text('Take it')");
  await other.page.waitForSelector(".strip .tape");
  const seen = (page) => page.$$eval(".runpart .task", (rows) => rows.map((row) => [row.dataset.code, row.dataset.state, row.querySelector(".who").textContent]));
  expect(found, "states", await seen(other.page), await seen(page));
  for (const bent of [fragment.slice(0, 900), fragment.replace(/.(.{40})$/, (all, rest) => (all[0] === "A" ? "B" : "A") + rest), "#run=", "#run=%00%ff"]) {
    await at.open(`${plan}/run.html`, bent);
    await page.waitForFunction(() => document.querySelector(".taken").children.length > 0);
    if (!(await page.textContent(".taken")).includes("Not taken.")) found.push(`a damaged link is taken: ${bent.slice(0, 30)}`);
  }
  await at.open("sms-campaign-cutover/run.html", fragment);
  await page.waitForFunction(() => document.querySelector(".taken").children.length > 0);
  if (!(await page.textContent(".taken")).includes("holds a run of DUE")) found.push("a link of another plan is taken");
  found.push(...at.heard(), ...other.heard());
  await at.close();
  await other.close();
  return found;
}

// Two desks, two exports, one run: conflicts are listed, the later one is the default, and the choice counts.
export async function merged(browser, site) {
  const found = [];
  const first = await desk(browser, site);
  await start(first, "scanner-cutover", "live", "Desk one", "MK");
  const [a, b, c, d] = await codes(first.page);
  const second = await desk(browser, site);
  await second.open("scanner-cutover/run.html");
  await bring(second.page, await exported(first.page, "json"));
  await second.page.click("button:has-text('Take it')");
  await second.page.waitForSelector(".strip .tape");
  const write = (at, code, state, minute, initials) =>
    at.page.evaluate(({ code, state, minute, initials }) => {
      const digest = document.querySelector(`[data-code="${code}"]`).dataset.digest;
      tminus.run.set({ code, digest }, { state, initials, time: `2026-03-01T10:${minute}:00Z` });
    }, { code, state, minute, initials });
  await write(first, a, "done", 10, "MK");
  await write(first, b, "done", 12, "MK");
  await write(first, c, "failed", 20, "MK");
  await write(second, b, "failed", 15, "JR");
  await write(second, c, "done", 16, "JR");
  await write(second, d, "na", 17, "JR");
  const [one, two] = [await exported(first.page, "json"), await exported(second.page, "json")];
  const third = await desk(browser, site);
  await third.open("scanner-cutover/run.html");
  const said = await bring(third.page, one, two);
  if (!said.includes("2 in conflict")) found.push(`conflicts: ${said}`);
  const chosen = await third.page.$$eval(".conflict", (all) => all.map((f) => [f.querySelector("code").textContent, f.querySelector(":checked + span b").textContent]).sort());
  expect(found, "the later one is chosen", chosen, [[b, "failed"], [c, "failed"]].sort());
  await third.page.locator(".conflict", { hasText: b }).locator("input").first().check();
  await third.page.click(".taken form button:has-text('Merge')");
  await third.page.waitForSelector(".strip .tape");
  const is = [];
  for (const code of [a, b, c, d]) is.push(await state(third.page, code));
  expect(found, "merged", is, ["done", "done", "failed", "na"]);
  expect(found, "the log keeps both", (await third.page.locator("#runlog li").count()) >= 7, true);
  // One file into the run that is on.
  await bring(first.page, two);
  await first.page.click(".taken button:has-text('Merge')");
  await first.page.click(".taken form button:has-text('Merge')");
  expect(found, "into the run that is on", [await state(first.page, d), await state(first.page, b)], ["na", "failed"]);
  for (const at of [first, second, third]) found.push(...at.heard());
  for (const at of [first, second, third]) await at.close();
  return found;
}

// Two tabs tick at once, and neither loses a tick.
export async function tabs(browser, site) {
  const server = await host(site);
  const at = await desk(browser, site, server.origin);
  const { page } = at;
  const found = [];
  await start(at, "scanner-cutover");
  const list = await codes(page);
  const other = await at.context.newPage();
  await at.open("scanner-cutover/run.html", "", other);
  await other.waitForSelector(".strip .tape");
  const half = Math.ceil(list.length / 2);
  await Promise.all([
    (async () => { for (const code of list.slice(0, half)) await row(page, code).locator("input").check(); })(),
    (async () => { for (const code of list.slice(half)) await row(other, code).locator("input").check(); })(),
  ]);
  await page.waitForFunction((n) => document.querySelectorAll(".runpart .task[data-state=done]").length >= n, list.length, { timeout: 5000 }).catch(() => found.push("a tab does not see the ticks of the other"));
  for (const tab of [page, other]) {
    await tab.reload();
    await tab.waitForSelector(".strip .tape");
    expect(found, "done", await tab.$$eval(".runpart .task[data-state=done]", (all) => all.length), list.length);
  }
  // The same task in both: the later one stands, and the log has both.
  await set(page, list[0], "na");
  await set(other, list[0], "open");
  await page.waitForFunction((code) => document.querySelector(`[data-code="${code}"]`).dataset.state === "open", list[0], { timeout: 5000 }).catch(() => found.push("the later state does not stand in both"));
  expect(found, "log of one task", await page.locator("#runlog li", { hasText: list[0].split("-")[1] }).count(), 3);
  await at.close();
  server.close();
  return found;
}

// Without a store and with a full one: the page says so, and works.
export async function unkept(browser, site) {
  const found = [];
  const breaks = {
    off: () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } }),
    full: () => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    },
  };
  for (const [name, script] of Object.entries(breaks)) {
    const at = await desk(browser, site);
    const { page } = at;
    await page.addInitScript(script);
    await start(at, "scanner-cutover");
    if (!(await page.locator(".notkept").isVisible())) found.push(`${name}: nothing says that ticks are not kept`);
    const [a, b] = await codes(page);
    await row(page, a).locator("input").check();
    await set(page, b, "failed", "Smoke");
    expect(found, name, [await state(page, a), await state(page, b)], ["done", "failed"]);
    if (!(await exported(page, "json")).includes("Smoke")) found.push(`${name}: the export lacks what was ticked`);
    found.push(...at.heard());
    await at.close();
  }
  // Full in the middle of a run: what was kept stays readable.
  const at = await desk(browser, site);
  const { page } = at;
  await start(at, "scanner-cutover");
  const [a, b] = await codes(page);
  await row(page, a).locator("input").check();
  await page.evaluate(breaks.full);
  await row(page, b).locator("input").check();
  expect(found, "full meanwhile", [await state(page, a), await state(page, b), await page.locator(".notkept").isVisible()], ["done", "done", true]);
  await at.close();
  return found;
}

const PAYLOADS = [
  "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "\"><script>alert(1)</script>", "'><img src=x onerror=alert(1)>", "javascript:alert(1)",
  "<iframe srcdoc='<script>alert(1)</script>'>", "</textarea><script>alert(1)</script>", "<a href=javascript:alert(1)>x</a>", "{{7*7}}${alert(1)}", "<style>*{display:none}</style>", "\u202e<b onmouseover=alert(1)>\u0000",
];

// Words from files, links and the store are words.
export async function hostile(browser, site) {
  const found = [];
  const at = await desk(browser, site);
  const { page } = at;
  page.on("dialog", (dialog) => { found.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  await start(at, "scanner-cutover");
  const [a] = await codes(page);
  await set(page, a, "failed", "MARK");
  const json = JSON.parse(await exported(page, "json"));
  for (const payload of PAYLOADS) {
    const bent = structuredClone(json);
    bent.run = { ...bent.run, id: "abcdef123", name: payload, by: payload };
    Object.assign(bent.tasks.find(({ code }) => code === a).entries.at(-1), { reason: payload, name: payload, initials: payload });
    const ways = {
      file: async (other) => {
        await other.open("scanner-cutover/run.html");
        await bring(other.page, JSON.stringify(bent));
        await other.page.click("button:has-text('Take')");
      },
      link: async (other) => {
        const fragment = await page.evaluate(({ payload, a }) => {
          const { run, runs } = tminus;
          const before = [run.meta, run.all];
          run.meta = { ...run.meta, id: "abcdef123", name: payload, by: payload };
          run.all = new Map([[a, [{ ...run.all.get(a).at(-1), reason: payload, name: payload, initials: payload }]]]);
          const { fragment } = runs.pack();
          [run.meta, run.all] = before;
          return fragment;
        }, { payload, a });
        await other.open("scanner-cutover/run.html", fragment);
        await other.page.waitForSelector(".taken button");
        await other.page.click("button:has-text('Take')");
      },
      store: async (other) => {
        await other.open("scanner-cutover/run.html");
        await other.page.evaluate(({ bent, a }) => {
          const entry = bent.tasks.find(({ code }) => code === a).entries;
          const front = tminus.store.prefix;
          localStorage.setItem(`${front}run/${bent.plan}`, bent.run.id);
          localStorage.setItem(`${front}run/${bent.plan}/${bent.run.id}`, JSON.stringify(bent.run));
          localStorage.setItem(`${front}run/${bent.plan}/${bent.run.id}/${a}`, JSON.stringify(entry));
          localStorage.setItem(`${front}run/${bent.plan}/${bent.run.id}/${bent.run.name}`, bent.run.name);
        }, { bent, a });
        await other.page.reload();
      },
    };
    for (const [way, take] of Object.entries(ways)) {
      const other = await desk(browser, site);
      other.page.on("dialog", (dialog) => { found.push(`${way}: a dialog`); dialog.dismiss(); });
      await take(other);
      await other.page.waitForSelector("#runlog li");
      const reason = await row(other.page, a).locator(".why").textContent();
      if (!reason.includes(payload)) found.push(`${way}: ${JSON.stringify(payload)} is shown as ${JSON.stringify(reason)}`);
      const made = await other.page.evaluate(() => document.querySelectorAll("main script, main iframe, main img, main style, main a[href^=javascript], main [onerror], main [onload], main [onmouseover]").length);
      if (made) found.push(`${way}: ${payload} made ${made} elements`);
      found.push(...other.heard().map((line) => `${way}: ${line}`));
      await other.close();
    }
  }
  await at.close();
  return found;
}

// A sheet printed in a run: what was ticked is on paper, with who and when.
export async function printed(browser, site) {
  const at = await desk(browser, site);
  const { page } = at;
  const found = [];
  await start(at, "scanner-cutover", "rehearsal");
  const [a, b, c, d] = await codes(page);
  await row(page, a).locator("input").check();
  await set(page, b, "failed", "It smokes");
  await set(page, c, "waived", "Seen at noon");
  await set(page, d, "na");
  await at.open("scanner-cutover/checklist.html");
  await page.waitForSelector(".item .m-failed");
  for (const [code, mark] of [[a, "m-done"], [b, "m-failed"], [c, "m-waived"], [d, "m-na"]]) {
    const name = await page.locator(`.item[data-code="${code}"] .box`).first().getAttribute("class");
    if (!name.includes(mark)) found.push(`${code} is drawn as ${name}`);
  }
  for (const [path, words] of [["checklist", ["Rehearsal: CHG-1", "It smokes", "Seen at noon", "MK", "11:47"]], ["run", ["Rehearsal CHG-1", "It smokes", "Seen at noon", "waived", "n.a.", "MK"]]]) {
    await at.open(`scanner-cutover/${path}.html`);
    await page.waitForFunction(() => document.documentElement.dataset.run);
    await page.waitForTimeout(200);
    const file = join(mkdtempSync(join(tmpdir(), "tminus-runs-")), "page.pdf");
    writeFileSync(file, await page.pdf({ format: "A4", preferCSSPageSize: true }));
    const text = execFileSync("pdftotext", ["-q", "-raw", "-enc", "UTF-8", file, "-"]).toString();
    for (const word of words) if (!text.replace(/\s+/g, "").includes(word.replace(/\s+/g, ""))) found.push(`${path} on paper lacks ${word}`);
  }
  found.push(...at.heard());
  await at.close();
  return found;
}

// End, put aside, open again, delete; what runs stands on the page of all plans.
export async function several(browser, site) {
  const at = await desk(browser, site);
  const { page } = at;
  const found = [];
  await start(at, "scanner-cutover", "live", "First");
  const [a] = await codes(page);
  await row(page, a).locator("input").check();
  await at.open("index.html");
  await page.waitForSelector(".running .tape");
  if (!(await page.textContent(".running")).includes("First")) found.push("the page of all plans does not show the run");
  await at.open("scanner-cutover/run.html");
  await page.click("[data-do=end]");
  await page.click("#ask-end [value=yes]");
  expect(found, "ended", [await page.getAttribute("html", "data-run"), await row(page, a).locator("input").isDisabled()], ["ended", true]);
  await page.click("[data-do=aside]");
  await start(at, "scanner-cutover", "rehearsal", "Second");
  expect(found, "a run of its own", await state(page, a), "open");
  await page.click("[aria-label='Open First']");
  await page.waitForFunction((code) => document.querySelector(`[data-code="${code}"]`).dataset.state === "done", a, { timeout: 5000 });
  await page.click("[aria-label='Delete Second']");
  await page.click("#ask-delete button:has-text('Cancel')");
  expect(found, "not deleted", await page.locator("#runlist tbody tr").count(), 1);
  await page.click("[aria-label='Delete Second']");
  await page.click("#ask-delete [value=yes]");
  await page.waitForFunction(() => document.querySelector("#runlist").hidden);
  expect(found, "its keys are gone", await page.evaluate(() => Object.values(localStorage).some((value) => value.includes("Second"))), false);
  await at.open("index.html");
  await page.waitForTimeout(300);
  expect(found, "nothing runs", await page.locator(".running").count(), 0);
  found.push(...at.heard());
  await at.close();
  return found;
}

// Every page of a plan in a run: no finding of axe, nothing that sticks out.
export async function readable(browser, site, plan) {
  const at = await desk(browser, site);
  const { page } = at;
  const found = [];
  for (const [kind, colorScheme] of [["live", "light"], ["rehearsal", "dark"]]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width: 1440, height: 900 });
    if (kind === "rehearsal") await page.click("[data-do=aside]");
    await start(at, plan, kind, `A long name for ${kind}`);
    const [a, b, c] = await codes(page);
    await row(page, a).locator("input").check();
    await set(page, b, "failed", "A-reason-without-a-blank-".repeat(6));
    await set(page, c, "waived", "Seen at noon");
    const phase = await page.getAttribute(".progress [data-group] a", "href");
    for (const path of [phase, "gates.html", "rollback.html", "checklist.html", "run.html"]) {
      await at.open(`${plan}/${path}`);
      await page.waitForSelector(".strip .tape");
      if (path === "rollback.html") await page.getByRole("button", { name: "Step through" }).first().click();
      for (const finding of await overflow(page)) found.push(`${kind}, ${path}: ${finding}`);
      await page.evaluate(unstick);
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        for (const finding of await axe(page)) found.push(`${kind}, ${path}, ${width} px: ${finding}`);
      }
    }
  }
  await at.close();
  return found;
}

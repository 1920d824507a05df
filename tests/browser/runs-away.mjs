// Runs that leave the browser and come back: plans that were edited, files, links, two into one, and words that mean harm.

import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bring, codes, desk, expect, exported, project, row, set, start, state } from "./at-desk.mjs";
import { binary } from "./sites.mjs";

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

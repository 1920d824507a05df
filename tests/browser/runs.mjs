// Runs: started, ticked, kept, printed, as people do it.

import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codes, desk, expect, exported, row, set, start, state } from "./at-desk.mjs";
import { host } from "./permanent.mjs";
import { axe, overflow, unstick } from "./screen.mjs";

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
  // The question is answered by an event of its own, after the click.
  await page.waitForSelector("html[data-run=ended]");
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

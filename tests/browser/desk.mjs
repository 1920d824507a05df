// The message desk: filled once, every text follows; what is copied is what is seen; nothing of a value does anything.

import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { host } from "./permanent.mjs";
import { axe, unstick } from "./screen.mjs";
import { address, build } from "./sites.mjs";

const PLAN = `---
title: Move of the till
code: TIL
time_zone: Europe/Berlin
severities:
  - level: P0
    update: every 15 minutes
  - level: P1
    update: every 2 hours
---
# Move of the till

## Incident message template

\`\`\`
INCIDENT: [Title]
Severity: [P0/P1]
Impact: [Impact]
Detected: [Time]
Next update: [TIME]
\`\`\`

## Status message template

\`\`\`
[Title] is [Status]
Next update: [Time]
\`\`\`
`;

const NOTE = `---
title: Note
audience: desk@shop.example
subject: "{{ title }} ({{ next_update }})"
fields: [{name: title}, {name: next_update}]
---
{{ title }}, more at {{ next_update }}.
`;
const LIVE = "---\nmode: live\n---\nThe shop is shut.\n";
const DRILL = "---\nmode: drill\n---\nThe drill begins.\n";
const DECIDES = "---\nfields: [{name: end}]\n---\n{% if end == \"x\" %}X{% endif %}\n";

// A project of its own, built.
export function shop() {
  const project = mkdtempSync(join(tmpdir(), "tminus-desk-"));
  mkdirSync(join(project, "content/messages"), { recursive: true });
  const files = { "till.md": PLAN, "messages/note.md": NOTE, "messages/live.md": LIVE, "messages/drill.md": DRILL, "messages/decides.md": DECIDES };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project, "content", name), text);
  return build(project);
}

const NOW = "?now=2026-01-10T09:49:00Z";

// A page at the desk with a clipboard of its own, and what went wrong on it.
async function sit(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  // The host of the tests has no icon.
  page.on("console", (message) => message.type() === "error" && !message.location().url.endsWith("/favicon.ico") && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("dialog", (dialog) => {
    if (dialog.type() !== "confirm") wrong.push(`a dialog says ${dialog.message()}`);
    dialog.accept();
  });
  await page.addInitScript(() => {
    window.copied = [];
    const clipboard = {
      writeText: async (text) => void window.copied.push({ plain: text }),
      write: async ([item]) => {
        const read = async (type) => (await item.getType(type)).text();
        window.copied.push({ plain: await read("text/plain"), html: await read("text/html") });
      },
    };
    Object.defineProperty(Navigator.prototype, "clipboard", { get: () => clipboard });
  });
  await page.goto(url);
  const text = (id) => page.textContent(`#message-${id} pre`);
  const fill = (id, value) => page.fill(`#in-${id}`, value);
  const copy = async (id, kind = "") => {
    const before = await page.evaluate(() => window.copied.length);
    await page.click(`#message-${id} [data-copy="${kind}"]`);
    await page.waitForFunction((before) => window.copied.length > before, before, { timeout: 3000 });
    return page.evaluate(() => window.copied.at(-1));
  };
  const count = (id) => page.textContent(`#message-${id} .count-left`);
  return { page, wrong, text, fill, copy, count, close: () => context.close() };
}

// What was told and what was due, where the two differ.
const differ = (what, got, due) => (JSON.stringify(got) === JSON.stringify(due) ? [] : [`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(due)}`]);

// Filled once, all follow; open fields stay marked and counted; the values are there after a reload, until cleared.
export async function fills(browser, url) {
  const { page, wrong, text, fill, copy, count, close } = await sit(browser, url + NOW);
  const found = [];
  const ids = await page.$$eval("[id^=in-]", (all) => all.map((e) => e.id.slice(3)));
  found.push(...differ("inputs", ids, ["severity", "title", "impact", "detected", "next-update", "status"]));
  found.push(...differ("open", await count("incident-message-template"), "5 unfilled"));
  await fill("title", "Till 4 is stuck");
  await page.selectOption("#in-severity", "P0");
  await page.click("#in-detected + .btn");
  await page.click("#in-next-update + .btn");
  found.push(...differ("button", await page.textContent("#in-next-update + .btn"), "in 15 min"));
  const incident = "INCIDENT: Till 4 is stuck\nSeverity: P0\nImpact: [UNFILLED: Impact]\nDetected: 10:49\nNext update: 11:04\n";
  found.push(...differ("incident", await text("incident-message-template"), incident));
  found.push(...differ("status", await text("status-message-template"), "Till 4 is stuck is [UNFILLED: Status]\nNext update: 11:04\n"));
  found.push(...differ("note", await text("site-note"), "Till 4 is stuck, more at 11:04.\n"));
  found.push(...differ("left", [await count("incident-message-template"), await count("site-note")], ["1 unfilled", "complete"]));
  found.push(...differ("copy", await copy("incident-message-template"), { plain: incident }));
  await page.click("#message-incident-message-template .count-left");
  found.push(...differ("focus", await page.evaluate(() => document.activeElement.id), "in-impact"));
  await page.reload();
  found.push(...differ("kept", await page.inputValue("#in-title"), "Till 4 is stuck"));
  found.push(...differ("kept text", await text("incident-message-template"), incident));
  await page.click("[data-clear]");
  found.push(...differ("cleared", await count("incident-message-template"), "5 unfilled"));
  await page.reload();
  found.push(...differ("cleared for good", await page.inputValue("#in-title"), ""));
  await close();
  return [...found, ...wrong];
}

// The hero says when people hear again, so long after the last copy as the plan says.
export async function clock(browser, url) {
  const { page, wrong, copy, close } = await sit(browser, url + NOW);
  const found = [];
  const hero = async () => (await page.textContent(".hero")).replace(/\s+/g, " ").trim();
  if (!(await hero()).includes("fields to fill")) found.push(`before anything was sent the hero says ${await hero()}`);
  await page.selectOption("#in-severity", "P0");
  await copy("status-message-template");
  found.push(...differ("due", await hero(), "11:04next update is due, in 15 min. P0 every 15 min; last: Status message template, 10:49"));
  for (const [at, when] of [["09:51", "due, in 13 min"], ["10:04", "due now"], ["10:09", "5 min late"]]) {
    await page.goto(`${url}?now=2026-01-10T${at}:00Z`);
    if (!(await hero()).startsWith(`11:04next update is ${when}.`)) found.push(`at ${at} the hero says ${await hero()}`);
  }
  await page.selectOption("#in-severity", "P1");
  if (!(await hero()).startsWith("12:49")) found.push(`at P1 the hero says ${await hero()}`);
  await close();
  return [...found, ...wrong];
}

// A rehearsal says so in every text, subject, copy and mail; what is for the one mode alone cannot be sent in the other.
export async function rehearsal(browser, url) {
  const { page, wrong, text, fill, copy, close } = await sit(browser, url + NOW);
  const found = [];
  const line = "REHEARSAL: this is an exercise.";
  const open = async () => page.$$eval(".message:not([data-command])", (all) => all.filter((e) => e.querySelector(".btns").checkVisibility()).map((e) => e.id.replace("message-", "")));
  found.push(...differ("in earnest", await open(), ["incident-message-template", "status-message-template", "site-live", "site-note"]));
  await page.check("[data-rehearse]");
  await fill("title", "Stuck");
  found.push(...differ("in a rehearsal", await open(), ["incident-message-template", "status-message-template", "site-drill", "site-note"]));
  for (const id of ["incident-message-template", "status-message-template", "site-drill", "site-note", "site-live"]) {
    if (!(await text(id)).startsWith(`${line}\n\n`)) found.push(`${id} does not begin with the line`);
  }
  const chat = await copy("site-note", "chat");
  found.push(...differ("chat", chat.plain, `${line} Stuck ([UNFILLED: next_update])\n\n${line}\n\nStuck, more at [UNFILLED: next_update].\n`));
  const mail = new URL(await page.getAttribute("#message-site-note [data-mail]", "href"));
  found.push(...differ("subject", mail.searchParams.get("subject"), `${line} Stuck ([UNFILLED: next_update])`));
  if (!mail.searchParams.get("body").startsWith(line)) found.push("the mail does not begin with the line");
  const dashed = await page.$eval(".message", (e) => getComputedStyle(e).borderTopStyle);
  found.push(...differ("frame", dashed, "dashed"));
  await page.reload();
  found.push(...differ("kept", await page.isChecked("[data-rehearse]"), true));
  // A run of the plan knows better than the switch.
  const run = async (kind) => {
    await page.goto(url.replace("messages.html", "run.html") + NOW);
    await page.check(`#startrun [value=${kind}]`);
    await page.fill("#startrun [name=name]", "CHG-1");
    await page.fill("#startrun [name=by]", "MK");
    await page.click("#startrun button");
    await page.waitForSelector(".strip .tape");
    await page.goto(url + NOW);
  };
  await run("live");
  found.push(...differ("live run", [await page.isChecked("[data-rehearse]"), (await text("site-note")).startsWith(line)], [false, false]));
  await page.goto(url.replace("messages.html", "run.html") + NOW);
  await page.click("[data-do=aside]");
  await run("rehearsal");
  found.push(...differ("rehearsal run", [await page.isDisabled("[data-rehearse]"), (await text("site-note")).startsWith(line)], [true, true]));
  await close();
  return [...found, ...wrong];
}

const HOSTILE = [
  "<img src=x onerror=alert(1)>",
  "</pre><script>alert(1)</script>",
  "\"><svg onload=alert(1)>",
  "=cmd|' /C calc'!A0",
  "*bold* _it_ [x](javascript:alert(1)) `x`",
  "a\nBcc: all@shop.example\n\nbody",
  "{{ title }} {% if %} ${alert(1)}",
  "\u2028Bcc: x",
  "&body=x&cc=all@shop.example?subject=y#z %0d%0aBcc: x",
];

// Values are text: in the page, in the copy, in the mail.
export async function hostile(browser, url) {
  const { page, wrong, text, fill, copy, close } = await sit(browser, url + NOW);
  const found = [];
  const tags = () => page.$$eval(".message *, form *", (all) => all.map((e) => e.tagName).join());
  const before = await tags();
  // An editor that takes formatted text, without a policy of ours.
  const editor = await browser.newPage();
  for (const value of HOSTILE) {
    await fill("title", value);
    found.push(...differ("text", await text("site-note"), `${value}, more at [UNFILLED: next_update].\n`));
    found.push(...differ("copy", (await copy("site-note")).plain, `${value}, more at [UNFILLED: next_update].\n`));
    const { html, plain } = await copy("site-note", "chat");
    const shown = await editor.evaluate((html) => {
      const parsed = new DOMParser().parseFromString(html, "text/html");
      return [[...new Set([...parsed.body.querySelectorAll("*")].map((e) => e.tagName))].sort().join(), parsed.body.textContent];
    }, html);
    found.push(...differ("tags of the chat copy", shown[0], "BR,DIV"), ...differ("words of the chat copy", shown[1], plain.replace(/\n/g, "")));
    const href = await page.getAttribute("#message-site-note [data-mail]", "href");
    const mail = new URL(href);
    found.push(...differ("to", mail.pathname, "desk@shop.example"));
    found.push(...differ("keys of the mail", [...mail.searchParams.keys()], ["subject", "body"]));
    if (/%0[ad]/i.test(href.split("&body=")[0].replace(/%25/g, ""))) found.push(`a line end in the subject: ${href}`);
  }
  await editor.close();
  found.push(...differ("elements", await tags(), before));
  await page.reload();
  found.push(...differ("elements after a reload", await tags(), before));
  // What others put into the store is text as well, or nothing.
  for (const bad of ["{", "null", "[]", "{\"values\":7}", "{\"values\":{\"title\":{\"a\":1},\"severity\":\"P9\"},\"last\":{\"title\":\"<b>\"}}"]) {
    await page.evaluate((bad) => tminus.store.set("desk/till", bad), bad);
    await page.reload();
    found.push(...differ(`elements with ${bad}`, await tags(), before));
  }
  await fill("title", "long ".repeat(500));
  found.push(...differ("a long mail", [await page.isVisible("#message-site-note [data-mail]"), await page.isVisible("#message-site-note .btns span")], [false, true]));
  await close();
  return [...found, ...wrong];
}

// Two tabs of one desk show the same; a browser that keeps nothing says so and works.
export async function keeps(browser, url) {
  const { page, wrong, close } = await sit(browser, url + NOW);
  const found = [];
  const other = await page.context().newPage();
  await other.goto(url + NOW);
  await page.fill("#in-title", "Stuck");
  await other.waitForFunction(() => document.querySelector("#in-title").value === "Stuck", null, { timeout: 3000 }).catch(() => found.push("the other tab does not follow"));
  await close();
  const off = await sit(browser, url);
  await off.page.addInitScript(() => Object.defineProperty(window, "localStorage", { get: () => { throw new Error("off"); } }));
  await off.page.goto(url);
  await off.fill("title", "Stuck");
  if (!(await off.text("site-note")).startsWith("Stuck")) found.push("without a store the desk does not work");
  if (!(await off.page.textContent(".foot .label")).includes("Not kept")) found.push("without a store nothing says so");
  await off.close();
  return [...found, ...wrong, ...off.wrong];
}

// Without scripts: texts with their fields marked, no control that does nothing, a list to fill in by hand.
export async function bare(browser, site) {
  const { page, wrong, text, close } = await sit(browser, address(site, "till/messages.html"), { javaScriptEnabled: false });
  const found = differ("text", await text("status-message-template"), "[Title] is [Status]\nNext update: [Time]\n");
  const shown = await page.$$eval("button, input, select, textarea, form", (all) => all.filter((e) => e.checkVisibility()).length);
  found.push(...differ("controls", shown, 0));
  found.push(...differ("rows", await page.$$eval(".fieldlist tbody tr", (all) => all.filter((e) => e.checkVisibility()).length), 6));
  await close();
  return [...found, ...wrong];
}

// In a rehearsal and on a phone too: nothing sticks out, and axe has nothing to say.
export async function seen(browser, site) {
  const found = [];
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [320, 390, 1440, 3840]) {
      const { page, wrong, close } = await sit(browser, address(site, "till/messages.html") + NOW, { viewport: { width, height: 844 }, colorScheme });
      await page.fill("#in-title", "x".repeat(300));
      await page.check("[data-rehearse]");
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) found.push(`${width} px: ${over} px too wide`);
      // What axe itself does is no matter of the page.
      found.push(...wrong.splice(0));
      await page.evaluate(unstick);
      if (width === 390 || width === 1440) found.push(...(await axe(page)).map((f) => `${colorScheme} ${width}: ${f}`));
      await close();
    }
  }
  return found;
}

// The same desk over http.
export async function overHttp(browser, site) {
  const server = await host(site);
  const found = await fills(browser, `${server.origin}till/messages.html`);
  server.close();
  return found;
}

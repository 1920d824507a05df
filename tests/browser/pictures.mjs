// Pictures as the browser draws them: their words stand apart and inside, whatever the font. The layout is worked out at
// build time with widths of letters; here the letters themselves are measured.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { address, binary } from "./sites.mjs";

const PAGES = ["index.html", "timeline.html", "rollback.html", "escalation.html", "scenarios.html"];
const LARGEST = 250_000;

const TITLES = {
  de: ["Datenbankmigrationsvorbereitung", "Abnahme durch die Fachabteilung", "Umschaltung des Zahlungsverkehrs", "Rückmeldung"],
  fr: ["Préparation de l’environnement de secours", "Mise en production", "Vérification des sauvegardes", "Clôture"],
  es: ["Comprobación de los servicios críticos", "Puesta en marcha", "Seguimiento intensivo", "Cierre"],
  ja: ["本番環境への切り替え準備", "データ移行", "監視と確認", "完了報告"],
};

const front = (more = "") => `---\nkind: cutover\nstatus: draft\nlanguage: en\n${more}---\n\n`;
const tasks = (count) => Array.from({ length: count }, (_, at) => `- [ ] Task ${at + 1}: check what was done before and write it down\n`).join("");

// Fifteen phases of fifteen tasks in the hours round T-0, with gates, ways back and messages.
function full(titles) {
  let text = `${front('t_zero: "2026-03-01 22:00"\ntime_zone: Europe/Berlin\n')}# Cutover of everything\n\nMoves it all in one night.\n\n`;
  for (let at = 0; at < 15; at += 1) {
    const when = at < 4 ? `T-${14 - 3 * at} days` : `Day 0 - Hours ${at - 4}-${at - 3}`;
    text += `## Phase ${at + 1}: ${titles[at % titles.length]} ${at + 1} (${when})\n\n### ${at + 1}.1 Work\n\n${tasks(15)}\n`;
    if (at > 3) text += `**Success Criteria:**\n\n- Done\n- Seen by two\n\n**Rollback Point ${at - 3}**: If it fails, go back to the state before ${titles[at % titles.length]}\n\n`;
  }
  text += "## Communication\n\n| When | What | Audience |\n|---|---|---|\n";
  for (let at = 0; at < 20; at += 1) text += `| T+${at} hours | ${titles[at % titles.length]} | all |\n`;
  return text;
}

const TREE = "```\nAlarm\n    ↓\n    Is it urgent and can nobody wait until the morning? (fire, flood, loss of data)\n    ├─ YES → Leave the building at once and count everybody (2 minutes)\n    │         • take the stairs\n    │         • Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen\n    └─ NO → 待機して状況を確認する (30 minutes)\n```\n";

const levels = (count) => Array.from({ length: count }, (_, at) => `### P${at} - Level ${at} (Response: ${at ? `${at * 30} minutes` : "immediate"})\n\n- Orders are lost in region ${at}\n- Nobody can sign in\n\n`).join("");

export const PLANS = {
  german: full(TITLES.de),
  french: full(TITLES.fr),
  spanish: full(TITLES.es),
  japanese: full(TITLES.ja),
  days: `${front()}# Days only\n\n${[-9, -7, -3, -1, 0, 1, 2, 9].map((day) => `## ${day < 0 ? `T${day} days` : day ? `T+${day} days` : "T-0"}: Part of day ${day}\n\n- [ ] a\n\n`).join("")}`,
  clocks: `${front()}# Clocks only\n\n## Run\n\n| Time | What |\n|---|---|\n${Array.from({ length: 14 }, (_, at) => `| ${String(8 + Math.floor(at / 2)).padStart(2, "0")}:${at % 2 ? "30" : "00"} | ${TITLES.de[at % 4]} |\n`).join("")}`,
  timeless: `${front()}# No times\n\n## Phase 1: Before\n\n- [ ] a\n\n## Phase 2: After\n\n- [ ] b\n`,
  empty: front(),
  line: "# One line\n",
  long: `${front()}# ${"A title of three hundred letters that somebody wrote in a hurry and nobody cut ".repeat(4).slice(0, 300)}\n\n## Phase 1: Go (T-0)\n\n- [ ] a\n`,
  tree: `${front()}# Trees\n\n## Rollback\n\n### Decision tree\n\n${TREE}\n## Alarms\n\n### Decision: stay or go\n\n${TREE}`,
  two: `${front()}# Two levels\n\n## Escalation\n\n${levels(2)}`,
  six: `${front()}# Six levels\n\n## Escalation\n\n${levels(6)}`,
  risks: `${front()}# Risks\n\n## Risks\n\n| Risk | Probability | Impact | Mitigation |\n|---|---|---|---|\n| ${"A".repeat(60)} | 4 | 5 | x |\n| Late | 1 | 2 | x |\n| Odd | ? | 3 | x |\n`,
  order: `${front()}# Order\n\n${Array.from({ length: 8 }, (_, at) => `## Phase ${at + 1}: ${TITLES.fr[at % 4]}\n\n- [ ] a\n\n`).join("")}## Overview\n\n| Phase | Dependencies |\n|---|---|\n${[[2, "Phase 1"], [3, "Phase 1"], [4, "Phase 2, Phase 3"], [5, "Phase 1"], [6, "Phase 4, Phase 5"], [7, "Phase 8"], [8, "Phase 6"]].map(([phase, needs]) => `| Phase ${phase} | ${needs} |\n`).join("")}`,
};

// A site of the plans that are made here.
export function made() {
  const folder = mkdtempSync(join(tmpdir(), "tminus-pictures-"));
  mkdirSync(join(folder, "content"));
  writeFileSync(join(folder, "book.toml"), '[book]\ntitle = "Pictures"\nlanguage = "en"\n');
  for (const [name, text] of Object.entries(PLANS)) writeFileSync(join(folder, "content", `${name}.md`), text);
  const root = join(folder, "site");
  execFileSync(binary, ["build", folder, "--dest-dir", root], { stdio: ["ignore", "ignore", "pipe"] });
  return { root, plans: Object.keys(PLANS) };
}

// Words that touch each other, the upright of T-0 or the edge.
const measure = () => {
  const found = [];
  for (const svg of document.querySelectorAll(".picture svg, svg.tree")) {
    if (!svg.checkVisibility()) continue;
    const { width, height } = svg.viewBox.baseVal;
    const words = [...svg.querySelectorAll("text")].map((text) => ({ said: text.textContent, box: text.getBBox() }));
    const say = ({ said, box }) => `"${said}" at ${Math.round(box.x)},${Math.round(box.y)}`;
    // The box of a font is higher than its letters; what counts is where letters are.
    const inner = ({ x, y, width: w, height: h }) => ({ left: x, right: x + w, top: y + h * 0.2, end: y + h * 0.85 });
    words.forEach((word, at) => {
      const a = inner(word.box);
      if (a.left < -1 || a.right > width + 1 || a.top < -1 || a.end > height + 1) found.push(`${say(word)} leaves ${width} by ${height}`);
      for (const other of words.slice(at + 1)) {
        const b = inner(other.box);
        if (a.left < b.right && b.left < a.right && a.top < b.end && b.top < a.end) found.push(`${say(word)} touches ${say(other)}`);
      }
    });
    const zero = svg.querySelector(".zero")?.getBBox();
    for (const word of zero ? words : []) {
      const box = word.box;
      if (box.x < zero.x && box.x + box.width > zero.x) found.push(`${say(word)} crosses the upright of T-0`);
    }
    // A word in a box stays in its box.
    for (const bar of svg.querySelectorAll(".tree rect, [aria-labelledby^=order] rect")) {
      const box = bar.getBBox();
      for (const word of words) {
        const { x, y, width: w } = word.box;
        const inside = x >= box.x && x <= box.x + box.width && y >= box.y - 4 && y <= box.y + box.height - 8;
        if (inside && x + w > box.x + box.width) found.push(`${say(word)} leaves its box`);
      }
    }
  }
  return found;
};

// Findings on the pictures of a plan.
export async function words(browser, site, plan) {
  const found = [];
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  for (const name of PAGES) {
    const path = `${plan}/${name}`;
    const size = statSync(join(site.root, path)).size;
    if (size > LARGEST) found.push(`${path} has ${size} bytes`);
    for (const width of [1440, 1160, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(address(site, path));
      for (const finding of await page.evaluate(measure)) found.push(`${path}, ${width} px: ${finding}`);
    }
  }
  await page.close();
  return found;
}

// Which of the plans have which picture, and what stands there for those who do not see it.
export async function kinds(browser, site) {
  const found = [];
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const count = async (path, query) => {
    await page.goto(address(site, path));
    return page.locator(query).count();
  };
  const due = [
    ["german/index.html", ".picture svg[data-scale]", 1],
    ["german/index.html", ".picture .back", 1],
    ["german/index.html", ".narrow .tline > li", 40],
    ["days/timeline.html", ".picture svg", 1],
    ["clocks/timeline.html", ".picture svg", 1],
    ["timeless/index.html", ".picture", 0],
    ["line/timeline.html", ".picture", 0],
    ["order/index.html", ".picture svg[aria-labelledby^=order]", 1],
    ["order/timeline.html", ".picture .last", 1],
    ["tree/rollback.html", ".decide", 1],
    ["tree/scenarios.html", ".decide", 1],
    ["two/escalation.html", ".matrix tbody tr", 2],
    ["six/escalation.html", ".matrix tbody tr", 6],
    ["risks/risks.html", ".grid td li", 2],
  ];
  for (const [path, query, least] of due) {
    const here = await count(path, query);
    if (least === 0 ? here > 0 : here < least) found.push(`${path}: ${here} of ${query}, not ${least}`);
  }
  await page.close();
  return found;
}

// The count and the upright of now stand where the clock is.
export async function now(browser, site) {
  const found = [];
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  // T-0 is 22:00 in Berlin, 21:00 in UTC.
  for (const [clock, count] of [["2026-03-01T19:30:00Z", "T\u22121:30"], ["2026-03-01T23:15:00Z", "T+2:15"]]) {
    await page.goto(`${address(site, "german/index.html")}?now=${clock}`);
    for (const query of [".strip .count time", ".hero time", ".picture .onnow"]) {
      const said = await page.locator(query).textContent();
      if (said !== count) found.push(`${query} says ${said} at ${clock}`);
    }
    const [now, zero] = await page.evaluate(() => [".here .now", ".zero"].map((query) => document.querySelector(`.picture ${query}`).getBBox().x));
    if (clock < "2026-03-01T21" ? now >= zero : now <= zero) found.push(`now at ${now}, T-0 at ${zero}, ${clock}`);
  }
  await page.goto(`${address(site, "german/index.html")}?now=2027-01-01T00:00:00Z`);
  if ((await page.locator(".picture .here").count()) > 0) found.push("now is drawn outside of the scale");
  await page.close();
  return found;
}

// The facts of a plan and its door stand within one screen.
export async function oneScreen(browser, site, plan) {
  const found = [];
  for (const [width, height] of [[1440, 900], [390, 844]]) {
    const page = await browser.newPage({ viewport: { width, height } });
    await page.goto(address(site, `${plan}/index.html`));
    const [facts, door] = await page.evaluate(() => [document.querySelector(".facts"), document.querySelector(".door")].map((e) => e.getBoundingClientRect()));
    // What blocks a plan stands above all else and may need more than a screen.
    const stopped = await page.evaluate(() => document.querySelector(".stopped")?.getBoundingClientRect().height ?? 0);
    if (facts.bottom - stopped > door.top) found.push(`${plan}: at ${width} by ${height} the facts end at ${Math.round(facts.bottom)}, the door begins at ${Math.round(door.top)}`);
    await page.close();
  }
  return found;
}

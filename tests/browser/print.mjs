// What holds on paper: the tasks are readable text, and no row of a checklist is cut by the end of a page.

import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { address, text } from "./sites.mjs";

const ROWS = ".item:not(.colhead) .line, li.task";

// Without blanks and soft hyphens: paper breaks lines where it likes.
const bare = (text) => text.normalize("NFKC").replace(/[\s\u00ad\u200b]+/g, "");

// The words of rows that are on paper; those for screen readers alone are not.
const seen = (rows) =>
  rows.map((row) => {
    const walk = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    let text = "";
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const box = node.parentElement.getBoundingClientRect();
      if (box.width > 1 && box.height > 1) text += `${node.data} `;
    }
    return text;
  });

export async function pdf(browser, site, path, format) {
  const context = await browser.newContext({ colorScheme: "dark" });
  const page = await context.newPage();
  await page.goto(address(site, path));
  await page.emulateMedia({ media: "print" });
  const rows = await page.locator(ROWS).evaluateAll(seen);
  const file = join(mkdtempSync(join(tmpdir(), "tminus-print-")), "page.pdf");
  writeFileSync(file, await page.pdf({ format, preferCSSPageSize: true }));
  await context.close();
  const text = execFileSync("pdftotext", ["-q", "-raw", "-enc", "UTF-8", file, "-"], { maxBuffer: 1 << 28 }).toString();
  return { rows, pages: text.split("\f").map(bare), file };
}

// Findings on the printed checklist at `path`; `tasks` is how many it has at least.
export async function checklist(browser, site, path, tasks) {
  const found = [];
  for (const format of ["A4", "Letter"]) {
    const { rows, pages } = await pdf(browser, site, path, format);
    if (rows.length < tasks) found.push(`${format}: ${rows.length} rows for ${tasks} tasks`);
    const whole = pages.join("");
    for (const row of rows) {
      const text = bare(row);
      if (pages.some((page) => page.includes(text))) continue;
      found.push(`${format}: ${whole.includes(text) ? "cut by the end of a page" : "not readable"}: ${row.replace(/\s+/g, " ").slice(0, 100)}`);
    }
  }
  return found;
}

// Every page prints: some text, and each page of paper says in its margin which plan, revision and page it is.
export async function prints(browser, site, path, of = planOf(site, path)) {
  const found = [];
  const { pages } = await pdf(browser, site, path, "A4");
  if (pages.join("").length < 20) found.push("prints nothing");
  const papers = pages.filter((page) => page.length > 0);
  papers.forEach((page, at) => {
    if (of && !page.includes(bare(of))) found.push(`page ${at + 1} does not say ${of}`);
    if (!page.includes(`${at + 1}/${papers.length}`)) found.push(`page ${at + 1} has no number`);
  });
  return found;
}

// `CRM revision 7`, of pages that belong to a plan.
function planOf(site, path) {
  const [, code, revision] = /data-plan="([^"]+)".*data-revision="(\d+)"/.exec(text(site, path)) ?? [];
  return code ? `${code} revision ${revision}` : "";
}

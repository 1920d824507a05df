// A plan past its review says so in the reader's browser, on every page of it, and not before that day.

import { join } from "node:path";
import { address, build, repository } from "./sites.mjs";

export async function passed(browser) {
  const site = build(join(repository, "tests/bad_inputs/f24_review_date_passed"));
  const found = [];
  const page = await browser.newPage();
  for (const [now, due] of [["2001-02-02T12:00:00Z", false], ["2001-02-03T12:00:00Z", true], ["2026-03-01T12:00:00Z", true]]) {
    for (const path of ["plan/index.html", "plan/checklist.html"]) {
      await page.goto(`${address(site, path)}?now=${now}`);
      const shown = await page.locator("[data-review]").isVisible();
      if (shown !== due) found.push(`${path} at ${now}: ${shown ? "shown" : "not shown"}`);
    }
  }
  await page.goto(`${address(site, "index.html")}?now=2026-03-01T12:00:00Z`);
  if (await page.locator("[data-review]").count()) found.push("the home page speaks of a review");
  await page.close();
  return found;
}

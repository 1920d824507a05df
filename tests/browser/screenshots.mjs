// Takes the screenshots of README.md from this repository's own site: `node tests/browser/screenshots.mjs`.

import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch } from "./chromium.mjs";
import { address, build, repository } from "./sites.mjs";

const SHOTS = [
  { name: "overview", page: "churn-saver-rollout/index.html", width: 1440, height: 900 },
  { name: "phase-phone-dark", page: "churn-saver-rollout/phase/phase-2.html", width: 390, height: 844, colorScheme: "dark" },
  { name: "escalation", page: "churn-saver-rollout/escalation.html", width: 1920, height: 1080 },
  { name: "messages", page: "churn-saver-rollout/messages.html", width: 1440, height: 900 },
  { name: "gates", page: "sms-campaign-cutover/gates.html", width: 1440, height: 900 },
];

const folder = process.argv[2] ?? join(repository, "docs/screenshots");
mkdirSync(folder, { recursive: true });
const site = build(".");
const browser = await launch();
for (const shot of SHOTS) {
  if (!existsSync(join(site.root, shot.page))) throw new Error(`no page ${shot.page}`);
  const context = await browser.newContext({
    viewport: { width: shot.width, height: shot.height },
    colorScheme: shot.colorScheme ?? "light",
  });
  const page = await context.newPage();
  await page.goto(address(site, shot.page));
  await page.screenshot({ path: join(folder, `${shot.name}.png`) });
  await context.close();
  console.log(`${shot.name}.png`);
}
await browser.close();

// Debian's Chromium, without a sandbox (tests run as root in containers) and without anything that asks the network.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const FLAGS = [
  "--no-sandbox",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-gpu",
  "--font-render-hinting=none",
];

// Each launch has a temporary profile of its own.
export function launch() {
  const executablePath = PLACES.find((place) => place && existsSync(place));
  if (!executablePath) throw new Error("no Chromium found; CHROMIUM=/path/to/it names one");
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}

// The scripts of a run, in the smallest page that they work in, tried with what others hand over: files, links, what a store
// holds. `tests/fuzz/targets/run_import.rs` sends inputs, a line of JSON each, and reads what broke from the answers.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import vm from "node:vm";

const SCRIPTS = ["core", "clock", "run/store", "run/run", "run/export", "run/handover", "run/take"];
const PLAN = { plan: "DSK", folder: "desk", title: "Desk move", revision: "3", digest: "9C41E7D206AF3B58", zero: "2026-11-28T21:00:00Z", zone: "Europe/Berlin" };
const TASKS = {
  groups: [["Pack", "desk/pack.html"], ["Carry", ""]],
  roles: ["", "Desk"],
  tasks: [["7F3K", "0123456789ab", "Fold the linen", 0, 0, 0], ["A2A2", "aa11bb22cc33", "Ring the warden", 0, 1, 8], ["C4C4", "aa11bb22cc34", "Carry", 1, 1, 2]],
  gates: [["D5D5", "aa11bb22cc35", "Go?", 0, 1, [0], [1]]],
};

// An element that takes everything and shows nothing.
const element = (tag = "") => {
  const listeners = {};
  const made = {
    tag, children: [], attributes: {}, dataset: {}, classList: { add() {}, remove() {}, toggle() {} }, style: { setProperty() {} },
    append(...more) { made.children.push(...more); },
    after() {}, remove() {}, click() {}, scrollIntoView() {}, focus() {},
    replaceChildren(...more) { made.children = more; },
    setAttribute(name, value) { made.attributes[name] = `${value}`; },
    addEventListener(name, what) { listeners[name] = what; },
    fire: (name, event = { preventDefault() {} }) => listeners[name]?.(event),
    querySelector: () => element(), querySelectorAll: () => [],
  };
  return made;
};

const page = () => {
  const kept = new Map();
  const localStorage = {
    get length() { return kept.size; },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, `${value}`),
    removeItem: (key) => void kept.delete(key),
  };
  const shown = element();
  const document = Object.assign(element(), {
    documentElement: Object.assign(element(), { dataset: { page: "phase", site: "s" } }),
    body: Object.assign(element(), { dataset: PLAN }),
    head: element(), title: "", visibilityState: "visible",
    createElement: element, getElementById: () => element(), dispatchEvent() {},
    querySelector: (query) => (query === ".taken" ? shown : element()), querySelectorAll: () => [],
  });
  class Page { constructor(parts) { Object.assign(this, parts); } }
  const window = new Page({
    document, localStorage, location: { hash: "", href: "http://r.example/desk/run.html", pathname: "/desk/run.html", search: "" }, history: { replaceState() {} },
    Intl, URL, URLSearchParams, TextEncoder, TextDecoder, atob, btoa, Event: class { constructor(type) { this.type = type; } }, FormData: class { get() { return "0"; } *[Symbol.iterator]() {} },
    addEventListener() {}, setTimeout: () => 0, setInterval: () => 0, clearTimeout() {}, matchMedia: () => ({ matches: false, addEventListener() {} }), console, navigator: {},
  });
  window.window = window;
  const context = vm.createContext(window);
  const bundle = SCRIPTS.map((name) => `{\n${readFileSync(`assets/js/${name}.js`, "utf8")}\n}`).join("\n");
  // What is inside of a block is not seen from outside, so the way in is put into the last one.
  const way = "tminus.taking = { read, merge, offer, take };\n}";
  vm.runInContext(`const tminus = {};\n${bundle.replace(/\}$/, way)}\nglobalThis.tminus = tminus;`, context);
  context.tminus.data("tasks/DSK", TASKS);
  return { tminus: context.tminus, kept, shown, element };
};

const { tminus, kept, shown } = page();
const { run, runs } = tminus;
const MINE = { id: "mine123", kind: "rehearsal", name: "Mine", by: "AO", zero: "2026-11-28T21:00:00.000Z", started: "2026-11-28T20:00:00.000Z", ended: "", revision: 3, digest: PLAN.digest };
const data = await runs.data("desk", PLAN.digest, "DSK");
run.data = data;

class Broken extends Error {}
const law = (name, is, told) => {
  if (!is) throw Object.assign(new Broken(told), { law: name });
};
const texts = (node) => (typeof node === "string" ? [node] : [node.tag, ...Object.values(node.attributes ?? {}), ...(node.children ?? []).flatMap(texts)]);
const buttons = (node) => (typeof node === "object" ? [...(node.tag === "button" ? [node] : []), ...(node.children ?? []).flatMap(buttons)] : []);
const store = () => JSON.stringify([...kept]);
const plain = (value) => JSON.stringify(value?.all ? { ...value, all: [...value.all] } : value);

// The browser as it was before: a run of one's own with two ticks.
const begin = () => {
  kept.clear();
  runs.write([{ state: "done", time: "2026-11-28T20:10:00.000Z", initials: "AO", digest: "0123456789ab" }], "DSK", MINE.id, "DSK-7F3K");
  runs.write([{ state: "failed", time: "2026-11-28T20:20:00.000Z", initials: "AO", digest: "aa11bb22cc33", reason: "=nobody|there" }], "DSK", MINE.id, "DSK-A2A2");
  run.begin(MINE);
  shown.replaceChildren();
};

// What was taken apart is whole: only known states, real times, texts of a length.
const sound = ({ meta, all }) => {
  law("a run has a name and a start", meta.name && typeof meta.id === "string" && runs.iso(meta.started) === meta.started && ["live", "rehearsal"].includes(meta.kind), plain(meta));
  for (const [code, entries] of all) {
    law("codes are codes", typeof code === "string" && /^[A-Z0-9.-]{3,24}$/.test(code), code);
    for (const entry of entries) {
      law("states are known", typeof entry.state === "string" && Object.hasOwn(runs.WORDS, entry.state), plain(entry));
      law("times are times", runs.iso(entry.time) === entry.time, plain(entry));
      law("texts are texts of a length", Object.entries(entry).every(([key, value]) => key === "boxes" || (typeof value === "string" && value.length <= 500)), plain(entry));
    }
  }
};

// Written out and read again it is the same, in all forms.
const written = (traits) => {
  const before = { meta: run.meta, all: run.all };
  const json = runs.json();
  const again = runs.fromJson(json);
  law("what is exported can be imported", !again.no, `${again.no} ${json}`);
  const filled = new Map([...before.all].filter(([, entries]) => entries.length));
  law("what is exported is imported as it was", plain([...again.all].sort()) === plain([...filled].sort()), `${plain(again)} is not ${plain(before)}`);
  const rows = runs.csv().trimEnd().split("\r\n");
  law("no cell is a formula", !rows.some((row) => /(^|,)"[=+@-]/.test(row)), rows.join("\n"));
  const tasks = runs.markdown().split("\n").filter((line) => line.startsWith("- ["));
  law("a line a task", tasks.length >= data.tasks.length && runs.markdown().split("\n").every((line) => !/^\s*<|^#/.test(line)), runs.markdown());
  const { fragment, left } = runs.pack();
  const other = runs.unpack(fragment, data);
  law("a link can be taken", !other.no, `${other.no} ${fragment}`);
  // Answers to other words than those of the plan do not go into a link.
  for (const task of data.work) {
    const [mine, theirs] = [run.state(task).e, other.all.get(task.code)?.at(-1)];
    law("a link keeps the states", mine?.state === theirs?.state, `${task.code}: ${plain(mine)} is not ${plain(theirs)}`);
  }
  traits.push(`left ${Math.min(left, 3)}`);
};

const tried = async (text) => {
  const traits = [];
  begin();
  const before = store();
  // The bits of a link are seldom right by chance: a line `link!` is given the check sum that belongs to it.
  const found = text.startsWith("#run=") ? runs.unpack(text, data) : text.startsWith("#sum=") ? runs.unpack(summed(text), data) : runs.fromJson(text);
  const again = text.startsWith("#run=") ? runs.unpack(text, data) : text.startsWith("#sum=") ? runs.unpack(summed(text), data) : runs.fromJson(text);
  law("read twice it is the same", plain(found) === plain(again), `${plain(found)} is not ${plain(again)}`);
  traits.push(found.no ? found.no.replace(/run of .*/, "").slice(0, 40) : "read");
  if (!found.no) sound(found);
  await tminus.taking.read([found]);
  law("nothing is taken before it was agreed to", store() === before, store());
  const said = shown.children.flatMap(texts);
  law("what is shown is words", said.every((word) => typeof word !== "string" || word.length < 2000), said.join("|"));
  law("nothing is shown that is not known", !said.some((word) => /\bundefined\b|\bNaN\b|\[object/.test(`${word}`)), said.join("|"));
  if (found.no) return traits;
  for (const [code, entries] of found.all) traits.push(`${data.known.has(code)} ${Math.min(entries.length, 3)} ${entries.at(-1)?.state}`);
  const choices = buttons({ tag: "", children: shown.children });
  for (const choice of choices.filter(({ children }) => !children.includes("Leave it"))) {
    begin();
    traits.push(`${choice.children}`.split(" ", 2).join(" "));
    choice.fire("click");
    const form = shown.children.find(({ tag }) => tag === "form");
    if (form) form.fire("submit");
    const own = runs.all("DSK", MINE.id);
    for (const [code, state] of [["DSK-7F3K", "done"], ["DSK-A2A2", "failed"]]) {
      // Taken over a run of the same name, it stands in its place; that is what the button says.
      const kept = own.get(code)?.some((entry) => entry.state === state && entry.initials === "AO");
      law("no tick of one's own is lost", kept || found.meta.id === MINE.id, `${code} ${plain([...own])}`);
    }
    written(traits);
  }
  return traits;
};

const summed = (text) => {
  const bytes = Uint8Array.from(atob(text.slice(5).replace(/[^A-Za-z0-9_-]/g, "").replace(/[-_]/g, (c) => (c === "-" ? "+" : "/")).replace(/^(?:(?:.{4})*.)$/, (all) => all.slice(1))), (c) => c.charCodeAt(0)).subarray(2);
  const sum = bytes.reduce((sum, byte) => (sum * 31 + byte) % 65521, 7);
  return `#run=${btoa(String.fromCharCode(sum >> 8, sum & 255, ...bytes)).replace(/[+/=]/g, (c) => ({ "+": "-", "/": "_" })[c] ?? "")}`;
};

process.on("unhandledRejection", (error) => { throw error; });
for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = { traits: await tried(JSON.parse(line)) };
  } catch (error) {
    answer = { law: error.law ?? `throws nothing: ${`${error.stack}`.match(/(evalmachine[^)\n]*|run_import.mjs[^)\n]*)/)?.[1] ?? ""}`, told: `${error.message}` };
  }
  // Half a letter is no text; who reads this takes none.
  process.stdout.write(`${JSON.stringify(answer, (key, value) => (typeof value === "string" ? value.toWellFormed() : value))}\n`);
}

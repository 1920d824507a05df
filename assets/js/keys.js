// The keyboard: single keys that go places, and the help that lists those which work on the page.
//
// Nothing happens while somebody types, with Ctrl, Alt or Meta, or when they are switched off (WCAG 2.1.4).
const { all, one, make } = tminus;
const SWITCH = "keys";
const on = () => tminus.store.get(SWITCH) !== "off";

const tabs = () => all(".tabs [data-key]");
const seen = (element) => element && element.checkVisibility?.() !== false && !element.disabled;
// The box of each row to tick; of a choice, its first answer.
const boxes = () => all("[data-code]").map((row) => one("input", row)).filter(seen);

// The next box, or the one before: from the focus, or from what is on the screen.
const walk = (step) => {
  const list = boxes();
  if (list.length === 0) return;
  const row = document.activeElement?.closest("[data-code]");
  const at = list.findIndex((box) => box.closest("[data-code]") === row);
  const first = list.findIndex((box) => box.getBoundingClientRect().top > 60);
  const to = at < 0 ? (first < 0 ? list.length - 1 : first) : Math.min(list.length - 1, Math.max(0, at + step));
  list[to].focus({ preventScroll: true });
  list[to].closest("[data-code]").scrollIntoView({ block: "center" });
};

const turn = (rel) => one(`main a[rel=${rel}]`)?.click();

// The address that a code keeps; from disk it names the file.
const link = (code) => new URL(`${tminus.root}t/${code}/${location.protocol === "file:" ? "index.html" : ""}`, location.href).href;
const copy = async () => {
  const code = document.activeElement?.closest("[data-code]")?.dataset.code;
  if (code) tminus.say((await tminus.copy(link(code))) ? `Link to ${code} copied` : "Not copied");
};

const KEYS = [
  { key: "/", what: "Search all plans", does: () => tminus.search() },
  { key: "j", what: "Next task", does: () => walk(1), works: () => boxes().length > 0 },
  { key: "k", what: "Task before", does: () => walk(-1), works: () => boxes().length > 0 },
  { key: "Space", what: "Tick the task", works: () => boxes().length > 0 },
  { key: "c", what: "Copy the link of the task", does: copy, works: () => boxes().length > 0 },
  { key: "n", what: "Next phase or part", does: () => turn("next"), works: () => one("main a[rel=next]") },
  { key: "p", what: "Phase or part before", does: () => turn("prev"), works: () => one("main a[rel=prev]") },
  { key: "?", what: "This help", does: () => help() },
];

let shown;
const help = () => {
  if (!shown) {
    const keys = KEYS.filter((known) => !known.works || known.works()).map((known) => [[known.key], known.what]);
    const pages = tabs().map((tab) => [["g", tab.dataset.key], tab.firstChild.textContent.trim()]);
    const table = (label, rows) =>
      make("dl", { "aria-label": label }, rows.map(([keys, what]) => make("div", {}, make("dt", {}, keys.map((key) => make("kbd", {}, key))), make("dd", {}, what))));
    const box = make("input", { type: "checkbox", checked: on(), onchange: () => tminus.store.set(SWITCH, box.checked ? "on" : "off") });
    shown = make(
      "dialog",
      { class: "keys", "aria-labelledby": "keys-title" },
      make("header", {}, make("h2", { id: "keys-title" }, "Keys on this page"), make("button", { class: "btn", onclick: () => shown.close() }, "Close")),
      make("div", { class: "halves" }, table("On this page", keys), pages.length > 0 && table("Pages", pages)),
      make("label", { class: "tick" }, box, make("span", {}, "Single keys work on all pages of this site, in this browser")),
    );
    document.body.append(shown);
  }
  shown.showModal();
};
tminus.help = help;

const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
let going = 0;
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest?.(FIELDS) || one("dialog[open]")) return;
  // The help can always be asked for by its button; its key goes with the others.
  if (!on()) return;
  const after = going && Date.now() - going < 1500;
  going = 0;
  const tab = after && tabs().find((one) => one.dataset.key === event.key.toLowerCase());
  if (tab) tab.click();
  else if (event.key === "g" && !event.shiftKey) {
    going = Date.now();
    tminus.say("Go to: letter of the page");
  } else {
    const known = KEYS.find((known) => known.key === event.key && known.does && (!known.works || known.works()));
    if (!known) return;
    known.does();
  }
  event.preventDefault();
});
for (const button of all("[data-keys-open]")) button.addEventListener("click", help);

// Served pages only: hears of every change, takes the page anew where it is another one, and shows what is wrong over the
// page as it last was. It builds on no other script, for pages that have none.
const own = document.currentScript.dataset;
const place = "live:" + location.pathname;
let version = Number(own.version);
let panel;

const element = (tag, text, ...children) => {
  const made = document.createElement(tag);
  made.textContent = text;
  made.append(...children);
  return made;
};

const button = (text, press) => {
  const made = element("button", text);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
};

const hide = () => {
  panel?.remove();
  panel = null;
};

const show = (name, text, ...more) => {
  hide();
  panel = element("aside", "", element("strong", text), ...more, button("Hide", hide));
  panel.className = "live live-" + name;
  panel.setAttribute("role", name === "broken" ? "alert" : "status");
  document.body.append(panel);
};

// The way to an element from the top, for one without a name: it is most likely the same one afterwards.
const way = (at) => {
  const steps = [];
  for (; at && at !== document.body; at = at.parentElement) steps.unshift([...at.parentElement.children].indexOf(at));
  return steps;
};

const reload = () => {
  const at = document.activeElement;
  sessionStorage.setItem(place, JSON.stringify([scrollX, scrollY, at?.id, at === document.body ? null : way(at)]));
  location.reload();
};

const restore = () => {
  const kept = JSON.parse(sessionStorage.getItem(place) ?? "null");
  sessionStorage.removeItem(place);
  if (!kept) return;
  const [x, y, id, steps] = kept;
  const at = (id && document.getElementById(id)) || steps?.reduce((at, step) => at?.children[step], document.body);
  at?.focus({ preventScroll: true });
  scrollTo({ left: x, top: y, behavior: "instant" });
};

const types = () => document.activeElement?.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");

const ask = (path, options) => fetch(path, { cache: "no-store", ...options });

const band = document.querySelector(".live-waking");

const hear = async (line) => {
  const [number, state, ...read] = line.split(" ");
  if (state === "reading") {
    if (band) band.firstElementChild.textContent = read.join(" ");
    return;
  }
  if (state === "broken") {
    const answer = await ask("/.tminus/problems?" + own.token);
    if (answer.ok) show("broken", "This page is as it last was: the plans have errors.", element("pre", await answer.text()));
    return;
  }
  hide();
  if (state !== "fine" || Number(number) === version) return;
  const answer = await ask(location.href, { method: "HEAD" });
  version = Number(number);
  // The mark is that of the page without the band of the first seconds.
  if (answer.headers.get("ETag") === `"${own.mark}"`) return band?.remove();
  if (types()) show("newer", "There is a newer version of this page.", button("Reload", reload));
  else reload();
};

restore();
new EventSource("/.tminus/events?" + own.token).addEventListener("message", (event) => hear(event.data));

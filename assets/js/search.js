// Search over all plans, from the small files of `search/`. Nothing is loaded before somebody types.
//
// The field is a combobox: it keeps the focus, and the arrows go through the list of results. On most pages it stands in
// a dialog, on home and at addresses without a file in the page itself.
const { fold, names, words, places } = tminus.words;
const { make } = tminus;

// Letters that are read for those of a code.
const MEANT = { b: "8", s: "5", z: "2", u: "v", o: "q", 0: "q" };
const meant = (word) => (word.length === 4 ? word.replace(/[bszuo0]/g, (letter) => MEANT[letter]) : word);

// Words that begin like this in more files than that are too many: the word itself is looked for.
const FILES = 3;
// Chunks that are read at a time.
const READ = 8;

let index;
let lost = false;
const load = async (name) => {
  const value = await tminus.load(`search/${name}.js`, `search/${name}`);
  lost ||= value === undefined;
  return value;
};

const join = (one, two) => {
  for (const [chunk, weight] of two) one.set(chunk, Math.max(weight, one.get(chunk) ?? 0));
  return one;
};

// Where a word, or every word that begins with it, stands. `everywhere` is true for words that tell nothing apart.
const find = async (word, begins = false) => {
  const found = { at: new Map(), everywhere: false };
  let last = Math.max(0, index.words.findIndex((first) => first > word) - 1);
  if (index.words.at(-1) <= word) last = index.words.length - 1;
  const files = [last];
  while (begins && index.words[last + 1]?.startsWith(word)) files.push((last += 1));
  if (files.length > FILES) [files.length, begins] = [1, false];
  for (const text of await Promise.all(files.map((file) => load(`w${file}`)))) {
    for (const entry of text?.split("!") ?? []) {
      if (!entry.startsWith(word)) continue;
      const end = entry.search(/[ ~]/);
      if (end !== word.length && !begins) continue;
      found.everywhere ||= entry[end] === "~";
      join(found.at, places(entry.slice(end + 1)));
    }
  }
  return found;
};

const either = async (word, begins) => {
  const found = await find(word, begins);
  if (meant(word) !== word) join(found.at, (await find(meant(word))).at);
  return found;
};

// A name is where all of its words are, or where it stands in one piece.
const findName = async (name) => {
  const each = await Promise.all(name.words.map((word, at) => either(word, name.last && at === name.words.length - 1)));
  const strict = each.filter((found) => !found.everywhere);
  const [first, ...rest] = strict.length ? strict : each.slice(0, 1);
  const at = new Map([...first.at].filter(([chunk]) => rest.every((found) => found.at.has(chunk))));
  if (name.joined) join(at, (await find(name.joined, name.last)).at);
  return { at, everywhere: strict.length === 0 };
};

// The chunks that hold the most of what was typed, those of this plan first.
const rank = async (typed) => {
  const own = tminus.plan ? find(`=${fold(tminus.plan.code)}`) : { at: new Map() };
  const found = await Promise.all(typed.map(findName));
  const telling = found.filter((name) => !name.everywhere);
  const all = new Set((telling.length ? telling : found).flatMap((name) => [...name.at.keys()]));
  const rated = [...all].map((chunk) => ({
    chunk,
    held: found.filter((name) => name.everywhere || name.at.has(chunk)).length,
    weight: found.reduce((sum, name) => sum + (name.at.get(chunk) ?? 0), 0),
  }));
  const most = Math.max(0, ...rated.map((one) => one.held));
  const best = rated.filter((one) => one.held === most).sort((a, b) => b.weight - a.weight || a.chunk - b.chunk);
  const mine = (await own).at;
  const here = best.filter((one) => mine.has(one.chunk));
  const away = best.filter((one) => !mine.has(one.chunk));
  return [...here.slice(0, 5), ...away.slice(0, 3), ...here.slice(5), ...away.slice(3)].map((one) => one.chunk);
};

const chunks = new Map();
const read = async (number) => {
  const chunk = chunks.get(number) ?? (await load(`r${number}`));
  if (!chunk || chunks.has(number)) return chunk;
  chunk.plan = words(chunk.p.join(" "));
  const sections = chunk.s.map(words);
  chunk.r = chunk.r.map(([kind, title, page, code, section, body = ""]) => ({
    kind,
    title,
    body,
    code,
    plan: chunk.p,
    section: chunk.s[section],
    href: tminus.root + chunk.g[page] + (code && !chunk.g[page].startsWith("t/") ? `#${code.includes("-") ? code : `${chunk.p[0]}-${code}`}` : ""),
    // Where a word may stand, and what it counts there, exactly and as a beginning.
    fields: [[words(title), 20, 14], [words(body), 6, 4], [sections[section], 3, 2], [chunk.plan, 1, 1]],
  }));
  chunks.set(number, chunk);
  return chunk;
};

// What a name counts in a record; `own` is true where the record itself says it.
const rate = (record, name) => {
  const tail = fold(record.code).replace(/-/g, "");
  const plan = fold(record.plan[0]);
  const last = name.words.at(-1);
  if (tail && [last, meant(last)].includes(tail) && name.words.length === 1) return { score: 200, own: true };
  if (tail && name.joined && [name.joined, plan + meant(last), name.words[0] + meant(name.words[1]) + name.words.slice(2).join("")].includes(plan + tail)) return { score: 400, own: true };
  if (!tail && name.words.length === 1 && last === plan) return { score: 200, own: true };
  const of = (word, begins) => {
    for (const [at, [field, exact, front]] of record.fields.entries()) {
      if (field.includes(word)) return { score: exact, own: at < 2 };
      if (begins && field.some((known) => known.startsWith(word))) return { score: front, own: at < 2 };
    }
    return { score: 0, own: false };
  };
  const whole = name.joined ? of(name.joined, name.last) : { score: 0 };
  if (whole.score) return whole;
  const each = name.words.map((word, at) => of(word, name.last && at === name.words.length - 1));
  return { score: Math.min(...each.map((one) => one.score)), own: each.some((one) => one.own) };
};

const judge = (records, typed) => {
  let most = 0;
  const judged = [];
  for (const record of records) {
    const rates = typed.map((name) => rate(record, name));
    const held = rates.filter((one) => one.score).length;
    if (!rates.some((one) => one.own && one.score) || held < most) continue;
    most = held;
    judged.push({ record, held, score: rates.reduce((sum, one) => sum + one.score, 2 * index.kinds[record.kind][1]) });
  }
  return { most, hits: judged.filter((one) => one.held === most).sort((a, b) => b.score - a.score) };
};

// A text with the found words marked.
const marked = (text, typed) => {
  const wanted = typed.flatMap((name) => (name.joined ? [...name.words, name.joined] : name.words));
  const out = [];
  let end = 0;
  for (const { 0: word, index: at } of text.matchAll(/[\p{Alphabetic}\p{N}\p{M}]+/gu)) {
    const folded = fold(word);
    const held = wanted.find((one) => folded.startsWith(one) || (/[^\0-\u2fff]/.test(one) && folded.includes(one)));
    if (!held) continue;
    out.push(text.slice(end, at), make("mark", {}, word));
    end = at + word.length;
  }
  return [...out, text.slice(end)];
};

// The line of a text that holds the most of the words, cut to what fits.
const line = (body, typed) => {
  const held = (text) => typed.flatMap((name) => name.words).filter((word) => fold(text).includes(word)).length;
  const best = body.split("\n").reduce((a, b) => (held(b) > held(a) ? b : a), "");
  const at = Math.min(...typed.flatMap((name) => name.words).map((word) => fold(best).indexOf(word)).filter((n) => n >= 0), best.length);
  return at > 70 && at < best.length ? `… ${best.slice(best.indexOf(" ", at - 50) + 1)}` : best;
};

let made = 0;
// Fills `place` with a list for `field`; `leave` is called when a result is opened.
const attach = (field, place, leave = () => {}) => {
  const id = `found-${(made += 1)}`;
  const status = make("p", { class: "found-count", role: "status" });
  const list = make("div", { class: "found", role: "listbox", id, "aria-label": "Results", hidden: true });
  place.append(status, list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list" })) field.setAttribute(name, value);
  let [turn, active, wanted] = [0, -1, false];
  const options = () => tminus.all("[role=option]", list);

  const point = (to) => {
    const all = options();
    all[active]?.removeAttribute("aria-selected");
    active = all.length ? (to + all.length) % all.length : -1;
    if (active < 0) return field.removeAttribute("aria-activedescendant");
    all[active].setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", all[active].id);
    all[active].scrollIntoView({ block: "nearest" });
  };

  const show = (...groups) => {
    list.replaceChildren(...groups);
    for (const [at, option] of options().entries()) option.id = `${id}-${at}`;
    list.hidden = groups.length === 0;
    field.setAttribute("aria-expanded", String(groups.length > 0));
    active = -1;
    point(-1 + (groups.length ? 1 : 0));
  };

  const row = ({ record }, again, typed) => {
    const here = record.plan[0] === tminus.plan?.code;
    const hit = line(record.body, typed);
    const around = [here ? "" : record.plan[1], record.section.split(" > ").at(-1)].filter((text) => text && text !== record.title);
    const code = record.code.includes("-") && !record.href.includes("/t/") ? record.code : [record.plan[0], record.code].filter(Boolean).join("-");
    return make(
      "a",
      { class: again ? "hit again" : "hit", role: "option", href: record.href, tabindex: "-1", onclick: leave },
      make("span", { class: "sort" }, index.kinds[record.kind][0]),
      make("span", { class: "what" }, make("span", {}, marked(record.title, typed)), around.length > 0 && make("small", {}, around.join(", ")), hit && make("small", { class: "line" }, marked(hit.slice(0, 160), typed))),
      make("code", {}, code),
    );
  };

  // Results by kind, the kind with the best one first.
  const group = (label, hits, typed, limit) => {
    const kinds = [...new Set(hits.map((hit) => hit.record.kind))];
    const rows = kinds.flatMap((kind) => {
      const same = hits.filter((hit) => hit.record.kind === kind);
      return same.slice(0, limit).map((hit, at) => row(hit, at > 0, typed));
    });
    return rows.length > 0 && make("div", { role: "group", "aria-label": label }, make("p", { "aria-hidden": "true" }, label), rows);
  };

  const search = async () => {
    const mine = (turn += 1);
    const typed = names(field.value);
    if (typed.length === 0) return (status.textContent = ""), show();
    typed.at(-1).last = /[\p{Alphabetic}\p{N}]$/u.test(field.value);
    const slow = setTimeout(() => mine === turn && (status.textContent = "Loading the index …"), 150);
    lost = false;
    const loaded = index ?? (await load("index"));
    if (loaded && !index) index = { kinds: loaded.kinds, words: loaded.words.split(" ") };
    const ranked = index ? await rank(typed) : [];
    const round = async (from, limit) => {
      const read0 = await Promise.all(ranked.slice(0, from + READ).map(read));
      clearTimeout(slow);
      if (mine !== turn) return;
      const { most, hits } = judge(read0.flatMap((chunk) => chunk?.r ?? []), typed);
      const rest = Math.max(0, ranked.length - from - READ);
      const here = hits.filter((hit) => hit.record.plan[0] === tminus.plan?.code);
      const away = hits.filter((hit) => !here.includes(hit));
      const cut = [here, away].some((part) => part.some((hit) => part.filter((one) => one.record.kind === hit.record.kind).length > limit));
      const more = (rest > 0 || cut) && hits.length > 0 && make("button", { class: "hit more", role: "option", type: "button", tabindex: "-1", onclick: () => (round(from + READ, limit * 4), field.focus()) }, "Show more");
      show(...[here.length > 0 && group(`In ${tminus.plan.code}`, here, typed, limit), group(here.length ? "In other plans" : tminus.plan ? "Not in this plan, but in others" : "In all plans", away, typed, limit), more].filter(Boolean));
      const count = hits.length === 0 ? "Nothing found." : `${hits.length}${rest > 0 ? " or more" : ""} ${hits.length === 1 ? "result" : "results"}${most < typed.length ? " with some of the words, none with all" : ""}.`;
      status.textContent = lost ? `${hits.length ? count : ""} Part of the search index is missing on this host: not everything can be found.` : count;
      if (wanted) options()[active]?.click();
      wanted = false;
    };
    await round(0, 6);
  };

  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options().length) point(active + step);
    else if (event.key === "Enter" && !event.isComposing) {
      if (options().length) options()[active]?.click();
      else wanted = field.value.trim() !== "";
    } else return;
    event.preventDefault();
  });
};

const field = (attributes = {}) => make("input", { type: "search", autocomplete: "off", spellcheck: "false", enterkeyhint: "go", ...attributes });

let dialog;
// The field of the page, or the dialog with one.
tminus.search = () => {
  const inPage = tminus.one("form[data-find] input");
  if (inPage) return inPage.focus(), inPage.select();
  if (!dialog) {
    const input = field({ "aria-label": "Code from a ticket or from paper, or words", placeholder: "Code or words" });
    const close = make("button", { type: "button", class: "btn", onclick: () => dialog.close() }, "Close");
    dialog = make("dialog", { class: "search", "aria-label": "Search", onclick: (event) => event.target === dialog && dialog.close() }, make("div", { class: "search-head", role: "search" }, input, close));
    attach(input, dialog, () => dialog.close());
    document.body.append(dialog);
  }
  dialog.showModal();
  const input = tminus.one("input", dialog);
  input.focus();
  input.select();
};
// A field of type search takes Escape for itself.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && dialog?.open) event.preventDefault(), dialog.close();
});

for (const form of tminus.all("form[data-find]")) {
  form.addEventListener("submit", (event) => event.preventDefault());
  const place = make("section", { class: "found-here", "aria-label": "Found" });
  form.closest("header").after(place);
  attach(tminus.one("input", form), place);
}
for (const button of tminus.all("[data-find-open]")) button.addEventListener("click", tminus.search);

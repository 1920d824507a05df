// Search over all plans, from the small files of `search/`. Nothing is loaded before somebody types.
//
// The field is a combobox: it keeps the focus, and the arrows go through the list of results. On most pages it stands in
// a dialog, on home and at addresses without a file in the page itself.
const { make, words } = tminus;
const { fold, meant } = words;
const own = tminus.plan?.code;

let index;
let lost;
const load = async (name) => {
  const value = await tminus.load(`search/${name}.js`, `search/${name}`);
  lost ||= value === undefined;
  return value;
};

// Chunks of records with the weight of a word in each, as `src/search/terms.rs` writes them.
const places = (text, into) => {
  let [next, number, scale] = [0, 0, 1];
  for (const letter of text) {
    const code = letter.charCodeAt();
    const digit = code - (code > 92 ? 36 : 35);
    number += (digit % 45) * scale;
    scale *= 45;
    if (digit > 44) continue;
    next += Math.floor(number / 3);
    into.set(next, Math.max(number % 3, into.get(next) ?? 0));
    next += 1;
    [number, scale] = [0, 1];
  }
};

// Adds to `found` where a word, or every word that begins with it, stands. `common` words tell nothing apart. Where too
// many files hold such beginnings, the word itself is looked for.
const find = async (word, begins, found = { at: new Map() }) => {
  let file = index.words.findLastIndex((first) => first <= word);
  file = Math.max(0, file);
  const files = [file];
  while (begins && index.words[file + 1]?.startsWith(word)) files.push((file += 1));
  if (files[3]) [files.length, begins] = [1, false];
  for (const text of await Promise.all(files.map((file) => load(`w${file}`)))) {
    for (const entry of text?.split("!") ?? []) {
      const end = entry.startsWith(word) && entry.search(/[ ~]/);
      if (end !== word.length && !(end && begins)) continue;
      found.common ||= entry[end] === "~";
      places(entry.slice(end + 1), found.at);
    }
  }
  if (meant(word) !== word) await find(meant(word), false, found);
  return found;
};

// A name is where all of its words are, or where it stands in one piece.
const findName = async ({ words, joined, last }) => {
  const each = await Promise.all(words.map((word, at) => find(word, last && !words[at + 1])));
  const telling = each.filter((found) => !found.common);
  const [first, ...rest] = telling[0] ? telling : each;
  const found = { at: new Map([...first.at].filter(([chunk]) => rest.every(({ at }) => at.has(chunk)))), common: !telling[0] };
  return joined ? find(joined, last, found) : found;
};

// The chunks that hold the most of what was typed, the weightiest first; a few of this plan, a few of others, the rest.
const rank = async (typed) => {
  const mine = own ? find(`=${fold(own)}`) : { at: new Map() };
  const found = await Promise.all(typed.map(findName));
  const telling = found.filter((name) => !name.common);
  const held = new Map();
  for (const { at } of telling[0] ? telling : found) for (const [chunk, weight] of at) held.set(chunk, (held.get(chunk) ?? 0) + 10 + weight);
  const most = Math.max(...[...held.values()].map((rate) => Math.floor(rate / 10)));
  const best = [...held].filter(([, rate]) => rate >= most * 10).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const { at } = await mine;
  const [here, away] = [true, false].map((is) => best.filter(([chunk]) => at.has(chunk) === is));
  return [...here.splice(0, 5), ...away.splice(0, 3), ...here, ...away].map(([chunk]) => chunk);
};

const read = async (number) => {
  const chunk = await load(`r${number}`);
  if (!chunk || chunk.records) return chunk?.records ?? [];
  const [plan, sections] = [words.of(chunk.p.join(" ")), chunk.s.map(words.of)];
  chunk.records = chunk.r.map(([kind, title, page, tail, section, body = ""]) => {
    const code = tail[0] === "=" ? tail.slice(1) : chunk.p[0] + (tail && `-${tail}`);
    return {
      ...{ kind, title, body, code, plan: chunk.p },
      section: chunk.s[section].split(" > ").pop(),
      href: tminus.root + chunk.g[page] + (tail && !chunk.g[page].startsWith("t/") ? `#${code}` : ""),
      codes: [fold(code).replace(/-/g, ""), fold(code.replace(/^.*?-/, "")).replace("-", "")],
      // Where a word may stand, and what it counts there, exactly and as a beginning.
      fields: [[words.of(title), 20, 14], [words.of(body), 6, 4], [sections[section], 3, 2], [plan, 1, 1]],
    };
  });
  return chunk.records;
};

// What a name counts in a record; that it is `said` in the record itself, and not around it, is a half more.
const rate = ({ codes, fields }, { words, joined, last }) => {
  const typed = words.map((word, at) => (at === (words[1] ? 1 : 0) ? meant(word) : word)).join("");
  if (codes.includes(typed) || codes.includes(joined || words[0])) return joined ? 400.5 : 200.5;
  const of = (word, begins) => {
    const at = fields.findIndex(([field]) => field.includes(word) || (begins && field.some((known) => known.startsWith(word))));
    return at < 0 ? 0 : fields[at][fields[at][0].includes(word) ? 1 : 2] + (at < 2 ? 0.5 : 0);
  };
  return (joined && of(joined, last)) || Math.min(...words.map((word, at) => of(word, last && !words[at + 1])));
};

// The records that hold the most of what was typed, best first.
const judge = (records, typed) => {
  const rated = records.map((record) => {
    const rates = typed.map((name) => rate(record, name));
    const held = rates.some((one) => one % 1) ? rates.filter(Boolean).length : 0;
    return { ...record, held, score: rates.reduce((a, b) => a + b, 2 * index.kinds[record.kind][1]) };
  });
  const most = Math.max(1, ...rated.map((one) => one.held));
  return rated.filter((one) => one.held === most).sort((a, b) => b.score - a.score);
};

// A text with the found words marked.
const marked = (text, wanted) =>
  text.split(/([\p{Alphabetic}\p{N}\p{M}]+)/u).map((piece) => {
    const folded = fold(piece);
    return wanted.some((word) => folded.startsWith(word) || (word > "\u2fff" && folded.includes(word))) ? make("mark", {}, piece) : piece;
  });

// The line of a text that holds the most of the words, cut to what fits.
const line = (body, wanted) => {
  const held = (text) => wanted.filter((word) => fold(text).includes(word));
  const best = body.split("\n").reduce((a, b) => (held(b).length > held(a).length ? b : a), "").replace(/^[-•*|\s]+/, "");
  const at = fold(best).indexOf(held(best)[0]);
  return (at > 70 ? `… ${best.slice(best.indexOf(" ", at - 50) + 1)}` : best).slice(0, 160);
};

const row = (hit, again, wanted, leave) => {
  const around = [hit.plan[0] !== own && hit.plan[1], hit.section].filter((text) => text && text !== hit.title);
  const said = line(hit.body, wanted);
  return make(
    "a",
    { class: again ? "hit again" : "hit", role: "option", href: hit.href, tabindex: -1, onclick: leave },
    make("span", { class: "sort" }, index.kinds[hit.kind][0]),
    make("span", { class: "what" }, marked(hit.title, wanted), around[0] && make("small", {}, around.join(", ")), said && make("small", {}, marked(said, wanted))),
    make("code", {}, hit.code),
  );
};

// Fills `place` with a list for `field`; `leave` is called when a result is opened.
const attach = (field, place, leave = () => {}) => {
  const status = make("p", { class: "found-count", role: "status" });
  const list = make("div", { class: "found", role: "listbox", id: "found", "aria-label": "Results", hidden: true });
  place.append(status, list);
  const set = (attributes) => Object.entries(attributes).forEach(([name, value]) => field.setAttribute(name, value));
  set({ role: "combobox", "aria-expanded": false, "aria-controls": "found", "aria-autocomplete": "list" });
  let [turn, active, busy, wanted] = [0, 0, false, false];
  let options = [];

  const point = (to) => {
    options[active]?.removeAttribute("aria-selected");
    active = (to + options.length) % options.length || 0;
    options[active]?.setAttribute("aria-selected", true);
    options[active]?.scrollIntoView({ block: "nearest" });
    set({ "aria-activedescendant": options[active]?.id ?? "", "aria-expanded": !!options[0] });
  };
  const show = (text, groups = []) => {
    status.textContent = text;
    list.replaceChildren(...groups.filter(Boolean));
    list.hidden = !list.firstChild;
    options = tminus.all("[role=option]", list);
    options.forEach((option, at) => (option.id = `found-${at}`));
    point(0);
  };

  const search = async () => {
    const mine = (turn += 1);
    [busy, wanted] = [false, false];
    const typed = words.names(field.value);
    if (!typed[0]) return show("");
    busy = true;
    typed.at(-1).last = true;
    const wordsOf = typed.flatMap((name) => [...name.words, ...(name.joined ? [name.joined] : [])]);
    const slow = setTimeout(() => mine === turn && (status.textContent = "Loading the index …"), 150);
    lost = false;
    const loaded = await load("index");
    if (loaded) index = { ...loaded, words: loaded.words.split(" ") };
    const ranked = index ? await rank(typed) : [];
    // Eight chunks at a time, and so many results of a kind.
    const round = async (upTo, limit) => {
      const records = await Promise.all(ranked.slice(0, upTo).map(read));
      clearTimeout(slow);
      if (mine !== turn) return;
      const hits = judge(records.flat(), typed);
      const here = hits.filter((hit) => hit.plan[0] === own);
      let more = ranked.length > upTo;
      const count = `${hits.length}${more ? " or more" : ""} result${hits.length === 1 ? "" : "s"}${hits[0]?.held < typed.length ? " with some of the words, none with all" : ""}.`;
      // By kind, the kind with the best one first.
      const group = (label, hits) => {
        const rows = [...new Set(hits.map((hit) => hit.kind))].flatMap((kind) => {
          const same = hits.filter((hit) => hit.kind === kind);
          more ||= same.length > limit;
          return same.slice(0, limit).map((hit, at) => row(hit, at, wordsOf, leave));
        });
        return rows[0] && make("div", { role: "group", "aria-label": label }, rows);
      };
      const groups = [group(`In ${own}`, here), group(own ? "In other plans" : "In all plans", hits.filter((hit) => !here.includes(hit)))];
      if (more && hits[0]) groups.push(make("button", { class: "hit further", role: "option", tabindex: -1, onclick: () => (field.focus(), round(upTo + 8, limit * 4)) }, "Show more"));
      show((hits[0] ? count : "Nothing found.") + (lost ? " Part of the search index is missing on this host: not everything can be found." : ""), groups);
      busy = false;
      if (wanted) options[0]?.click();
    };
    await round(8, 6);
  };

  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) point(active + step);
    else if (event.key !== "Enter" || event.isComposing) return;
    else if (busy) wanted = true;
    else options[active]?.click();
    event.preventDefault();
  });
};

let field = tminus.one("form[data-find] input");
let dialog;
if (field) {
  field.form.addEventListener("submit", (event) => event.preventDefault());
  const place = make("section", { class: "found-here", "aria-label": "Found" });
  field.closest("header").after(place);
  attach(field, place);
}

// Goes to the field of the page, or opens the dialog with one.
tminus.search = () => {
  if (!field) {
    const leave = () => dialog.close();
    field = make("input", { type: "search", autocomplete: "off", spellcheck: "false", enterkeyhint: "go", "aria-label": "Code from a ticket or from paper, or words", placeholder: "Code or words" });
    dialog = make(
      "dialog",
      { class: "search", "aria-label": "Search", onclick: (event) => event.target === dialog && leave() },
      make("div", { class: "search-head", role: "search" }, field, make("button", { class: "btn", onclick: leave }, "Close")),
    );
    attach(field, dialog, leave);
    // A field of type search takes Escape for itself; and nothing keeps the focus in what is gone.
    dialog.addEventListener("keydown", (event) => event.key === "Escape" && (event.preventDefault(), leave(), field.blur()));
    document.body.append(dialog);
  }
  if (!dialog?.open) dialog?.showModal();
  field.focus();
  field.select();
};
for (const button of tminus.all("[data-find-open]")) button.addEventListener("click", tminus.search);

// The page of the run: start one, see how far it is, take it elsewhere, end it; printed it is the record that is filed.
const { run, runs, plan, make, all, one, store } = tminus;
const KINDS = { live: "Live run", rehearsal: "Rehearsal" };
const local = (t) => runs.full(t).replace(" ", "T");

// A code that leads to its task, its words, and what is to be said of it.
const line = (task, ...more) => make("li", make("a.code", { href: task.kind === "gone" ? "#runlog" : run.link(task), "aria-label": task.code }, task.code.replace(`${plan.code}-`, "")), " ", task.words, " ", ...more);
const who = (e) => [" ", make("b", e.initials ?? ""), ` ${runs.stamp(e.time)}`];

const tell = () => {
  const standing = runs.standing();
  const lists = [
    ["Failed and waived", standing.filter(({ s }) => runs.bad(s) || s === "waived"), ({ e, word, s }) => [make(runs.bad(s) ? "b.bad" : "b", word), who(e), make("span.reason", runs.reason(e))]],
    ["Check again: the words have changed", standing.filter(({ again }) => again), ({ again }) => [`was ${runs.WORDS[again.state]}`, who(again)]],
    ["Gone from the plan", standing.filter(({ task, entries }) => task.kind === "gone" && entries.length), ({ entries }) => [`was ${runs.WORDS[entries.at(-1).state]}`, who(entries.at(-1))]],
  ];
  one("#runtell").replaceChildren(...lists.filter(([, found]) => found.length).map(([title, found, say]) => make("section.runpart", make("h2", title), make("ul.told", found.map((of) => line(of.task, say(of).flat()))))));
  const log = [...run.all].flatMap(([code, entries]) => entries.map((e) => [code, e])).sort(([, a], [, b]) => (a.time < b.time ? -1 : 1));
  one("#runlog").replaceChildren(...log.map(([code, e]) => make("li", make("time", runs.full(e.time)), make("b", e.initials ?? ""), make("span.code", code.replace(`${plan.code}-`, "")), make("span", make(runs.bad(e.state) ? "b.bad" : "b", runs.WORDS[e.state]), ` ${run.data.known.get(code)?.words ?? ""}`, make("span.reason", runs.reason(e))))));
};

const fill = (row, ...parts) => all("td", row).forEach((cell, at) => cell.replaceChildren(parts[at] ?? ""));
const tables = () => {
  for (const row of all("[data-verdict]")) {
    const gate = run.data.known.get(row.dataset.verdict);
    const { e, text, word } = runs.weigh(gate, gate.go, gate.noGo);
    fill(row, make("b", e ? word : "not given"), text, e ? [e.name, e.at].filter(Boolean).join(", ") : "", e?.until, e?.reason);
  }
  for (const row of all(".progress tbody tr")) {
    const { group, role } = row.dataset;
    const tasks = run.data.tasks.filter((task) => (group ? task.place === +group : task.role === role));
    const sum = run.count(tasks);
    fill(row, `${sum.over} of ${sum.all}`, `${sum.open}`, make(sum.failed ? "b.bad" : "span", `${sum.failed}`), make("span.tape", { role: "img", "aria-label": run.sentence(sum) }, runs.tape(tasks, (task) => run.state(task).s, run.now())));
  }
};

const others = () => {
  const list = runs.list(plan.code).filter(({ id }) => id !== run.meta?.id);
  const button = (label, name, onclick) => make("button.btn", { "aria-label": `${label} ${name}`, onclick }, label);
  one("#runlist").hidden = !list.length;
  one("#runlist tbody").replaceChildren(...list.map(({ id, name, kind, started, ended }) => {
    const open = () => {
      runs.choose(plan.code, id);
      run.refresh();
      scrollTo(0, 0);
    };
    const remove = async () => {
      if (!(await tminus.ask("delete", `Delete ${name}?`))) return;
      runs.forget(plan.code, id);
      run.refresh();
    };
    return make("tr", make("th", { scope: "row" }, name), ...[KINDS[kind], runs.full(started), ended ? runs.full(ended) : "no", make("span.btns", button("Open", name, open), button("Delete", name, remove))].map((cell) => make("td", cell)));
  }));
};

const plain = all("#runhead > *").map((element) => element.cloneNode(true));
const head = () => {
  const { meta } = run;
  const [title, hero, lead] = plain.map((element) => element.cloneNode(true));
  one("#runhead").replaceChildren(title, hero, lead);
  all("#runhead ~ * .unended").forEach((button) => (button.hidden = Boolean(meta?.ended)));
  if (!meta) return;
  title.replaceChildren(make("span.dim", KINDS[meta.kind]), ` ${meta.name}`);
  lead.textContent = `T-0 is ${runs.full(meta.zero)} ${runs.zone}. Started by ${meta.by || "nobody named"} on ${runs.full(meta.started)}${meta.ended ? `, ended ${runs.full(meta.ended)}` : `; at this desk ${store.get("me") || meta.by}`}.${meta.digest === plan.digest ? "" : ` It began with revision ${meta.revision}; this is revision ${plan.revision}.`}`;
  if (!run.data) return;
  const sum = run.count();
  one(".say", hero).textContent = `${sum.over}/${sum.all}`;
  one(".label", hero).replaceChildren(...run.nowLine(sum));
};

const flash = async (button, text) => {
  const label = button.textContent;
  button.textContent = (await tminus.copy(text)) ? "Copied" : "Not copied";
  setTimeout(() => (button.textContent = label), 1500);
};
const acts = {
  async desk() {
    const said = await tminus.ask("desk", "", { zero: local(run.meta.zero), by: store.get("me") || run.meta.by });
    if (!said) return;
    store.set("me", said.by);
    run.begin({ ...run.meta, zero: runs.iso(said.zero) });
  },
  async end() {
    if (await tminus.ask("end")) run.begin({ ...run.meta, ended: runs.iso(tminus.now()) });
  },
  aside() {
    runs.choose(plan.code);
    run.refresh();
  },
  link(button) {
    const { fragment, left, again } = runs.pack();
    flash(button, location.href.split("#")[0] + fragment);
    one(".taken").replaceChildren(make("p", "The link holds the states as they are now, without the log. ", left ? `${left} reasons did not fit. ` : "", again ? `${again} to check again are left out. ` : "", left || again ? "The JSON holds everything." : ""));
  },
  ticket: (button) => flash(button, runs.markdown()),
  json: () => runs.save(runs.json(), "json"),
  md: () => runs.save(runs.markdown(), "md"),
  csv: () => runs.save(runs.csv(), "csv"),
  print: () => print(),
};

if (tminus.page === "run") {
  const form = one("#startrun");
  form.elements.by.value = store.get("me") ?? "";
  if (plan.zero) form.elements.zero.value = local(plan.zero);
  all(".zone").forEach((element) => (element.textContent = runs.zone || element.textContent));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = Object.fromEntries(new FormData(form));
    const started = runs.iso(tminus.now());
    store.set("me", said.by);
    run.begin(runs.about({ ...said, id: tminus.now().toString(36) + Math.random().toString(36).slice(2, 8), started, revision: plan.revision, digest: plan.digest }));
    tminus.say("The run has started.");
    scrollTo(0, 0);
  });
  for (const button of all("[data-do]")) button.addEventListener("click", () => acts[button.dataset.do](button));
  document.addEventListener("tminus:run", () => {
    head();
    others();
    if (!run.meta || !run.data) return;
    tell();
    tables();
  });
}

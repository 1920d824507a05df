// Taking a run in: from a file, from a link, and two into one. Nothing is taken before it was shown and agreed to.
const { run, runs, plan, make, one } = tminus;

// What one of them says alone is taken; where both say something else of a task it is a conflict.
runs.merge = (mine, theirs) => {
  const all = new Map();
  const conflicts = [];
  for (const code of new Set([...mine.keys(), ...theirs.keys()])) {
    const [a, b] = [mine, theirs].map((run) => run.get(code) ?? []);
    const both = new Map([...a, ...b].map((e) => [JSON.stringify(e), e]));
    all.set(code, [...both.values()].sort((x, y) => (x.time < y.time ? -1 : 1)));
    const [left, right] = [a.at(-1), b.at(-1)];
    if (left && right && left.state !== right.state) conflicts.push({ code, sides: [left, right], later: +(right.time > left.time) });
  }
  return { all, conflicts };
};

const say = (...parts) => one(".taken").replaceChildren(...parts.filter(Boolean));
const refuse = (text) => say(make("p", make("b.bad", "Not taken. "), text));
const button = (label, onclick) => make("button.btn", { onclick }, label);
const leave = () => button("Leave it", () => say());

const take = ({ meta, all }) => {
  for (const [code, entries] of all) runs.write(entries, plan.code, meta.id, code);
  run.begin(meta);
  say(make("p", `${meta.name} is taken.`));
};

const merge = (mine, theirs) => {
  const { all, conflicts } = runs.merge(mine.all, theirs.all);
  const choice = ({ code, sides, later }, at) => make("fieldset.conflict", make("legend", make("code", code), ` ${run.data.known.get(code)?.words ?? ""}`), sides.map((e, side) =>
    make("label", make("input", { type: "radio", name: `c${at}`, value: `${side}`, checked: side === later }), make("span", make("b", runs.WORDS[e.state]), ` ${e.initials ?? ""} ${runs.full(e.time)}, ${[mine, theirs][side].meta.name}${e.reason ? `: ${e.reason}` : ""}`))));
  const form = make("form", make("p", conflicts.length ? `${conflicts.length} in conflict. The later one is chosen; choose otherwise where you know better.` : "Nothing is in conflict."), conflicts.map(choice), make("p.btns", make("button.btn", { type: "submit" }, `Merge into ${mine.meta.name}`), leave()));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // The chosen one is said once more where it is not the last, so that the log tells both and what was made of them.
    conflicts.forEach(({ code, sides, later }, at) => {
      const side = +new FormData(form).get(`c${at}`);
      if (side !== later) all.get(code).push({ ...sides[side], time: runs.iso(tminus.now()) });
    });
    // What was ticked in another tab meanwhile is kept.
    take({ meta: mine.meta, all: runs.merge(all, runs.all(plan.code, mine.meta.id)).all });
  });
  say(make("h3", `${mine.meta.name} and ${theirs.meta.name}`), form);
};

const offer = ({ meta, all }) => {
  const { known } = run.data;
  const other = meta.digest !== plan.digest;
  const kept = new Map([...all].filter(([code, entries]) => !other || entries.at(-1)?.digest === known.get(code)?.digest));
  const found = { meta: other ? { ...meta, revision: plan.revision, digest: plan.digest } : meta, all: kept };
  const here = runs.list(plan.code).find(({ id }) => id === meta.id);
  const into = here ?? run.meta;
  const count = (state) => [...kept.values()].filter((entries) => entries.at(-1)?.state === state).length;
  say(
    make("h3", `${meta.kind === "live" ? "Live run" : "Rehearsal"}: ${meta.name}`),
    make("p", `Started by ${meta.by || "nobody named"} on ${runs.full(meta.started)}: ${count("done")} done, ${count("failed")} failed, ${count("waived")} waived.`),
    other && make("p", make("b.bad", `It is of revision ${meta.revision}, this page of revision ${plan.revision}. `), `${kept.size} answers are to words that have not changed and can be taken; ${all.size - kept.size} would be left out.`),
    make("p.btns", here ? "" : button(other ? "Take what is unchanged" : "Take it", () => take(found)), into ? button(`Merge into ${into.name}`, () => merge({ meta: into, all: runs.all(plan.code, into.id) }, found)) : "", leave()),
  );
};

const read = async (found) => {
  const data = await run.open();
  const bad = data ? found.find(({ no }) => no)?.no : "The list of the plan's tasks could not be loaded.";
  if (bad) return refuse(bad);
  if (found.length === 1) return offer(found[0]);
  if (found.some(({ meta }) => meta.digest !== plan.digest)) return refuse("Two files are merged where both are of the revision of this page. Take them one by one.");
  return merge(...found);
};
const link = async () => {
  if (!location.hash.startsWith("#run=")) return;
  const { hash } = location;
  history.replaceState(null, "", location.pathname + location.search);
  const data = await run.open();
  read([data ? runs.unpack(hash, data) : {}]);
  one("#runtake").scrollIntoView();
};
if (tminus.page === "run") {
  const input = one("#runtake input");
  input.addEventListener("change", async () => {
    const found = [...input.files].slice(0, 2).map(async (file) => (file.size > 5e6 ? { no: "The file is larger than 5 MB; a run is not." } : runs.fromJson(await file.text())));
    await read(await Promise.all(found));
    input.value = "";
  });
  addEventListener("hashchange", link);
  link();
}

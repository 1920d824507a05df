// The run that is on, for the plan of this page: what all other scripts ask and tell.
const { runs, plan, store } = tminus;
const run = { meta: null, all: new Map(), data: null };
tminus.run = run;

const changed = () => document.dispatchEvent(new Event("tminus:run"));

// What a task is: its state, the entry that says so, and in `again` the entry that other words of the task made void.
run.state = ({ code, digest, ticked = run.data?.known.get(code)?.ticked }) => {
  const e = run.all.get(code)?.at(-1);
  if (!e) return { s: ticked ? "done" : "open" };
  return digest && e.digest && e.digest !== digest && e.state !== "open" ? { s: "open", again: e } : { s: e.state, e };
};
run.refresh = () => {
  const had = run.meta;
  run.meta = runs.current(plan.code);
  // Ticks without a run last as long as the page is open.
  if (run.meta || had) run.all = run.meta ? runs.all(plan.code, run.meta.id) : new Map();
  if (run.meta) run.open();
  changed();
};
run.open = async () => {
  if (!run.data) {
    run.data = await runs.data(plan.id, plan.digest, plan.code);
    changed();
  }
  return run.data;
};
run.begin = (meta) => {
  runs.write(meta, plan.code, meta.id);
  runs.choose(plan.code, meta.id);
  run.refresh();
};
// Writes down a change, and says it. Read anew before: another tab may have written meanwhile.
run.set = ({ code, digest }, change) => {
  const key = [plan.code, run.meta?.id, code];
  const made = runs.entry({ time: tminus.now(), initials: store.get("me") || run.meta?.by, digest, ...change });
  const all = [...(run.meta ? runs.entries(runs.read(...key)) : []), made];
  if (run.meta) runs.write(all, ...key);
  run.all.set(code, all);
  changed();
  tminus.say(`${code}: ${runs.WORDS[made.state]}. ${run.data ? run.sentence() : ""}`);
};
// Criteria and steps without a box in the plan are answered where they stand, and not counted.
run.now = () => (run.meta && !run.meta.ended ? run.data?.tasks.find((task) => run.state(task).s === "open") : undefined);
run.count = (tasks = run.data.tasks) => {
  const sum = { all: tasks.length, done: 0, failed: 0, waived: 0, na: 0, open: 0 };
  for (const task of tasks) {
    const { s } = run.state(task);
    sum[{ clear: "done", seen: "failed" }[s] ?? s] += 1;
  }
  sum.over = sum.all - sum.open - sum.failed;
  return sum;
};
run.sentence = (sum = run.count()) => `${sum.over} of ${sum.all} over${sum.failed ? `, ${sum.failed} failed` : ""}, ${sum.open} open`;
// Where a task is ticked: the page of its phase, else the page of the run.
run.link = ({ code, group: [, page] }) => tminus.root + (page ? `${page}#` : `${plan.id}/run.html#run-`) + code;
// "1 failed. Now: Load."
run.nowLine = (sum) => {
  const now = run.now();
  return [sum.failed ? tminus.make("b.bad", `${sum.failed} failed. `) : "", now ? "Now: " : "Nothing is open.", now ? tminus.make("a", { href: run.link(now) }, now.words) : ""];
};

// A question that stands in the page: gives what was filled in, or null where it is left.
tminus.ask = (id, title, values = {}) =>
  new Promise((resolve) => {
    const dialog = document.getElementById(`ask-${id}`);
    const form = tminus.one("form", dialog);
    form.reset();
    if (title) tminus.one("h2", dialog).textContent = title;
    for (const name in values) form.elements[name].value = values[name];
    dialog.returnValue = "";
    dialog.onclose = () => resolve(dialog.returnValue ? Object.fromEntries(new FormData(form)) : null);
    dialog.showModal();
  });

if (plan) {
  addEventListener("storage", ({ key }) => (!key || key.startsWith(`${store.prefix}run/${plan.code}`)) && run.refresh());
  addEventListener("pageshow", (event) => event.persisted && run.refresh());
  document.addEventListener("tminus:store", () => setTimeout(changed));
}

// Everything is in place: show what there is. And on the page of all plans, the runs of this browser.
const { run, runs, plan, make, all, one } = tminus;

if (plan) {
  run.refresh();
  if (tminus.page === "run") run.open();
}

const home = async () => {
  const list = [];
  for (const { dataset, ...row } of all("[data-runs]").map((row) => ({ dataset: row.dataset, title: one("a.name", row).textContent }))) {
    const code = dataset.runs;
    const meta = runs.current(code);
    if (!meta || meta.ended) continue;
    run.all = runs.all(code, meta.id);
    run.data = await runs.data(dataset.folder, dataset.digest, code);
    if (!run.data) continue;
    run.meta = meta;
    const [sum, now, tasks] = [run.count(), run.now(), run.data.tasks];
    const field = (name, label, ...parts) => make("p", { class: `f ${name}` }, make("span", label), ...parts);
    list.push(make("li.live", { "data-run": meta.kind },
      field("count", meta.kind === "live" ? "Live" : "Rehearsal", make("time.big", { datetime: meta.zero, "data-count": "" })),
      field("", "Plan", make("code.strong", code)),
      field("", meta.name, make("a.name", { href: dataset.runPage }, row.title)),
      field("state", now?.group[0] ?? "Nothing is open", `${sum.over} of ${sum.all}`, sum.failed ? make("b.bad", `, ${sum.failed} failed`) : ""),
      make("div.tape", { role: "img", "aria-label": run.sentence() }, runs.tape(tasks, (task) => run.state(task).s, now))));
  }
  one(".running")?.remove();
  if (list.length) one("main > .over").after(make("section.running", make("h2.baytitle", "Running in this browser"), make("ol.bay", list)));
  tminus.tick();
};
if (tminus.page === "home") {
  home();
  addEventListener("storage", home);
}

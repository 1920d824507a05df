// Procedures, step by step. Works without a run too: on a way back nobody should have to start one.
const { run, runs, plan, make, all, one } = tminus;

for (const card of plan ? all(".card") : []) {
  const steps = all(".body a.code[title]", card)
    .map((link) => ({ link, code: link.title, item: link.closest("li, tr") }))
    .filter(({ item }, at, among) => item && !among.slice(0, at).some((outer) => outer.item.contains(item)));
  if (steps.length < 2) continue;
  const heading = one("h2, h3", card);
  const now = () => steps.findIndex((step) => run.state(step).s === "open");
  const set = (at, state) => steps[at] && run.set(steps[at], { state });
  const say = make("b");
  const next = make("button.btn", { onclick: () => set(now(), "done") }, "Done, next step");
  const back = make("button.btn", { onclick: () => set((now() < 0 ? steps.length : now()) - 1, "open") }, "One step back");
  const start = make("button.btn", { onclick: () => begin().then(() => next.focus()) }, "Step through");
  const bar = make("p.what.stepbar", { role: "group", "aria-label": heading.textContent }, start);
  heading.after(bar);

  const begin = async () => {
    await run.open();
    bar.replaceChildren(say, next, back);
    steps.forEach((step, at) => {
      step.digest = run.data?.known.get(step.code)?.digest;
      step.box = make("input", { type: "checkbox", "aria-label": `Step ${at + 1} done`, onchange: () => set(at, step.box.checked ? "done" : "open") });
      step.time = make("span.who");
      step.link.before(make("span.stepbox", step.box, step.time));
    });
    document.addEventListener("tminus:run", show);
    show();
  };
  const show = () => {
    const at = now();
    say.textContent = at < 0 ? `All ${steps.length} steps done` : `Step ${at + 1} of ${steps.length}`;
    next.hidden = at < 0;
    back.hidden = at === 0;
    steps.forEach((step, n) => {
      const { s, e } = run.state(step);
      step.box.checked = s === "done";
      step.box.disabled = Boolean(run.meta?.ended);
      step.time.textContent = e && s === "done" ? `${e.initials ?? ""} ${runs.stamp(e.time)}` : "";
      step.item.classList.add("step");
      step.item.toggleAttribute("data-now", n === at);
    });
  };
  // In a run in which it was begun it goes on where it was.
  document.addEventListener("tminus:run", () => start.isConnected && run.data && steps.some(({ code }) => run.all.has(code)) && begin());
}

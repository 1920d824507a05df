// Rows to tick. The box is done or open; the word of the state is the control for the rest.
const { run, runs, make, all, one, plan } = tminus;
run.rows = [];

// Makes a row tell and take states. A row of a table gets a cell for it.
run.hold = (row) => {
  const boxes = all("input[type=checkbox]", row);
  const radios = all("input[type=radio]", row);
  const { code, digest } = row.dataset;
  const task = { row, code, digest, ticked: boxes.length > 0 && boxes.every((box) => box.defaultChecked) };
  const [by, time, why] = [make("b"), make("time"), make("p.why")];
  const select = boxes.length && make("select", { "aria-label": `State of ${code}` }, ["open", "done", "failed", "na", "waived"].map((s) => make("option", { value: s }, runs.WORDS[s])));
  const parts = [select && make("span.pick", select), make("span.who", by, " ", time), why].filter(Boolean);
  const table = row.closest("table");
  if (table) {
    const head = one("thead tr", table);
    if (!one(".runs", head)) head.append(make("th.runs", { scope: "col" }, "State"));
    row.append(make("td.runs", parts));
  } else row.append(...parts);

  const choose = async (state, more = {}) => {
    const ask = !more.name && ["failed", "waived"].includes(state);
    const why = ask ? await tminus.ask("why", `${code}: ${runs.WORDS[state]}`, { name: tminus.store.get("me") ?? "" }) : {};
    if (!why) return show();
    run.set(task, { state, ...more, ...why });
    if (!run.meta) loose(row);
  };
  const show = () => {
    const { s, e, again } = run.state(task);
    const told = again ?? e;
    row.dataset.state = s;
    row.toggleAttribute("data-again", Boolean(again));
    row.toggleAttribute("data-now", run.now()?.code === code);
    boxes.forEach((box, at) => (box.checked = s === "done" || (e?.boxes >> at) % 2 === 1));
    for (const radio of radios) radio.checked = radio.value === s;
    if (select) {
      one("[value=again]", select)?.remove();
      if (again) select.append(make("option", { value: "again" }, "check again"));
      select.value = again ? "again" : s;
    }
    for (const control of [...boxes, ...radios, select]) if (control) control.disabled = Boolean(run.meta?.ended);
    by.textContent = told?.initials ?? (s === "done" && !e ? "in the plan" : "");
    time.textContent = told ? runs.stamp(told.time) : "";
    why.replaceChildren(...(again ? [make("b", "Check again: "), `it was ${runs.WORDS[again.state]}; its words have changed since. `, make("button.btn", { onclick: () => choose(again.state, { name: again.name, reason: again.reason, boxes: again.boxes }).then(() => (select || radios[0]).focus()) }, `Still ${runs.WORDS[again.state]}`)] : [runs.reason(e)]));
  };
  for (const box of boxes) {
    box.addEventListener("change", () => {
      const done = boxes.every((box) => box.checked);
      choose(done ? "done" : "open", { boxes: boxes.length > 1 && !done ? boxes.reduce((bits, box, at) => bits | (box.checked << at), 0) : 0 });
    });
  }
  for (const radio of radios) radio.addEventListener("change", () => choose(radio.value));
  if (select) select.addEventListener("change", () => (select.value === "again" ? show() : choose(select.value)));
  run.rows.push(task);
  document.addEventListener("tminus:run", show);
  show();
};

// Said once, calmly.
let said = false;
const loose = (row) => {
  if (said) return;
  said = true;
  const note = make("p.why.loose", "Kept only while this page is open. ", make("a", { href: one(".strip .count").href }, "Start a run"), " to keep ticks.");
  (one("td.runs", row) ?? row).append(note);
};

if (plan) for (const row of all("main [data-code]")) if (one("input", row)) run.hold(row);

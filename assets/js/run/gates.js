// Gates: the counts, the decision, and the line that opens. GO stays shut until every criterion of go is ticked (or waived, or does not
// apply, for which somebody answers) and every criterion of no-go is answered with clear.
const { run, runs, all, one, make } = tminus;

// How a gate stands. Without a decision it is NO-GO where something is seen, else HOLD.
runs.weigh = (gate, go, noGo) => {
  const count = (tasks, ...states) => tasks.filter((task) => states.includes(run.state(task).s)).length;
  const [met, clear, seen] = [count(go, "done", "waived", "na"), count(noGo, "clear"), count(noGo, "seen")];
  const { e, again } = run.state(gate);
  const free = met === go.length && clear === noGo.length;
  const text = `${met} of ${go.length} go, ${seen} of ${noGo.length} no-go seen, ${noGo.length - clear - seen} not answered`;
  return { e, again, free, text, word: runs.WORDS[e ? e.state : seen + count(go, "failed") ? "no-go" : "hold"] };
};

const gates = all("[data-gate]").map((section) => {
  const gate = { code: section.dataset.gate, digest: section.dataset.whole };
  const [radios, fields] = [all(".verdict input", section), all("[data-says]", section)];
  // A criterion that the plan names in words alone has no code: it goes by its gate and its place.
  const tasks = all("li.task", section).map((row, at) => {
    if (!row.dataset.code) {
      Object.assign(row.dataset, { code: `${gate.code}.${at}`, digest: gate.digest });
      run.hold(row);
    }
    return run.rows.find((task) => task.row === row);
  });
  const [noGo, go] = [true, false].map((no) => tasks.filter(({ row }) => (one(".choice", row) !== null) === no));
  const status = one(".gatenow", section);
  const keep = (state) => {
    const says = Object.fromEntries(fields.map((field) => [field.dataset.says, field.value.trim()]));
    run.set(gate, { state, ...says, at: says.at || runs.stamp(tminus.now()) });
  };
  for (const radio of radios) radio.addEventListener("change", () => keep(radio.value));
  for (const field of fields) field.addEventListener("change", () => run.state(gate).e && keep(run.state(gate).e.state));

  return () => {
    const weighed = runs.weigh(gate, go, noGo);
    const { e, again, free, text, word } = weighed;
    const given = e?.state === "go";
    for (const radio of radios) {
      radio.checked = radio.value === e?.state;
      radio.disabled = Boolean(run.meta?.ended) || (radio.value === "go" && !free && !given);
      radio.parentElement.classList.toggle("shut", radio.disabled);
    }
    for (const field of fields) {
      if (e && document.activeElement !== field) field.value = e[field.dataset.says] ?? "";
      field.disabled = Boolean(run.meta?.ended);
    }
    one(".hold", section).classList.toggle("open", given);
    const more = again ? `Decide again: it was ${runs.WORDS[again.state]}, and the gate has changed since.` : given && !free ? "GO was given, and the counts no longer allow it." : !free ? "GO is shut until the counts allow it." : given ? "" : "GO may be given.";
    status.replaceChildren(make("b", word), ` ${text}. `, make(given && !free ? "b.bad" : "b", more));
    return { ...weighed, section };
  };
});

if (gates.length) {
  document.addEventListener("tminus:run", () => {
    const shown = gates.map((show) => show());
    if (!run.meta) return;
    // The first gate that is not open is where one stands.
    const { e, text, word, section } = shown.find(({ e }) => e?.state !== "go") ?? shown.at(-1);
    const [say, label] = all(".hero .say, .hero .label");
    say.textContent = word;
    label.replaceChildren(make("a", { href: `#${section.id}` }, one("h2", section).firstChild.data.trim()), `: ${text}${e ? `, ${e.at}${e.name ? `, ${e.name} decides` : ""}` : ""}`);
  });
}

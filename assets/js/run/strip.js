// What every page of a plan shows of its run: the count and the tape in the strip, what is now, finished stages folded, sheets filled in,
// and that nothing is kept where the browser keeps nothing.
const { run, runs, plan, make, all, one, store } = tminus;
const LABELS = { live: "Live", rehearsal: "Rehearsal", ended: "Ended" };
const title = document.title;

function strip() {
  const { meta, data } = run;
  const bar = one(".strip");
  const kind = meta?.ended ? "ended" : meta?.kind;
  for (const { dataset } of [document.documentElement, bar]) {
    if (kind) dataset.run = kind;
    else delete dataset.run;
  }
  document.title = kind === "rehearsal" ? `Rehearsal · ${title}` : title;
  const [count, time] = all(".count, .count time", bar);
  const zero = meta?.zero || plan.zero;
  one("span", count).textContent = LABELS[kind] ?? "No run";
  if (zero) {
    time.dateTime = zero;
    time.dataset.count = "";
  }
  const now = run.now();
  count.href = now ? run.link(now) : `${tminus.root}${plan.id}/run.html`;
  tminus.tick();
  one(".tape", bar)?.remove();
  if (!meta) return;
  const date = new Date(meta.zero).toLocaleString("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
  one(".t0", bar)?.replaceChildren(make("span", "T-0 of the run"), date);
  if (data) bar.append(make("div.tape", { role: "img", "aria-label": run.sentence() }, runs.tape(data.tasks, (task) => run.state(task).s, now)));
}

function phase() {
  const here = new Set(run.rows.map(({ code }) => code));
  const sum = run.count(run.data.tasks.filter(({ code }) => here.has(code)));
  if (!sum.all) return;
  const [say, label] = all(".hero .say, .hero .label");
  say.textContent = `${sum.over}/${sum.all}`;
  one(".runsay", label)?.remove();
  label.append(make("span.runsay", run.nowLine(sum)));
}

// A stage of which all is over is folded when the page opens, and on demand. On paper it is open.
let before = false;
function fold() {
  for (const stage of all(".stage")) {
    const heading = one(":scope > :is(h2, h3, h4, h5, h6).what", stage);
    const mine = run.rows.filter(({ row }) => stage.contains(row));
    let button = one(":scope > .fold", stage);
    if (!heading || !mine.length || mine.some((task) => ["open", "failed", "seen"].includes(run.state(task).s))) {
      stage.classList.remove("folded");
      button?.remove();
    } else if (!button) {
      const say = (shut) => {
        stage.classList.toggle("folded", shut);
        button.setAttribute("aria-expanded", !shut);
        button.textContent = shut ? `${mine.length} finished: show` : "Fold";
      };
      button = make("button.fold.what", { onclick: () => say(!stage.classList.contains("folded")) });
      heading.after(button);
      say(!before && !one(":target", stage));
    }
  }
  before = true;
}

// The boxes of a sheet with who and when, and the reasons below it.
const sheets = plan ? all(".sheet") : [];
const items = all(".item[data-code]").map((row) => ({ row, ...row.dataset, ticked: one(".m-done", row) !== null }));
function paper() {
  for (const task of items) {
    const { s, e, again } = run.state(task);
    const [box, by, at] = all(".box, .write", task.row).filter((element) => !element.closest(".cells"));
    box.className = `box m-${s}`;
    one("td > .quiet", task.row)?.remove();
    box.after(make("span.quiet", runs.WORDS[s]));
    by.textContent = again ? "check" : (e?.initials ?? "");
    at.textContent = again ? "again" : e ? runs.stamp(e.time) : "";
  }
  for (const sheet of sheets) {
    const [name, lead] = all(".run-id .write", sheet);
    const ruled = one(".ruled", sheet);
    if (!name || !ruled) continue;
    name.textContent = `${LABELS[run.meta.kind]}: ${run.meta.name}`;
    lead.textContent = `Lead: ${run.meta.by}`;
    all(".told", ruled).forEach((line) => line.remove());
    for (const task of items.filter(({ row }) => sheet.contains(row)).reverse()) {
      const { e } = run.state(task);
      if (e?.reason) ruled.firstElementChild.after(make("div.told", [one(".no", task.row).textContent, `${runs.WORDS[e.state]}: ${e.reason}`, e.name, runs.stamp(e.time)].map((text) => make("p.write", text))));
    }
  }
}

if (plan) {
  document.addEventListener("tminus:run", () => {
    strip();
    one("main > .notkept").hidden = store.works || !(run.meta || tminus.page === "run");
    if (!run.meta) return;
    if (tminus.page === "phase") {
      fold();
      if (run.data) phase();
    }
    paper();
  });
}

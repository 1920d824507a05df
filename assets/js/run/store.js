// What a run is, and where it is kept: `run/PLAN` names the run that is on, `run/PLAN/ID` says what it is, and each task and gate
// has a key of its own, `run/PLAN/ID/CODE`, so that two tabs never write over each other's ticks.
//
// An entry is one change of one task; all are kept, the oldest first. Nothing that comes from a store, a file or a link is used before it went
// through `entry` or `about`.
const { store } = tminus;
const WORDS = { open: "open", done: "done", failed: "failed", na: "n.a.", waived: "waived", clear: "clear", seen: "seen", go: "GO", hold: "HOLD", "no-go": "NO-GO" };
const TEXTS = { initials: 8, name: 80, reason: 500, digest: 16, at: 40, until: 40 };

const cut = (text, most) => (typeof text === "string" ? text.slice(0, most) : "");
const iso = (t) => (t && !Number.isNaN(+new Date(t)) ? new Date(t).toISOString() : "");
const at = (...parts) => ["run", ...parts].join("/");
const two = (number) => String(number).padStart(2, "0");

const runs = {
  WORDS,
  cut,
  iso,
  entry(raw) {
    const time = iso(raw?.time);
    if (!time || !Object.hasOwn(WORDS, cut(raw.state, 9))) return null;
    const made = { state: raw.state, time };
    for (const key in TEXTS) if (cut(raw[key], 1)) made[key] = cut(raw[key], TEXTS[key]);
    if (raw.boxes & 65535) made.boxes = raw.boxes & 65535;
    return made;
  },
  entries: (raw) => (Array.isArray(raw) ? raw.map(runs.entry).filter(Boolean) : []),
  about(raw) {
    const started = iso(raw?.started);
    if (!started || !/^[a-z0-9]{6,20}$/.test(cut(raw.id, 21)) || !["live", "rehearsal"].includes(raw.kind)) return null;
    return { id: raw.id, kind: raw.kind, name: cut(raw.name, 60) || raw.id, by: cut(raw.by, 8), zero: iso(raw.zero) || started, started, ended: iso(raw.ended), revision: raw.revision | 0, digest: cut(raw.digest, 16) };
  },
  parse(text) {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  },
  read: (...key) => runs.parse(store.get(at(...key))),
  write: (value, ...key) => store.set(at(...key), JSON.stringify(value)),
  list: (plan) => store.keys(at(plan, "")).filter((key) => key.split("/").length === 3).map((key) => runs.about(runs.parse(store.get(key)))).filter(Boolean),
  current: (plan) => runs.about(runs.read(plan, store.get(at(plan)))),
  choose: (plan, id) => (id ? store.set(at(plan), id) : store.remove(at(plan))),
  forget: (plan, id) => store.keys(at(plan, id)).forEach((key) => (key.split("/")[2] === id ? store.remove(key) : 0)),
  all(plan, id) {
    const front = at(plan, id, "");
    return new Map(store.keys(front).map((key) => [key.slice(front.length), runs.entries(runs.parse(store.get(key)))]));
  },
  // All work of a plan, with whole codes.
  async data(folder, digest, plan) {
    const list = await tminus.load(`${encodeURI(folder)}/tasks-${digest}.js`, `tasks/${plan}`);
    if (!list) return null;
    const all = list.tasks.map(([tail, digest, words, group, role, kind]) => ({ code: `${plan}-${tail}`, digest, words, group: list.groups[group], place: group, role: list.roles[role] ?? "", kind: ["task", "criterion", "step"][kind & 3], ticked: kind > 7 }));
    const gates = list.gates.map(([tail, digest, words, group, role, go, noGo]) => ({ code: `${plan}-${tail}`, digest, words, group: list.groups[group], role, kind: "gate", go: go.map((n) => all[n]), noGo: noGo.map((n) => all[n]) }));
    const work = [...all, ...gates];
    return { work, gates, tasks: all.filter(({ kind }) => kind === "task"), known: new Map(work.map((task) => [task.code, task])) };
  },
  day: (t) => [new Date(t).getFullYear(), two(new Date(t).getMonth() + 1), two(new Date(t).getDate())].join("-"),
  full: (t) => `${runs.day(t)} ${tminus.clock(t)}`,
  // The clock, with the day where it is not today's.
  stamp: (t) => (runs.day(t) === runs.day(tminus.now()) ? tminus.clock(t) : runs.full(t)),
  bad: (state) => state === "failed" || state === "seen",
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? "",
  tape: (tasks, state, now) => tasks.map((task) => tminus.make(`i.${task === now ? "now" : ({ clear: "done", seen: "failed" }[state(task)] ?? state(task))}`)),
  // "Waived by A. Ortiz: seen in the rehearsal."
  reason: (e) => (e?.reason || (e?.name && e.state === "waived") ? `${WORDS[e.state][0].toUpperCase()}${WORDS[e.state].slice(1)}${e.name ? ` by ${e.name}` : ""}: ${e.reason ?? ""}` : ""),
};
tminus.runs = runs;

// A run as JSON, as Markdown for a ticket, as CSV.
const { run, runs, plan, make } = tminus;

// Tasks and gates as they stand, and what is gone from the plan.
runs.standing = () => {
  const { work, known } = run.data;
  const gone = [...run.all.keys()].filter((code) => !known.has(code) && !code.includes(".")).map((code) => ({ code, words: "", group: ["Gone from the plan", ""], kind: "gone", role: "" }));
  return [...work, ...gone].map((task) => {
    const { s, e, again } = run.state(task);
    return { task, e, again, s, entries: run.all.get(task.code) ?? [], word: again ? "check again" : runs.WORDS[s] };
  });
};

runs.json = () => {
  const all = runs.standing().filter(({ entries, s }) => entries.length || s !== "open").map(({ task: { code, kind, words, digest }, word, entries }) => ({ code, kind, words, digest, state: word, entries }));
  // Lines of a gate that are no things of their own are answered by their number; such answers belong to the run too.
  for (const [code, entries] of run.all) if (code.includes(".") && entries.length) all.push({ code, kind: "gate", words: "", state: runs.WORDS[entries.at(-1).state], entries });
  const { code, title, revision, digest } = plan;
  return JSON.stringify({ format: "tminus-run", version: 1, plan: code, title, revision, digest, run: run.meta, tasks: all.filter(({ kind }) => kind !== "gate"), gates: all.filter(({ kind }) => kind === "gate") }, null, 1);
};

// What such a text holds, or in `no` the reason why it is refused.
runs.fromJson = (text) => {
  const raw = runs.parse(text);
  if (raw?.format !== "tminus-run") return { no: "This is not the JSON of a run." };
  if (raw.version !== 1) return { no: "The file is of another version of the format; this site reads version 1." };
  if (raw.plan !== plan.code) return { no: `This is a run of ${runs.cut(raw.plan, 20)}; this page is of ${plan.code}.` };
  const meta = runs.about({ ...raw.run, revision: raw.revision, digest: raw.digest });
  const listed = [raw.tasks, raw.gates].flatMap((list) => (Array.isArray(list) ? list : [null]));
  const odd = listed.some((task) => !/^[A-Z0-9.-]{3,24}$/.test(runs.cut(task?.code, 25)) || !Array.isArray(task.entries) || !task.entries.every(runs.entry));
  if (!meta || odd) return { no: "The file is damaged. Nothing was taken from it." };
  return { meta, all: new Map(listed.filter(({ entries }) => entries.length).map(({ code, entries }) => [code, runs.entries(entries)])) };
};

const marked = (text) => text.replace(/[\\`*_[\]<>|#~]/g, "\\$&").replace(/\s+/g, " ");
runs.markdown = () => {
  const lines = [`**${run.meta.kind === "live" ? "Live run" : "Rehearsal"}: ${marked(run.meta.name)}**`, `${marked(plan.title)}, ${plan.code} revision ${plan.revision}, digest ${plan.digest}. ${run.sentence()}.`];
  let group;
  for (const { task, s, e, word } of runs.standing().filter(({ task, entries }) => task.kind === "task" || entries.length)) {
    if (task.group[0] !== group) lines.push("", `**${marked((group = task.group[0]))}**`, "");
    const told = [word, e?.initials, e && runs.stamp(e.time)].filter(Boolean).join(" ");
    lines.push(`- [${["done", "clear", "go"].includes(s) ? "x" : " "}] ${task.code} ${marked(`${task.words}: ${told}${e?.name ? `, ${e.name}` : ""}${e?.reason ? `: ${e.reason}` : ""}`)}`);
  }
  return `${lines.join("\n")}\n`;
};

// A cell that a spreadsheet would take for a formula gets a sign in front.
const cell = (text = "") => `"${`${/^[=+\-@\t\r]/.test(text) ? "'" : ""}${text}`.replaceAll('"', '""')}"`;
runs.csv = () => {
  const rows = runs.standing().map(({ task: { code, kind, group, words, role }, word, e = {} }) => [code, kind, group[0], words, role, word, e.time, e.initials, e.name, e.reason]);
  return [["code", "kind", "phase", "task", "role", "state", "time", "initials", "name", "reason"], ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
};

runs.save = (text, ending) => {
  const href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  make("a", { href, download: `${plan.code}-${run.meta.name.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 40)}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
};

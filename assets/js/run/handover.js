// A run in a link: the states packed into bits against the order of the plan's tasks, then the texts as far as they fit.
//
// The fragment is `#run=` and base64url of: 2 bytes of a check sum, 2 of the length of the head, the head in JSON, the bits (one for
// "untouched", else 4 of state, some of minutes since the earliest time, some of initials), the texts in JSON.
const { run, runs, plan } = tminus;
const STATES = Object.keys(runs.WORDS);
const MOST = 1880;

const utf8 = (value) => [...new TextEncoder().encode(JSON.stringify(value))];
const two = (number) => [number >> 8, number & 255];
const sum = (bytes) => two(bytes.reduce((sum, byte) => (sum * 31 + byte) % 65521, 7));
const wide = (most) => Math.ceil(Math.log2(most + 2));
const minute = (time) => Math.floor(Date.parse(time) / 6e4);

// The fragment, how many reasons did not fit, and how many tasks have to be checked again.
runs.pack = () => {
  const { id, kind, name, by, zero, started } = run.meta;
  const list = run.data.work.map((task) => run.state(task));
  const some = list.map(({ e }) => e).filter(Boolean);
  const from = Math.min(...some.map((e) => minute(e.time)), minute(started));
  const minutes = wide(Math.max(...some.map((e) => minute(e.time)), from) - from);
  const people = [...new Set(some.map((e) => e.initials ?? ""))];
  let bits = "";
  const push = (value, width) => (bits += value.toString(2).padStart(width, "0"));
  for (const { e } of list) {
    push(e ? 1 : 0, 1);
    if (!e) continue;
    push(STATES.indexOf(e.state), 4);
    push(minute(e.time) - from, minutes);
    push(people.indexOf(e.initials ?? ""), wide(people.length));
  }
  const head = utf8([1, plan.code, plan.revision, plan.digest, { id, kind, name, by, zero, started }, from, minutes, people]);
  const front = [...two(head.length), ...head, ...bits.match(/.{1,8}/g).map((eight) => parseInt(eight.padEnd(8, "0"), 2))];
  const texts = [];
  let left = 0;
  list.forEach(({ e }, at) => {
    if (!(e?.reason || e?.name || e?.until)) return;
    texts.push([at, e.name, e.reason, e.at, e.until]);
    if ((front.length + utf8(texts).length) * 4 > MOST * 3) left += Boolean(texts.pop());
  });
  const bytes = [...front, ...utf8(texts)];
  const text = btoa(String.fromCharCode(...sum(bytes), ...bytes)).replace(/[+/=]/g, (c) => ({ "+": "-", "/": "_" })[c] ?? "");
  return { fragment: `#run=${text}`, left, again: list.filter(({ again }) => again).length };
};

// What a fragment holds, or in `no` why it is refused.
runs.unpack = (fragment, { work }) => {
  try {
    const bytes = Uint8Array.from(atob(fragment.slice(5).replace(/[-_]/g, (c) => (c === "-" ? "+" : "/"))), (c) => c.charCodeAt(0));
    if (sum(bytes.subarray(2)).some((byte, at) => byte !== bytes[at])) throw 0;
    const read = (from, to) => JSON.parse(new TextDecoder().decode(bytes.subarray(from, to)));
    const end = 4 + bytes[2] * 256 + bytes[3];
    const [, code, revision, digest, about, from, minutes, people] = read(4, end);
    if (code !== plan.code) return { no: `The link holds a run of ${runs.cut(code, 20)}; this page is of ${plan.code}.` };
    if (digest !== plan.digest) return { no: `The link is of revision ${revision | 0}, this page of revision ${plan.revision}: its states go by the order of the tasks there. Ask for the JSON, which can be taken in part.` };
    let bit = end * 8;
    const take = (width) => {
      let value = 0;
      for (; width > 0; width -= 1, bit += 1) value = value * 2 + ((bytes[bit >> 3] >> (7 - (bit & 7))) & 1);
      return value;
    };
    const list = work.map(({ digest }) => (take(1) ? { state: STATES[take(4)], time: new Date((from + take(minutes)) * 6e4), initials: people[take(wide(people.length))], digest } : null));
    for (const [at, name, reason, when, until] of read(Math.ceil(bit / 8))) Object.assign(list[at], { name, reason, at: when, until });
    const all = new Map(list.flatMap((raw, at) => (raw ? [[work[at].code, runs.entries([raw])]] : [])));
    const meta = runs.about({ ...about, revision, digest });
    if (!meta) throw 0;
    return { meta, all };
  } catch {
    return { no: "The link is damaged or cut short. Ask for it again." };
  }
};

// The message desk: each field is filled once, every text follows, and says what is still open.
//
// The texts stand in the page with their fields in marks; only the words in those marks are ever changed, as text. So
// what is copied is what is seen. Values are kept in this browser, by the plan of the page.

const desk = tminus.one("[data-desk]");
if (desk) {
  const { make, all, one, store, plan } = tminus;
  const key = `desk/${plan?.id ?? ""}`;
  const read = () => {
    try {
      const kept = JSON.parse(store.get(key));
      if (kept && typeof kept.values === "object" && kept.values) return kept;
    } catch {
      // Nothing of ours: begin anew.
    }
    return { values: {}, rehearsal: false, last: null };
  };
  let state = read();
  const keep = () => store.set(key, JSON.stringify(state));
  const value = (id) => (typeof state.values[id] === "string" ? state.values[id] : "");

  // Times are those of the plan, where it names a zone.
  const zone = (() => {
    try {
      new Intl.DateTimeFormat("en-GB", { timeZone: plan?.zone || undefined });
      return plan?.zone || undefined;
    } catch {
      return undefined;
    }
  })();
  const clock = (instant) =>
    new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(instant);

  // The fields: rows to be filled by hand on paper become controls.
  const fields = all("[data-input]", desk).map((row) => {
    const id = row.dataset.input;
    const kind = row.dataset.kind ?? "";
    const label = one("th", row).textContent;
    const options = all(".option", row);
    const attributes = { id: `in-${id}`, autocomplete: "off" };
    const control = options.length
      ? make("select", attributes, make("option", { value: "" }, ""), options.map((option) => make("option", { "data-minutes": option.dataset.minutes }, option.textContent)))
      : kind ? make("input", { type: "text", ...attributes }) : make("textarea", { rows: "1", ...attributes });
    const now = (kind === "time" || kind === "next") && make("button", { type: "button", class: "btn", "aria-describedby": `for-${id}` }, "now");
    const box = make("div", { class: "blank" }, make("label", { for: `in-${id}`, id: `for-${id}` }, label), make("div", { class: "with" }, control, now));
    control.addEventListener("input", () => {
      state.values[id] = control.value;
      keep();
      update();
    });
    now && now.addEventListener("click", () => {
      control.value = clock(tminus.now() + (kind === "next" ? minutes() * 60000 : 0));
      control.dispatchEvent(new Event("input"));
    });
    return { id, kind, control, now, box, ofSite: "ofSite" in row.dataset };
  });
  const severity = fields.find((field) => field.kind === "severity")?.control;
  const minutes = () => Number(severity?.selectedOptions?.[0]?.dataset.minutes ?? 0);

  // A run decides whether this is a rehearsal; without one the switch does.
  const run = () => document.documentElement.dataset.run ?? "";
  const isRehearsal = () => (run() === "rehearsal" || run() === "live" ? run() === "rehearsal" : state.rehearsal === true);
  const mode = make("input", { type: "checkbox" });
  const why = make("span");
  mode.addEventListener("change", () => {
    state.rehearsal = mode.checked;
    keep();
    update();
    tminus.say(mode.checked ? "Rehearsal: every text says so" : "In earnest");
  });

  const note = make("p", { class: "label" });
  const clear = make("button", { type: "button", class: "btn" }, "Clear");
  clear.addEventListener("click", () => {
    if (clear.textContent === "Clear") {
      clear.textContent = "Clear all fields: sure?";
      setTimeout(() => (clear.textContent = "Clear"), 4000);
      return;
    }
    clear.textContent = "Clear";
    state = { values: {}, rehearsal: state.rehearsal, last: null };
    store.remove(key);
    show();
    tminus.say("All fields are empty");
  });
  const form = make("form", { "aria-labelledby": "facts" }, make("label", { class: "run" }, mode, "Rehearsal", why), fields.filter((field) => !field.ofSite).map((field) => field.box), fields.some((field) => field.ofSite) && make("h3", {}, "For the messages of the site"), fields.filter((field) => field.ofSite).map((field) => field.box), make("div", { class: "foot" }, note, clear));
  form.addEventListener("submit", (event) => event.preventDefault());
  const facts = one(".deskfields", desk) ?? make("section", { class: "deskfields", "aria-labelledby": "facts" }, make("h2", { id: "facts" }, "Fill in once"));
  one("table", facts)?.remove();
  facts.append(form);
  if (!facts.isConnected) desk.prepend(facts);

  // Bytes of a mail link that every program takes.
  const MAIL = 1900;
  const oneLine = (text) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();

  const messages = all(".message:not([data-command])", desk).map((article) => {
    const text = one("pre", article);
    const subject = one("[data-subject]", article);
    const exercise = [text, subject].map((place) => {
      const mark = make("span", { class: "exercise" });
      place?.prepend(mark);
      return mark;
    });
    const marks = all("mark[data-field]", article);
    const title = one("h3", article).textContent.trim();
    const sent = () => {
      state.last = { at: tminus.now(), title };
      keep();
      due();
    };
    const id = `left-${article.id}`;
    const count = make("button", { type: "button", class: "count-left", id });
    count.addEventListener("click", () => fields.find((field) => !value(field.id) && marks.some((mark) => mark.dataset.field === field.id))?.control.focus());
    const body = () => text.textContent;
    const head = () => (subject ? oneLine(subject.textContent) : "");
    const copy = (label, take) => {
      const button = make("button", { type: "button", class: "btn", "aria-describedby": id }, label);
      button.addEventListener("click", async () => {
        const done = await take();
        button.textContent = done ? "Copied" : "Not copied: select and copy by hand";
        tminus.say(`${button.textContent}, ${count.textContent}`);
        if (done) sent();
        setTimeout(() => (button.textContent = label), 1500);
      });
      return button;
    };
    const to = (one("header p", article).textContent.match(/[^\s@<>,;?&]+@[^\s@<>,;?&]+\.[^\s@<>,;?&]+/) ?? [""])[0];
    const mail = make("a", { class: "btn", "aria-describedby": id, onclick: sent }, "Mail");
    const long = make("span", { class: "small dim" }, "Too long for a mail link: copy the text.");
    const buttons = make("p", { class: "btns" }, copy("Copy for chat", () => chat(head(), body())), copy("Copy as text", () => tminus.copy(body())), mail, count, long);
    text.after(buttons);
    const wrong = make("p", { class: "small bad strong" });
    text.after(wrong);

    return () => {
      const drill = article.dataset.mode === "drill";
      const off = isRehearsal() ? article.dataset.mode === "live" : drill;
      const line = isRehearsal() || drill ? desk.dataset.rehearsal : "";
      exercise[0].textContent = line && `${line}\n\n`;
      exercise[1].textContent = line && `${line} `;
      for (const mark of marks) {
        const given = value(mark.dataset.field);
        mark.className = given ? "" : "fill";
        mark.textContent = given || `[UNFILLED: ${mark.dataset.name}]`;
      }
      const left = new Set(marks.filter((mark) => mark.className).map((mark) => mark.dataset.field)).size;
      count.textContent = left ? `${left} unfilled` : "complete";
      count.classList.toggle("bad", left > 0);
      count.disabled = !left;
      const link = (content) => `mailto:${encodeURIComponent(to)}?subject=${encodeURIComponent(head() || title)}${content && `&body=${content}`}`;
      const whole = link(encodeURIComponent(body().replace(/\r\n?|\n/g, "\r\n")));
      long.hidden = whole.length <= MAIL;
      mail.hidden = !long.hidden;
      mail.href = long.hidden ? whole : "";
      buttons.hidden = off;
      wrong.hidden = !off;
      wrong.textContent = drill ? "For rehearsals only: not to be sent in earnest." : "In earnest only: a rehearsal needs a text of its own.";
      article.classList.toggle("off", off);
    };
  });

  // For editors that take formatted text: every line as it is, so that stars, lines and signs stay what they are.
  const chat = async (head, body) => {
    const text = (head && `${head}\n\n`) + body;
    const block = make("div", {}, text.split("\n").flatMap((line, at) => (at ? [make("br"), line] : [line])));
    block.style.setProperty("white-space", "pre-wrap");
    try {
      const as = (type, what) => ({ [type]: new Blob([what], { type }) });
      await navigator.clipboard.write([new ClipboardItem({ ...as("text/plain", text), ...as("text/html", block.outerHTML) })]);
      return true;
    } catch {
      return tminus.copy(text);
    }
  };

  // When people hear again: so many minutes after what was copied last.
  const hero = one("[data-due]");
  const before = hero ? [...hero.childNodes] : [];
  const [at, label] = [make("time"), make("span", { class: "label" })];
  const due = () => {
    const instant = state.last && minutes() ? Number(state.last.at) + minutes() * 60000 : NaN;
    const next = fields.filter((field) => field.kind === "next");
    for (const field of next) if (field.now) field.now.textContent = minutes() ? `in ${minutes()} min` : "now";
    if (!hero) return;
    if (Number.isNaN(instant)) {
      if (at.isConnected) hero.replaceChildren(...before);
      return;
    }
    const left = Math.ceil((instant - tminus.now()) / 60000);
    at.dateTime = new Date(instant).toISOString();
    at.textContent = clock(instant);
    at.classList.toggle("late", left < 0);
    const when = left > 0 ? `next update is due, in ${left} min` : left === 0 ? "next update is due now" : `next update is ${-left} min late`;
    const words = `${when}. ${severity.value} every ${minutes()} min; last: ${state.last.title}, ${clock(Number(state.last.at))}`;
    if (label.textContent !== words) label.textContent = words;
    if (!at.isConnected) hero.replaceChildren(at, label);
  };

  const update = () => {
    for (const { id, box } of fields) box.classList.toggle("miss", !value(id));
    const fixed = run() === "rehearsal" || run() === "live";
    mode.checked = isRehearsal();
    mode.disabled = fixed;
    why.textContent = fixed ? `the run is ${run() === "live" ? "live" : "a rehearsal"}` : "every text says so";
    desk.classList.toggle("rehearsal", isRehearsal());
    note.textContent = `${zone ? `Times are those of ${zone}. ` : ""}${store.works ? "Kept in this browser only." : "This browser keeps nothing: fields are lost when the page is closed."}`;
    for (const follow of messages) follow();
    due();
  };
  const show = () => {
    for (const { id, control } of fields) control.value = value(id);
    update();
  };
  show();
  document.addEventListener("tminus:tick", due);
  document.addEventListener("tminus:run", update);
  document.addEventListener("tminus:store", update);
  // Another tab of the same desk.
  addEventListener("storage", (event) => {
    if (event.key !== store.prefix + key) return;
    state = read();
    show();
  });
}

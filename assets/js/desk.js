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
      if (kept?.values) return kept;
    } catch {
      // Nothing of ours: begin anew.
    }
    return { values: {} };
  };
  let state = read();
  const keep = () => store.set(key, JSON.stringify(state));
  const value = (id) => String(state.values[id] ?? "");

  // Times are those of the plan, where it names a zone.
  const zone = plan?.zone || undefined;
  const clock = (instant) => new Date(instant).toLocaleTimeString("en-GB", { timeStyle: "short", timeZone: zone });

  // The fields: rows to be filled by hand on paper become controls.
  const form = one("form", desk);
  const foot = one(".foot", form);
  const fields = all("[data-input]", desk).map((row) => {
    const { input: id, kind, heading } = row.dataset;
    const options = all(".option", row);
    const common = { id: `in-${id}` };
    const choices = options.map((option) => make("option", { "data-minutes": option.dataset.minutes }, option.textContent));
    const control = options.length ? make("select", common, make("option", { value: "" }), choices) : make(kind ? "input" : "textarea", { ...common, rows: kind ? null : 1 });
    const now = (kind === "time" || kind === "next") && make("button", { class: "btn", "aria-describedby": `for-${id}` }, "now");
    const box = make("div", { class: "blank" }, make("label", { for: `in-${id}`, id: `for-${id}` }, one("th", row).textContent), make("div", { class: "with" }, control, now));
    control.addEventListener("input", () => {
      state.values[id] = control.value;
      keep();
      update();
    });
    if (now) {
      now.addEventListener("click", () => {
        control.value = clock(tminus.now() + (kind === "next" ? minutes() * 60000 : 0));
        control.dispatchEvent(new Event("input"));
      });
    }
    if (heading) foot.before(make("h3", {}, heading));
    foot.before(box);
    return { id, kind, control, now, box };
  });
  const severity = fields.find((field) => field.kind === "severity")?.control;
  const minutes = () => Number(severity?.selectedOptions?.[0]?.dataset.minutes ?? 0);
  form.addEventListener("submit", (event) => event.preventDefault());

  // A run decides whether this is a rehearsal; without one the switch does.
  const run = () => ["live", "rehearsal"].find((kind) => kind === document.documentElement.dataset.run);
  const isRehearsal = () => (run() ? run() === "rehearsal" : !!state.rehearsal);
  const mode = one("[data-rehearse]", form);
  mode.addEventListener("change", () => {
    state.rehearsal = mode.checked;
    keep();
    update();
  });

  one("[data-clear]", form).addEventListener("click", () => {
    if (!confirm("Clear all fields?")) return;
    state = { values: {}, rehearsal: state.rehearsal };
    keep();
    show();
  });

  // Letters of a mail link that every program takes.
  const MAIL = 1900;
  const oneLine = (text) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();

  // For editors that take formatted text: every line as it is, so that stars and signs stay what they are.
  const chat = async (text) => {
    const block = make("div", {}, text.split("\n").flatMap((line) => [line, make("br")]));
    block.style.setProperty("white-space", "pre-wrap");
    const as = (type, what) => ({ [type]: new Blob([what], { type }) });
    try {
      await navigator.clipboard.write([new ClipboardItem({ ...as("text/plain", text), ...as("text/html", block.outerHTML) })]);
      return true;
    } catch {
      return tminus.copy(text);
    }
  };

  const messages = all(".message:not([data-command])", desk).map((article) => {
    const text = one("pre", article);
    const subject = one("[data-subject]", article);
    const marks = all("mark[data-field]", article);
    const title = one("h3", article).textContent.trim();
    const mail = one("[data-mail]", article);
    const count = one(".count-left", article);
    const head = () => (subject ? oneLine(subject.textContent) : "");
    const sent = () => {
      state.last = { at: tminus.now(), title };
      keep();
      due();
    };
    for (const button of all("[data-copy]", article)) {
      tminus.copies(button, async () => {
        const done = await (button.dataset.copy ? chat((subject ? `${head()}\n\n` : "") + text.textContent) : tminus.copy(text.textContent));
        if (done) sent();
        return done;
      });
    }
    mail.addEventListener("click", sent);
    count.addEventListener("click", () => fields.find(({ id }) => !value(id) && marks.some((mark) => mark.dataset.field === id))?.control.focus());
    const to = one("header p", article).textContent.match(/[\w.+-]+@[\w-]+(\.[\w-]+)+/)?.[0] ?? "";

    return () => {
      const drill = article.dataset.mode === "drill";
      const off = isRehearsal() ? article.dataset.mode === "live" : drill;
      const line = isRehearsal() || drill ? desk.dataset.rehearsal : "";
      for (const place of all(".exercise", article)) place.textContent = line && line + (text.contains(place) ? "\n\n" : " ");
      for (const mark of marks) {
        const given = value(mark.dataset.field);
        mark.className = given ? "" : "fill";
        mark.textContent = given || `[UNFILLED: ${mark.dataset.name}]`;
      }
      const left = new Set(marks.filter((mark) => mark.className).map((mark) => mark.dataset.field)).size;
      count.textContent = left ? `${left} unfilled` : "complete";
      count.disabled = !left;
      const parts = [head() || title, text.textContent.replace(/\r\n?|\n/g, "\r\n")].map(encodeURIComponent);
      const link = `mailto:${to}?subject=${parts[0]}&body=${parts[1]}`;
      mail.hidden = link.length > MAIL;
      mail.href = mail.hidden ? "" : link;
      one(".btns span", article).hidden = !mail.hidden;
      one(".btns", article).hidden = off;
      article.classList.toggle("off", off);
    };
  });

  // When people hear again: so many minutes after what was copied last.
  const hero = one("[data-due]");
  const before = [...hero.childNodes];
  const at = make("time");
  const label = make("span", { class: "label" });
  const due = () => {
    const every = minutes();
    for (const field of fields) if (field.kind === "next") field.now.textContent = every ? `in ${every} min` : "now";
    if (!state.last || !every) {
      if (at.isConnected) hero.replaceChildren(...before);
      return;
    }
    const instant = state.last.at + every * 60000;
    const left = Math.ceil((instant - tminus.now()) / 60000);
    at.dateTime = new Date(instant).toISOString();
    at.textContent = clock(instant);
    at.classList.toggle("late", left < 0);
    const when = left > 0 ? `due, in ${left} min` : left ? `${-left} min late` : "due now";
    const words = `next update is ${when}. ${severity.value} every ${every} min; last: ${state.last.title}, ${clock(state.last.at)}`;
    if (label.textContent !== words) label.textContent = words;
    if (!at.isConnected) hero.replaceChildren(at, label);
  };

  const update = () => {
    for (const { id, box } of fields) box.classList.toggle("miss", !value(id));
    mode.checked = isRehearsal();
    mode.disabled = !!run();
    one(".run span", form).textContent = run() ? "as the run is" : "every text says so";
    desk.classList.toggle("rehearsal", isRehearsal());
    const kept = store.works ? "Kept in this browser only." : "Not kept: this browser stores nothing.";
    one(".label", foot).textContent = zone ? `Times are those of ${zone}. ${kept}` : kept;
    for (const follow of messages) follow();
    due();
  };
  const show = () => {
    for (const { id, control } of fields) control.value = value(id);
    update();
  };
  show();
  document.addEventListener("tminus:tick", due);
  for (const event of ["tminus:run", "tminus:store"]) document.addEventListener(event, update);
  // Another tab of the same desk.
  addEventListener("storage", ({ key: changed }) => {
    if (changed === store.prefix + key) show((state = read()));
  });
}

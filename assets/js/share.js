// Codes give out their address: a click on one opens a small menu that copies the permanent link, or the line for a ticket.

// The permanent address of a code: that of the published site, where it is known.
tminus.permalink = (code) => {
  if (tminus.base) return `${tminus.base}t/${code}/`;
  const file = location.protocol === "file:" ? "index.html" : "";
  return new URL(`${tminus.root}t/${code}/${file}`, location.href).href;
};

// The words that stand beside a code, as the plan has them.
tminus.wordsOf = (link) => {
  const row = link.closest("[data-code], li, tr, h1, h2, h3, h4, h5, h6, section");
  const from = row?.matches("section") ? tminus.one("h1, h2, h3, h4, h5, h6", row) : row;
  const words = (from && (tminus.one(".line", from) ?? tminus.one("th[scope=row], legend, .words", from))) ?? from;
  if (!words) return "";
  const copy = words.cloneNode(true);
  for (const extra of tminus.all(".code, .src, .who, .pick, button, select, figure, ol, ul", copy)) extra.remove();
  for (const expected of tminus.all(".expect", copy)) expected.prepend(" ");
  return copy.textContent.replace(/\s+/g, " ").trim().slice(0, 160);
};

// `CRM-7F3K Check the queue (CRM Warehouse move, revision 7) https://…`
tminus.ticket = (code, words) => {
  const of = tminus.plan ? ` (${tminus.plan.code} ${tminus.plan.title}, revision ${tminus.plan.revision})` : "";
  return `${code} ${words}${of} ${tminus.permalink(code)}`;
};

const menu = tminus.make("div", { class: "codes", role: "group", hidden: true });
let opener = null;

const close = () => {
  if (menu.hidden) return;
  menu.hidden = true;
  menu.remove();
  opener?.setAttribute("aria-expanded", "false");
  opener = null;
};

const item = (label, text) => {
  const button = tminus.make("button", { onclick: async () => {
    const done = await tminus.copy(text);
    const back = opener;
    button.textContent = done ? "Copied" : "Not copied";
    tminus.say(button.textContent);
    setTimeout(() => {
      if (opener === back) close();
      back?.focus({ preventScroll: true });
    }, 600);
  } }, label);
  return button;
};

const open = (link) => {
  close();
  opener = link;
  const code = link.getAttribute("aria-label");
  const words = tminus.wordsOf(link);
  menu.replaceChildren(
    tminus.make("b", {}, code),
    item("Copy link", tminus.permalink(code)),
    item("Copy for a ticket", tminus.ticket(code, words)),
    item("Copy code", code),
  );
  const elsewhere = new URL(link.href).pathname !== location.pathname;
  if (elsewhere) menu.append(tminus.make("a", { href: link.getAttribute("href") }, "Go there"));
  menu.setAttribute("aria-label", code);
  document.body.append(menu);
  menu.hidden = false;
  const at = link.getBoundingClientRect();
  const above = at.bottom + menu.offsetHeight + 72 > innerHeight && at.top > menu.offsetHeight + 64;
  menu.style.top = `${scrollY + (above ? at.top - menu.offsetHeight - 4 : at.bottom + 4)}px`;
  menu.style.left = `${Math.max(8, Math.min(scrollX + at.left, document.documentElement.clientWidth - menu.offsetWidth - 8))}px`;
  link.setAttribute("aria-expanded", "true");
  tminus.one("button", menu).focus({ preventScroll: true });
};

for (const link of tminus.all("a.code[aria-label]")) link.setAttribute("aria-expanded", "false");
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.code[aria-label]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    if (opener === link) close();
    else open(link);
  } else if (!menu.contains(event.target)) close();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || menu.hidden) return;
  const back = opener;
  close();
  back?.focus();
});
menu.addEventListener("focusout", (event) => {
  if (event.relatedTarget && !menu.contains(event.relatedTarget)) close();
});

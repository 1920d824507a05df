// The frame round a page: the current tab in sight, menus that close by themselves.

// On a phone the tabs scroll sideways.
const row = tminus.one(".tabs .row");
const current = tminus.one("[aria-current]", row ?? document);
if (row && current) row.scrollLeft = current.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;

const menus = () => tminus.all("details.more[open]");
for (const left of ["click", "focusin"]) {
  document.addEventListener(left, (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    tminus.one("summary", menu).focus();
  }
});


// What the margin of every printed page says: CSS can read no text of the page by itself.
if (tminus.plan) {
  const { code, revision, digest } = tminus.plan;
  const page = tminus.one("h1")?.textContent.replace(/\s+/g, " ").trim().slice(0, 60) ?? "";
  const said = [`${code} revision ${revision}`, digest.match(/.{4}/g)?.join(" "), page, "printed copy: check that it is current before use"];
  document.documentElement.style.setProperty("--sheet", JSON.stringify(said.filter(Boolean).join("   ")));
}

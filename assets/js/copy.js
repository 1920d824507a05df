// Copying: commands exactly as shown, and links to what has a code.

// The old way serves where the clipboard is missing: plain http, some disks.
tminus.copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = tminus.make("textarea", { class: "quiet", "aria-hidden": "true", value: text });
    const focus = document.activeElement;
    (document.querySelector("dialog[open]") ?? document.body).append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    focus?.focus({ preventScroll: true });
    return done;
  }
};

// Makes a button do a copy (`take` gives whether it was done) and say so in its own words.
tminus.copies = (button, take) => {
  const label = button.textContent;
  button.addEventListener("click", async () => {
    const done = await take();
    button.textContent = done ? "Copied" : "Not copied: select and copy by hand";
    tminus.say(button.textContent);
    setTimeout(() => (button.textContent = label), 1500);
  });
  return button;
};

// A button that copies what `text()` gives.
tminus.copyButton = (label, text, attributes = {}) =>
  tminus.copies(tminus.make("button", { class: "btn", ...attributes }, label), () => tminus.copy(text()));

// Commands are copied to the letter. One with a blank in it would be run as it stands, so it cannot be copied; what is
// hidden because it may be a secret is no command either.
for (const figure of tminus.all("figure.cmd:not(.front)")) {
  const code = tminus.one("pre > code", figure);
  const blanks = tminus.all(".fill", code).length;
  const secret = code.textContent.includes("[hidden]");
  const button = tminus.copyButton("Copy", () => code.textContent.replace(/\n$/, ""), { "aria-label": `Copy: ${code.textContent.trim().slice(0, 60)}` });
  let head = tminus.one("figcaption", figure);
  if (!head) figure.prepend((head = tminus.make("figcaption")));
  if (blanks || secret) {
    button.disabled = true;
    head.append(tminus.make("span", { class: "bad" }, secret ? "a secret is left out" : blanks === 1 ? "1 blank to fill first" : `${blanks} blanks to fill first`));
  }
  head.append(button);
}

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
  tminus.copies(tminus.make("button", { type: "button", class: "btn", ...attributes }, label), () => tminus.copy(text()));

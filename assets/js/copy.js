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

// A button that copies what `text()` gives, and says so in its own words.
tminus.copyButton = (label, text, attributes = {}) => {
  const button = tminus.make("button", { type: "button", class: "btn", ...attributes }, label);
  button.addEventListener("click", async () => {
    const done = await tminus.copy(text());
    button.textContent = done ? "Copied" : "Not copied: select and copy by hand";
    tminus.say(button.textContent);
    setTimeout(() => (button.textContent = label), 1500);
  });
  return button;
};

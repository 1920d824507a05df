// The count: how far it is to T-0. Elements with `data-count` hold it; `datetime` is the instant.

// Tests and pictures stop the clock with `?now=` and an instant.
const stopped = Date.parse(new URLSearchParams(location.search).get("now") ?? "");
tminus.now = () => (Number.isNaN(stopped) ? Date.now() : stopped);

const two = (number) => String(number).padStart(2, "0");

// `T−6 d 20:38`, `T+0:47`; with `seconds`, `T−0:06:12`.
tminus.count = (instant, seconds = false) => {
  const now = tminus.now();
  const all = Math.floor(Math.abs(now - instant) / 1000);
  const [days, hours, minutes] = [Math.floor(all / 86400), Math.floor(all / 3600) % 24, Math.floor(all / 60) % 60];
  const clock = `${days ? two(hours) : hours}:${two(minutes)}${seconds ? `:${two(all % 60)}` : ""}`;
  return `T${now >= instant ? "+" : "\u2212"}${days ? `${days} d ` : ""}${days > 99 ? "" : clock}`.trim();
};

// `14:05` in the clock of the reader.
tminus.clock = (instant) => {
  const at = new Date(instant);
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
};

tminus.tick = () => {
  for (const element of tminus.all("[data-count]")) {
    const instant = Date.parse(element.dateTime);
    const text = Number.isNaN(instant) ? "" : tminus.count(instant, element.dataset.count === "seconds");
    if (text && element.textContent !== text) element.textContent = text;
  }
  // A build knows no clock: whether a plan is past its review is known where it is read.
  for (const section of tminus.all("[data-review]")) section.hidden = tminus.now() < Date.parse(section.dataset.review);
  document.dispatchEvent(new Event("tminus:tick"));
};
tminus.tick();
setInterval(tminus.tick, 1000);

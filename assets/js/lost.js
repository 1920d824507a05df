// On the page for addresses without a file: a code that was typed from paper in mixed letters, or with letters that
// look like those of a code, leads to its permalink. Hosts tell cases apart; people do not.
const find = () => {
  const asked = /^(.*\/t\/)([^/]+?)(?:\/(?:index\.html)?)?$/i.exec(location.pathname);
  if (!asked) return;
  const [plan, tail = "", ...sheet] = decodeURIComponent(asked[2]).trim().toLowerCase().split("-");
  const code = [plan, tminus.words.meant(tail), ...sheet].filter(Boolean).join("-").toUpperCase();
  if (!/^[A-Z0-9-]+$/.test(code) || code === asked[2]) return;
  location.replace(asked[1].replace(/\/T\/$/, "/t/") + code + "/" + location.hash);
};
if (tminus.page === "404") find();

// What all scripts build on: where the page stands, making elements, loading data, speaking to screen readers, keeping.
//
// Nothing of a page is ever made from text as HTML; elements are made one by one. Data comes in scripts that call
// `tminus.data`, for those load from disk as well as over http.
const root = document.documentElement;
const body = document.body;

// All that a page tells its scripts stands in data attributes of its root and its body.
Object.assign(tminus, {
  // The way from this page to the root of the site: "" or "../".
  root: root.dataset.root ?? "",
  // The address of the published site, or "".
  base: root.dataset.base ?? "",
  // A name of this site among the sites of a browser.
  site: root.dataset.site ?? "",
  // `phase`, `gates`, `home`.
  page: root.dataset.page ?? "",
  // The plan of the page: code, title, revision, digest, folder, zero (an instant in ISO 8601 or ""), zone.
  plan: body.dataset.plan
    ? {
        code: body.dataset.plan,
        id: body.dataset.folder,
        title: body.dataset.title,
        revision: Number(body.dataset.revision),
        digest: body.dataset.digest,
        zero: body.dataset.zero ?? "",
        zone: body.dataset.zone ?? "",
      }
    : null,
});
window.tminus = tminus;

tminus.all = (query, from = document) => [...from.querySelectorAll(query)];
tminus.one = (query, from = document) => from.querySelector(query);

// An element: `make("a.btn", { href }, "text", child)`; attributes may be left out. Functions under `onclick` and so on are
// listeners.
tminus.make = (tag, attributes, ...children) => {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  if (name === "button") element.type = name;
  const plain = attributes && Object.getPrototypeOf(attributes) === Object.prototype;
  for (const [name, value] of Object.entries(plain ? attributes : {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...[plain ? "" : attributes, ...children].flat().filter((child) => child || child === 0));
  return element;
};

// Scripts of our own site alone may be loaded: browsers that know trusted types see to it.
const trusted = window.trustedTypes?.createPolicy("tminus", {
  createScriptURL: (url) => {
    if (!new URL(url, location.href).href.startsWith(new URL(tminus.root || ".", location.href).href)) throw new TypeError(url);
    return url;
  },
});
const waiting = new Map();
const loaded = new Map();

// Data files call `tminus.data("name", value)`; whoever asked with `tminus.load` gets the value, once loaded for all.
tminus.data = (name, value) => {
  loaded.set(name, value);
  waiting.get(name)?.(value);
};

// Loads `path` (from the root of the site), a script that calls `tminus.data(name, …)`. `undefined` where it is missing.
const asked = new Map();
tminus.load = (path, name) => {
  if (loaded.has(name)) return Promise.resolve(loaded.get(name));
  if (!asked.has(name)) {
    asked.set(
      name,
      new Promise((resolve) => {
        waiting.set(name, resolve);
        const script = document.createElement("script");
        const url = tminus.root + path;
        script.src = trusted ? trusted.createScriptURL(url) : url;
        // Asked for again, it may be there: networks come back.
        script.addEventListener("error", () => (asked.delete(name), resolve(undefined)));
        script.addEventListener("load", () => setTimeout(() => resolve(loaded.get(name))));
        document.head.append(script);
      }),
    );
  }
  return asked.get(name);
};

// Says something to those who listen rather than look.
const voice = tminus.make("p", { class: "quiet", role: "status", "aria-live": "polite" });
body.append(voice);
tminus.say = (text) => {
  voice.textContent = "";
  setTimeout(() => (voice.textContent = text), 50);
};

// The browser's store, with a name in front of every key. Where it is off, full or private, `works` is false, all is
// kept as long as the page is open, and the page has to say so.
const memory = new Map();
const store = {
  works: true,
  prefix: `tminus/${tminus.site}/`,
  // What did not fit into the store is newer than what is in it.
  get(key) {
    if (!store.works && memory.has(key)) return memory.get(key);
    return store.attempt(() => localStorage.getItem(store.prefix + key));
  },
  set(key, value) {
    memory.set(key, value);
    store.attempt(() => localStorage.setItem(store.prefix + key, value));
    return store.works;
  },
  remove(key) {
    memory.set(key, null);
    store.attempt(() => localStorage.removeItem(store.prefix + key));
  },
  // Keys that begin with `front`, without the name of the site.
  keys(front = "") {
    const found = new Set();
    store.attempt(() => {
      for (let at = 0; at < localStorage.length; at += 1) {
        const key = localStorage.key(at);
        if (key.startsWith(store.prefix + front)) found.add(key.slice(store.prefix.length));
      }
    });
    if (!store.works) {
      for (const [key, value] of memory) {
        if (value === null) found.delete(key);
        else if (key.startsWith(front)) found.add(key);
      }
    }
    return [...found].sort();
  },
  attempt(what) {
    try {
      return what();
    } catch {
      if (store.works) {
        store.works = false;
        document.dispatchEvent(new Event("tminus:store"));
      }
      return null;
    }
  },
};
try {
  localStorage.setItem(`${store.prefix}?`, "1");
  localStorage.removeItem(`${store.prefix}?`);
} catch {
  store.works = false;
}
tminus.store = store;

root.classList.add("scripts");

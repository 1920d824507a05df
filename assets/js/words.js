// Words as they are looked for, exactly as `src/search/words.rs` takes them apart; and the search index, as
// `src/search/terms.rs` writes it.

const NAMES = /[\p{Alphabetic}\p{N}]+(?:[_-][\p{Alphabetic}\p{N}]+)*/gu;
// Scripts that write words without blanks between them.
const DENSE = "[\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]";
const dense = new RegExp(DENSE, "u");
const runs = new RegExp(`${DENSE}+|(?:(?!${DENSE}).)+`, "gu");
const SAME = { ß: "ss", ς: "σ", ı: "i", ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe" };

const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .normalize("NFKC")
    .replace(/[ßςıøłđæœ]/g, (letter) => SAME[letter]);

const pairs = (run) => {
  const letters = [...run];
  return letters.length === 1 ? letters : letters.slice(1).map((letter, at) => letters[at] + letter);
};
const parts = (part) => part.match(runs).flatMap((run) => (dense.test(run) ? pairs(run) : [run.slice(0, 32)]));

// The names in a text, each with its words, and in one piece where it has joints: `MAX_RETRIES`, `go-live`.
const names = (text) =>
  [...fold(text).matchAll(NAMES)].map(([name]) => {
    const split = name.split(/[_-]/);
    const joined = split.join("");
    return { words: split.flatMap(parts), joined: split.length > 1 && !dense.test(name) && joined.length <= 32 ? joined : "" };
  });
const words = (text) => names(text).flatMap((name) => (name.joined ? [...name.words, name.joined] : name.words));

// Chunks with the weight of a word in each.
const places = (text) => {
  const found = new Map();
  let [next, number, scale] = [0, 0, 1];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const digit = (code > 92 ? code - 1 : code) - 35;
    number += (digit % 45) * scale;
    scale *= 45;
    if (digit >= 45) continue;
    next += Math.floor(number / 3);
    found.set(next, number % 3);
    next += 1;
    [number, scale] = [0, 1];
  }
  return found;
};

tminus.words = { fold, names, words, places };

// Words as they are looked for, exactly as `src/search/words.rs` takes them apart.

const SAME = { ß: "ss", ς: "σ", ı: "i", ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe" };
const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .normalize("NFKC")
    .replace(/[ßςıøłđæœ]/g, (letter) => SAME[letter]);

// Scripts that write words without blanks between them are taken in pairs of letters.
const DENSE = "[\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]";
const dense = new RegExp(DENSE, "u");
const runs = new RegExp(`${DENSE}+|(?:(?!${DENSE}).)+`, "gu");
const split = (run) => {
  if (!dense.test(run)) return run.slice(0, 32);
  const letters = [...run];
  return letters[1] ? letters.slice(1).map((letter, at) => letters[at] + letter) : run;
};

// The names in a text with their words, and in one piece where they have joints: `MAX_RETRIES`, `go-live`.
const names = (text) =>
  (fold(text).match(/[\p{Alphabetic}\p{N}]+(?:[_-][\p{Alphabetic}\p{N}]+)*/gu) ?? []).map((name) => {
    const parts = name.split(/[_-]/);
    const joined = parts[1] && !dense.test(name) && parts.join("");
    return { words: parts.flatMap((part) => part.match(runs).flatMap(split)), joined: joined?.length <= 32 ? joined : "" };
  });

// Letters that are read for those of a code, which has four.
const MEANT = { b: 8, s: 5, z: 2, u: "v", o: "q", 0: "q" };
const meant = (word) => (word.length === 4 ? word.replace(/[bszuo0]/g, (letter) => MEANT[letter]) : word);

tminus.words = {
  fold,
  meant,
  names,
  of: (text) => names(text).flatMap(({ words, joined }) => (joined ? [...words, joined] : words)),
};

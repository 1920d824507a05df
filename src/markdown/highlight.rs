//! Colour for code: text and language to HTML with one-letter classes.
//!
//! The classes: `c` comment, `s` string, `n` number or constant, `k` keyword, `f` function, `t` type or tag,
//! `v` variable, `a` attribute or key, `p` nothing (punctuation stays plain). Twelve times smaller than one class a scope.

mod lines;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use syntect::parsing::{Scope, ScopeStack, SyntaxReference, SyntaxSet};

use self::lines::Lines;
use super::html::{escape, escaped};

/// Lines longer than this stay plain: grammars take seconds on them.
const LONGEST_LINE: usize = 2_000;

/// Texts longer than this stay plain.
const LONGEST_TEXT: usize = 200_000;

struct Grammars {
    syntaxes: SyntaxSet,
    classes: Vec<(Scope, &'static str)>,
}

static GRAMMARS: LazyLock<Grammars> = LazyLock::new(|| {
    let named = [
        ("comment", "c"),
        ("string", "s"),
        ("constant.character.escape", "n"),
        ("constant", "n"),
        ("keyword.operator", ""),
        ("keyword", "k"),
        ("storage", "k"),
        ("entity.name.function", "f"),
        ("support.function", "f"),
        ("variable.function", "f"),
        ("entity.name.tag", "t"),
        ("entity.name", "t"),
        ("support.type", "t"),
        ("entity.other.attribute-name", "a"),
        ("variable.parameter.option", "a"),
        ("variable", "v"),
        ("punctuation.definition.comment", "c"),
        ("punctuation.definition.string", "s"),
        ("punctuation.definition.variable", "v"),
    ];
    Grammars {
        syntaxes: two_face::syntax::extra_newlines(),
        classes: named.iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class))).collect(),
    }
});

/// Bytes of coloured code that are remembered; a plan shows its commands on several pages.
const MEMORY: usize = 16 << 20;

/// Coloured code by language and text, with the number of bytes in it.
type Memory = (HashMap<(String, String), Arc<str>>, usize);

static COLOURED: LazyLock<Mutex<Memory>> = LazyLock::new(Mutex::default);

/// The inside of a `<code>` element: `text` escaped and, where the language is known, coloured.
pub fn highlight(lang: Option<&str>, text: &str) -> String {
    match known(lang, text) {
        Some(syntax) => colour(syntax, text).unwrap_or_else(|| escaped(text)),
        None => escaped(text),
    }
}

/// The same, remembered: for code that stands on several pages.
pub fn highlight_again(lang: Option<&str>, text: &str) -> String {
    let Some(lang) = lang.filter(|_| known(lang, text).is_some()) else {
        return escaped(text);
    };
    let key = (lang.to_owned(), text.to_owned());
    let seen = COLOURED.lock().unwrap_or_else(PoisonError::into_inner).0.get(&key).cloned();
    if let Some(html) = seen {
        return html.to_string();
    }
    let html = highlight(Some(lang), text);
    let mut memory = COLOURED.lock().unwrap_or_else(PoisonError::into_inner);
    if memory.1 > MEMORY {
        *memory = Memory::default();
    }
    memory.1 += text.len() + html.len();
    memory.0.insert(key, html.as_str().into());
    html
}

/// The grammar of a text that is to be coloured.
fn known(lang: Option<&str>, text: &str) -> Option<&'static SyntaxReference> {
    lang.filter(|_| text.len() <= LONGEST_TEXT).and_then(syntax)
}

fn syntax(lang: &str) -> Option<&'static SyntaxReference> {
    let name = match lang {
        "shell" | "console" | "zsh" | "shell-session" | "shellsession" => "bash",
        "systemd" | "conf" | "env" | "dotenv" | "properties" => "ini",
        "csharp" => "cs",
        "jsonc" | "json5" => "json",
        "text" | "txt" | "plain" | "plaintext" => return None,
        other => other,
    };
    GRAMMARS.syntaxes.find_syntax_by_token(name)
}

/// `None` when a grammar fails; the caller then writes the text plain.
fn colour(syntax: &SyntaxReference, text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() * 2);
    let mut lines = Lines::of(syntax, &GRAMMARS.syntaxes);
    let mut stack = ScopeStack::new();
    let mut open = "";
    for line in text.split_inclusive('\n') {
        if line.len() > LONGEST_LINE {
            switch(&mut out, &mut open, "");
            escape(&mut out, line);
            continue;
        }
        let mut from = 0;
        for (at, change) in lines.next(line)?.iter() {
            piece(&mut out, &mut open, line.get(from..*at)?, &stack);
            stack.apply(change).ok()?;
            from = *at;
        }
        piece(&mut out, &mut open, line.get(from..)?, &stack);
    }
    switch(&mut out, &mut open, "");
    Some(out)
}

/// Blanks between two pieces stand inside the mark only where both have it.
fn piece(out: &mut String, open: &mut &'static str, text: &str, stack: &ScopeStack) {
    if text.trim().is_empty() {
        out.push_str(text);
        return;
    }
    let class = class(stack);
    let blanks = out.len() - out.trim_end_matches([' ', '\t', '\n']).len();
    if *open != class && blanks > 0 && !open.is_empty() {
        let blanks = out.split_off(out.len() - blanks);
        switch(out, open, "");
        out.push_str(&blanks);
    }
    switch(out, open, class);
    escape(out, text);
}

fn switch(out: &mut String, open: &mut &'static str, class: &'static str) {
    if *open == class {
        return;
    }
    if !open.is_empty() {
        out.push_str("</i>");
    }
    if !class.is_empty() {
        out.push_str("<i class=");
        out.push_str(class);
        out.push('>');
    }
    *open = class;
}

/// The class of the innermost scope that has one; of several that fit a scope the longest.
fn class(stack: &ScopeStack) -> &'static str {
    for scope in stack.as_slice().iter().rev() {
        let best =
            GRAMMARS.classes.iter().filter(|(of, _)| of.is_prefix_of(*scope)).max_by_key(|(of, _)| of.len());
        if let Some((_, class)) = best {
            return class;
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::highlight;

    #[test]
    fn colours_and_escapes() {
        let html = highlight(Some("bash"), "# a <b>\nexport A=\"x\" && echo $A\n");
        assert!(html.contains("<i class=c># a &lt;b&gt;"), "{html}");
        assert!(html.contains("<i class=s>&quot;x&quot;"), "{html}");
        assert!(
            highlight(Some("sql"), "SELECT 'a' FROM b;\n").contains("</i> <i class=k>FROM"),
            "blanks are unmarked"
        );
        assert_eq!(highlight(None, "a < b"), "a &lt; b");
        assert_eq!(highlight(Some("no-such-language"), "a < b"), "a &lt; b");
    }

    #[test]
    fn the_languages_of_operations_are_known() {
        for lang in [
            "bash",
            "sh",
            "console",
            "yaml",
            "json",
            "sql",
            "ini",
            "toml",
            "nginx",
            "dockerfile",
            "python",
            "powershell",
            "hcl",
            "typescript",
            "csharp",
            "systemd",
        ] {
            assert!(super::syntax(lang).is_some(), "{lang}");
        }
    }
}

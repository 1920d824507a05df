//! Scripts without the blanks and ends of lines that say nothing. Texts, templates and regular expressions stay as they are.
//!
//! Scripts come without comments; a `//` behind code on its line would take the next line with it, so none may stand there.

/// `script` with fewer bytes and the same meaning.
pub fn squeeze(script: &str) -> String {
    let mut out = Out { text: String::with_capacity(script.len()), blank: false };
    // Depth of braces in each `${` that is open.
    let mut open: Vec<usize> = Vec::new();
    let mut rest = script;
    while let Some(first) = rest.chars().next() {
        let ends_hole = first == '}' && open.last() == Some(&0);
        let length = match first {
            ' ' => {
                out.blank = true;
                1
            }
            '\n' => {
                out.end_of_line(rest.get(1..).unwrap_or(""));
                1
            }
            '"' | '\'' => out.take(rest, quoted(rest, first)),
            '`' | '}' if first == '`' || ends_hole => {
                if ends_hole {
                    open.pop();
                }
                let length = template(rest);
                if rest.get(..length).is_some_and(|piece| piece.ends_with("${")) {
                    open.push(0);
                }
                out.take(rest, length)
            }
            '/' if out.expects_value() => out.take(rest, expression(rest)),
            _ => {
                if let Some(depth) = open.last_mut() {
                    *depth = match first {
                        '{' => *depth + 1,
                        '}' => depth.saturating_sub(1),
                        _ => *depth,
                    };
                }
                out.take(rest, first.len_utf8())
            }
        };
        rest = rest.get(length..).unwrap_or("");
    }
    out.text
}

struct Out {
    text: String,
    /// A blank was left out before what comes.
    blank: bool,
}

impl Out {
    fn take(&mut self, rest: &str, length: usize) -> usize {
        let piece = rest.get(..length).unwrap_or(rest);
        if let (true, Some(before), Some(after)) =
            (self.blank, self.text.chars().last(), piece.chars().next())
        {
            let joins = in_name(before) && in_name(after);
            let signs = before == after && matches!(before, '+' | '-');
            if joins || signs || before == '/' || after == '/' {
                self.text.push(' ');
            }
        }
        self.blank = false;
        self.text.push_str(piece);
        piece.len()
    }

    /// An end of line is left out where a statement can neither end before it nor begin behind it, or has ended already.
    fn end_of_line(&mut self, next: &str) {
        self.blank = false;
        let goes_on = self.text.ends_with(['{', '(', ',', '[', ';', '?', ':', '&', '|', '='])
            || self.text.ends_with("=>");
        if !goes_on && !next.starts_with(['}', '.', ')']) {
            self.text.push('\n');
        }
    }

    /// Whether a `/` begins a regular expression here rather than divides.
    fn expects_value(&self) -> bool {
        let before = self.text.trim_end();
        before.is_empty()
            || before.ends_with(['(', ',', '=', ':', '[', '!', '&', '|', '?', '{', '}', ';', '>'])
            || before.ends_with("return")
    }
}

fn in_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// Bytes of a text in quotes.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Bytes of a template from its beginning, or from the end of a hole in it, to its end or to the next hole.
fn template(text: &str) -> usize {
    let (mut escaped, mut dollar) = (false, false);
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '`' => return at + 1,
            '{' if dollar => return at + 1,
            _ => {}
        }
        dollar = c == '$' && !escaped;
    }
    text.len()
}

/// Bytes of a regular expression, its flags left out.
fn expression(text: &str) -> usize {
    let (mut escaped, mut class) = (false, false);
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => class = true,
            ']' => class = false,
            '/' if !class => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::squeeze;

    #[test]
    fn blanks_between_names_stay() {
        assert_eq!(squeeze("const a = b in c ? 1 : - 2;"), "const a=b in c?1:-2;");
        assert_eq!(squeeze("return a + +b - -c;"), "return a+ +b- -c;");
    }

    #[test]
    fn texts_templates_and_expressions_stay() {
        for same in ["f(\"a + b\",'c \\' d');", "g(`a  b ${c} d { e } ${f({h:1})} `);", "x=/[/ ]+ \\/ a/g;"] {
            assert_eq!(squeeze(same), same);
        }
        assert_eq!(squeeze("f(`a ${ b + { c: `d ${ e } f` }.c } g`)"), "f(`a ${b+{c:`d ${e} f`}.c} g`)");
        assert_eq!(squeeze("a = b / c / d;"), "a=b / c / d;");
        assert_eq!(squeeze("a.filter((b) => /x y/.test(b))"), "a.filter((b)=> /x y/.test(b))");
    }

    #[test]
    fn ends_of_lines_go_where_nothing_ends() {
        assert_eq!(squeeze("f(\na,\nb\n);\nif (c) {\nd();\n}\ne()"), "f(a,b);if(c){d();}\ne()");
        assert_eq!(squeeze("a\n.b()\n.c();\nlet x = {}\nlet y"), "a.b().c();let x={}\nlet y");
        assert_eq!(squeeze("let a = 1\nlet b"), "let a=1\nlet b");
    }
}

//! One and the same plan, written as other people write.

/// How a plan is written anew. The default changes nothing.
#[derive(Debug, Clone)]
pub struct Dress {
    pub bullet: char,
    pub headings: Headings,
    /// Headings below the title go one level down.
    pub deeper: bool,
    pub ends: Ends,
    /// A byte order mark in front.
    pub mark: bool,
    /// Flat lists of plain tasks become tables.
    pub tables: bool,
    pub damage: Option<Codec>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headings {
    AsTheyAre,
    Pictograph,
    Colon,
    Bold,
    /// `## Title ##`
    Closed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    AsTheyAre,
    Crlf,
    /// Blanks behind every third line.
    Blanks,
    /// No line end behind the last line.
    NoLast,
}

/// As what UTF-8 was read when it was damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    Windows1252,
    Latin1,
    MacRoman,
}

impl Default for Dress {
    fn default() -> Dress {
        Dress {
            bullet: '-',
            headings: Headings::AsTheyAre,
            deeper: false,
            ends: Ends::AsTheyAre,
            mark: false,
            tables: false,
            damage: None,
        }
    }
}

impl Dress {
    pub fn put_on(&self, text: &str) -> String {
        let front = front_matter_lines(text);
        let mut lines: Vec<String> = text.lines().take(front).map(str::to_owned).collect();
        let mut body: Vec<String> = text.lines().skip(front).map(str::to_owned).collect();
        if self.tables {
            body = tables(body);
        }
        outside_fences(
            &mut body,
            |line| {
                if line.starts_with('#') { self.heading(line) } else { self.item(line) }
            },
        );
        lines.extend(body);
        let text = self.end(lines);
        let damaged = self.damage.map_or(text.clone(), |codec| codec.damage(&text));
        if self.mark { format!("\u{feff}{damaged}") } else { damaged }
    }

    fn heading(&self, line: &str) -> String {
        let level = line.chars().take_while(|c| *c == '#').count();
        let rest = line[level..].trim();
        let (title, attributes) = match rest.find(" {") {
            Some(at) if rest.ends_with('}') => (&rest[..at], &rest[at..]),
            _ => (rest, ""),
        };
        let level = "#".repeat(if self.deeper && level > 1 { level + 1 } else { level });
        match self.headings {
            Headings::AsTheyAre => format!("{level} {title}{attributes}"),
            Headings::Pictograph => format!("{level} \u{1f680} {title}{attributes}"),
            Headings::Colon if title.ends_with([':', ')', '?']) => format!("{level} {title}{attributes}"),
            Headings::Colon => format!("{level} {title}:{attributes}"),
            Headings::Bold if title.contains(['*', '`', '_']) => format!("{level} {title}{attributes}"),
            Headings::Bold => format!("{level} **{title}**{attributes}"),
            Headings::Closed if attributes.is_empty() => format!("{level} {title} {level}"),
            Headings::Closed => format!("{level} {title}{attributes}"),
        }
    }

    fn item(&self, line: &str) -> String {
        let words = line.trim_start();
        match words.strip_prefix("- ") {
            Some(rest) => format!("{}{} {rest}", &line[..line.len() - words.len()], self.bullet),
            None => line.to_owned(),
        }
    }

    fn end(&self, lines: Vec<String>) -> String {
        match self.ends {
            Ends::AsTheyAre => lines.join("\n") + "\n",
            Ends::Crlf => lines.join("\r\n") + "\r\n",
            Ends::NoLast => lines.join("\n"),
            Ends::Blanks => {
                let blank =
                    |(at, line): (usize, String)| if at % 3 == 1 { line + " \n" } else { line + "\n" };
                lines.into_iter().enumerate().map(blank).collect()
            }
        }
    }
}

impl Codec {
    fn damage(self, text: &str) -> String {
        let bytes = text.as_bytes();
        match self {
            Codec::Windows1252 => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
            Codec::MacRoman => encoding_rs::MACINTOSH.decode_without_bom_handling(bytes).0.into_owned(),
            Codec::Latin1 => bytes.iter().map(|b| *b as char).collect(),
        }
    }
}

/// How many lines the front matter takes, its two fences counted in.
fn front_matter_lines(text: &str) -> usize {
    if !text.starts_with("---\n") {
        return 0;
    }
    text.lines().skip(1).position(|line| line == "---").map_or(0, |at| at + 2)
}

fn is_fence(line: &str) -> bool {
    line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~")
}

fn outside_fences(lines: &mut [String], change: impl Fn(&str) -> String) {
    let mut fenced = false;
    for line in lines {
        if is_fence(line) {
            fenced = !fenced;
        } else if !fenced {
            *line = change(line);
        }
    }
}

/// The text of a task that a table can hold without loss.
fn plain_task(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix("- [")?;
    let (tick, text) = (rest.get(..1)?, rest.get(1..)?.strip_prefix("] ")?);
    (!text.contains(['|', '*', '_', '<', '>', '=', ':', '{', '\u{2264}', '\u{2265}'])).then_some((tick, text))
}

/// Runs of two or more plain tasks, nothing nested in them, become tables.
fn tables(lines: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let (mut at, mut fenced) = (0, false);
    while at < lines.len() {
        fenced ^= is_fence(&lines[at]);
        let run = lines[at..].iter().take_while(|l| !fenced && plain_task(l).is_some()).count();
        let blank = |line: Option<&String>| line.is_none_or(|l| l.trim().is_empty());
        if run < 2 || !blank(out.last()) || !blank(lines.get(at + run)) || continues(&lines[at + run..]) {
            let step = run.max(1);
            out.extend(lines[at..at + step].iter().cloned());
            at += step;
            continue;
        }
        out.extend(["| Done | Task |".to_owned(), "|---|---|".to_owned()]);
        let rows = lines[at..at + run].iter().filter_map(|line| plain_task(line));
        out.extend(rows.map(|(tick, text)| format!("| [{tick}] | {text} |")));
        at += run;
    }
    out
}

/// Whether the list goes on behind a blank line.
fn continues(rest: &[String]) -> bool {
    rest.iter().find(|l| !l.trim().is_empty()).is_some_and(|l| l.starts_with(' ') || l.starts_with("- "))
}

//! What a heading of a phase or stage says: label, number, title, time, duration, priority.

use super::bracket::{self, Bracket};
use super::label::{Label, leading_label};
use crate::recognise::{Context, time};

/// How a heading shows that it may be a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `Phase 1: …`, also alone or with a bracket.
    Label,
    /// `Phase 1 Something`: the title runs on.
    LabelRunsOn,
    /// `T-7: …`, `Week 2 (…)`, `J-1`.
    Time,
    /// `Week 1 Something`.
    TimeRunsOn,
    /// `Something (T-7 days)`, `Something: first week`.
    TimeBehind,
    /// A clock time or date in front: `09:00 - …`.
    Clock,
    /// A clock time or date behind: `… (Dec 30)`.
    ClockBehind,
    Plain,
}

/// The parts of a heading.
#[derive(Debug, Clone)]
pub struct Heading {
    pub form: Form,
    pub label: Option<Label>,
    /// `2.1`.
    pub number: Option<String>,
    pub title: String,
    pub when: Option<String>,
    pub duration: Option<String>,
    pub priority: Option<String>,
}

const SEPARATORS: &[char] = &[':', '：', '-', '\u{2013}', '\u{2014}', '|', '·', '→', '.', ')', '/'];

/// Reads a heading (pictographs taken off).
pub fn read(ctx: &Context, text: &str) -> Heading {
    let text = text.trim().trim_end_matches([':', '：']).trim();
    let (number, rest) = section_number(text);
    let (head, bracket) = take_brackets(ctx, rest);
    let mut found = Heading {
        form: Form::Plain,
        label: None,
        number: number.map(str::to_owned),
        title: String::new(),
        when: bracket.known.when.clone(),
        duration: bracket.known.duration.clone(),
        priority: bracket.known.priority.clone(),
    };
    if let Some((label, end)) = leading_label(ctx, head) {
        label_first(&mut found, label, &head[end..], head, &bracket);
    } else if !time_first(&mut found, head, &bracket) {
        plain(&mut found, head, &bracket);
    }
    if found.title.is_empty() {
        found.title = if bracket.remark.is_empty() { head.to_owned() } else { bracket.remark.clone() };
    }
    found
}

/// The brackets at the end of a heading.
#[derive(Debug, Default)]
struct Brackets {
    known: Bracket,
    /// The last one that tells nothing but words.
    remark: String,
}

/// Takes up to two brackets off the end; names in capitals such as `(RLS)` stay.
fn take_brackets<'t>(ctx: &Context, text: &'t str) -> (&'t str, Brackets) {
    let mut found = Brackets::default();
    let mut head = text;
    for _ in 0..2 {
        let Some((before, inner)) = bracket::closing(head) else { break };
        let read = bracket::read(ctx, inner);
        let tells = read.when.is_some() || read.duration.is_some() || read.priority.is_some();
        let is_name = (2..6).contains(&inner.len()) && inner.chars().all(|c| c.is_ascii_uppercase());
        if before.is_empty() || (is_name && !tells) {
            break;
        }
        if tells {
            found.known.relative |= read.relative && found.known.when.is_none();
            found.known.when = found.known.when.or(read.when);
            found.known.duration = found.known.duration.or(read.duration);
            found.known.priority = found.known.priority.or(read.priority);
        } else {
            found.remark = inner.to_owned();
        }
        head = before;
    }
    (head, found)
}

fn label_first(found: &mut Heading, label: Label, behind: &str, head: &str, bracket: &Brackets) {
    let (parted, title) = part(behind);
    found.form = if parted || title.is_empty() { Form::Label } else { Form::LabelRunsOn };
    found.label = Some(label);
    found.title = title.to_owned();
    if let Some((when, rest)) = timed_front(title) {
        found.when.get_or_insert(when);
        found.title = if rest.is_empty() { title.to_owned() } else { rest.to_owned() };
    } else {
        take_back(found, title, bracket);
    }
    if found.title.is_empty() && bracket.remark.is_empty() {
        found.title = head.trim_end_matches(SEPARATORS).trim().to_owned();
    }
}

/// A heading that begins with a time; false when it does not.
fn time_first(found: &mut Heading, head: &str, bracket: &Brackets) -> bool {
    let Some(time) = time::leading(head).filter(|t| t.strong) else { return false };
    let behind = &head[time.end..];
    let (parted, title) = part(behind);
    let relative = time.relative;
    found.form = match (relative, parted || title.is_empty()) {
        (true, true) => Form::Time,
        (true, false) => Form::TimeRunsOn,
        (false, true) => Form::Clock,
        (false, false) => return false,
    };
    let from_bracket = found.when.replace(time.when.literal);
    found.title = title.to_owned();
    if title.is_empty() && bracket.remark.is_empty() {
        found.title = from_bracket.unwrap_or_else(|| head.to_owned());
    }
    take_back(found, title, bracket);
    true
}

fn plain(found: &mut Heading, head: &str, bracket: &Brackets) {
    found.title = head.to_owned();
    if bracket.known.when.is_some() {
        found.form = if bracket.known.relative { Form::TimeBehind } else { Form::ClockBehind };
        return;
    }
    if let Some((title, time)) = timed_back(head) {
        found.form = if time.relative { Form::TimeBehind } else { Form::ClockBehind };
        found.when = Some(time.when.literal);
        found.title = title.to_owned();
    } else {
        take_back(found, head, bracket);
    }
}

/// A time or duration behind the last separator of a title: `Copy - 30 min`.
fn take_back(found: &mut Heading, title: &str, bracket: &Brackets) {
    if bracket.known.duration.is_some() || bracket.known.when.is_some() {
        return;
    }
    if let Some((before, last)) = last_part(title)
        && let Some(duration) = time::duration(last)
    {
        found.duration = Some(duration.literal);
        found.title = before.to_owned();
    }
}

/// A title that begins with a time of its own: `T-7 - Copy`.
fn timed_front(title: &str) -> Option<(String, &str)> {
    let time = time::leading(title).filter(|t| t.strong)?;
    let (parted, rest) = part(&title[time.end..]);
    (parted || rest.is_empty()).then_some((time.when.literal, rest))
}

fn timed_back(text: &str) -> Option<(&str, time::Leading)> {
    let (before, last) = last_part(text)?;
    let time = time::whole(last).filter(|t| t.strong)?;
    Some((before, time))
}

/// What stands before and behind the last colon or free dash.
fn last_part(text: &str) -> Option<(&str, &str)> {
    let marks = [": ", "：", " - ", " \u{2013} ", " \u{2014} ", " | "];
    let (at, mark) = marks.iter().filter_map(|m| Some((text.rfind(m)?, *m))).max()?;
    let (before, last) = (text[..at].trim(), text[at + mark.len()..].trim());
    (!before.is_empty() && !last.is_empty()).then_some((before, last))
}

/// Takes the separator off; tells whether there was one.
fn part(behind: &str) -> (bool, &str) {
    let trimmed = behind.trim_start();
    let rest = trimmed.trim_start_matches(SEPARATORS).trim_start();
    (rest.len() < trimmed.len(), rest.trim())
}

/// The number of a section in front of its title: `2.1`, `3.`, `1a:`, `A.`, `(2)`, `一、`, `II.`.
fn section_number(text: &str) -> (Option<&str>, &str) {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(0);
    let mut end = digits;
    if digits > 0 && text.starts_with(|c: char| c.is_ascii_digit()) {
        let dotted = text[..digits].contains('.');
        let letter = text[digits..].chars().next().filter(char::is_ascii_lowercase);
        if let Some(letter) = letter.filter(|_| !dotted) {
            let behind = &text[digits + letter.len_utf8()..];
            return match behind.strip_prefix([':', '.', ')', '：']) {
                Some(rest) if rest.starts_with(' ') => (Some(&text[..digits + 1]), rest.trim_start()),
                _ => (None, text),
            };
        }
        let closed = text[digits..].starts_with([')', '、', '）']);
        end += if closed { text[digits..].chars().next().map_or(0, char::len_utf8) } else { 0 };
        let rest = text[end..].trim_start();
        let parted = closed || text[end..].starts_with(char::is_whitespace) || !rest.is_ascii();
        let date = text[..digits].matches('.').count() == 2 && time::leading(text).is_some_and(|t| t.strong);
        if (dotted || closed) && parted && !date && !rest.is_empty() {
            return (Some(text[..digits].trim_end_matches('.')), rest);
        }
        return (None, text);
    }
    let word = text.find([' ', '、', '.', ')', '．']).unwrap_or(0);
    let (head, tail) = text.split_at(word);
    let mark = tail.chars().next();
    let is_letter = head.len() == 1 && head.chars().all(|c| c.is_ascii_uppercase());
    let is_roman = !head.is_empty() && head.len() < 6 && head.chars().all(|c| "IVX".contains(c));
    let is_han = !head.is_empty() && head.chars().all(|c| "一二三四五六七八九十".contains(c));
    let good = (is_letter || is_roman) && matches!(mark, Some('.' | ')')) && tail[1..].starts_with(' ');
    if good || (is_han && mark == Some('、')) {
        let rest = &tail[mark.map_or(0, char::len_utf8)..];
        return (Some(head), rest.trim_start());
    }
    (None, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::testing::with_context;

    fn check(text: &str, form: Form, title: &str, when: Option<&str>, duration: Option<&str>) {
        let found = with_context("", |ctx| read(ctx, text));
        assert_eq!((found.form, found.title.as_str()), (form, title), "{text}");
        assert_eq!((found.when.as_deref(), found.duration.as_deref()), (when, duration), "{text}");
    }

    #[test]
    fn labels_times_and_brackets() {
        check("Phase 1: Prepare (Day -7 to Day -1)", Form::Label, "Prepare", Some("Day -7 to Day -1"), None);
        check("5.1 Phase 1: Detect", Form::Label, "Detect", None, None);
        check("Phase 2", Form::Label, "Phase 2", None, None);
        check("Phase 2 (Shops)", Form::Label, "Shops", None, None);
        check("Phase 2 Shops", Form::LabelRunsOn, "Shops", None, None);
        check("Step 3 -", Form::Label, "Step 3", None, None);
        check("Step 3: Mail — 10 minutes", Form::Label, "Mail", None, Some("10 minutes"));
        check("Phase 1: T-7 days - Prepare", Form::Label, "Prepare", Some("T-7 days"), None);
        check("第一阶段：准备（上线前3天）", Form::Label, "准备", Some("上线前3天"), None);
        check("フェーズ1：準備", Form::Label, "準備", None, None);
    }

    #[test]
    fn times_in_front_and_behind() {
        check("T-14 Days: Set up", Form::Time, "Set up", Some("T-14 Days"), None);
        check("T-24h", Form::Time, "T-24h", Some("T-24h"), None);
        check("Day 2-5 (Scale)", Form::Time, "Scale", Some("Day 2-5"), None);
        check("Jour J-1 (Validation)", Form::Time, "Validation", Some("Jour J-1"), None);
        check("Week 1 Clean-up", Form::TimeRunsOn, "Clean-up", Some("Week 1"), None);
        check("1. Vorbereitung (T-7)", Form::TimeBehind, "Vorbereitung", Some("T-7"), None);
        check("After launch: First 48 Hours", Form::TimeBehind, "After launch", Some("First 48 Hours"), None);
        check("Noon (12:30 PM CET)", Form::ClockBehind, "Noon", Some("12:30 PM CET"), None);
        check("09:00 - Kick-off", Form::Clock, "Kick-off", Some("09:00"), None);
        check("4 weeks before", Form::Time, "4 weeks before", Some("4 weeks before"), None);
        check("H-2 à H-0", Form::Time, "H-2 à H-0", Some("H-2 à H-0"), None);
    }

    #[test]
    fn plain_headings_keep_their_names() {
        check("3. Row Level Security (RLS)", Form::Plain, "Row Level Security (RLS)", None, None);
        check("2.2 Watch (30 minutes)", Form::Plain, "Watch", None, Some("30 minutes"));
        check("1a: Plan (Day 1, ~2-3 hours)", Form::TimeBehind, "Plan", Some("Day 1"), Some("~2-3 hours"));
        check("Rollback (P0)", Form::Plain, "Rollback", None, None);
        check("100% of users", Form::Plain, "100% of users", None, None);
        check("24/7 support", Form::Plain, "24/7 support", None, None);
    }
}

//! How wide words are: the letter widths of Helvetica and its twins, which the pages are set in.

use super::SIZE;

/// Thousandths of the size, from the blank to `~`.
const REGULAR: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278,
    556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584,
    556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556,
    333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];
/// Other fonts of the family's list are a little wider.
const SAFE: f64 = 1.04;
/// Letters that a cut label must show, so that it says anything.
const FEWEST: usize = 5;

/// The width of a text of the size of pictures, on the safe side.
pub fn width(text: &str, bold: bool) -> f64 {
    text.chars().map(|c| of(c, bold)).sum::<f64>() * SIZE * SAFE / 1000.0
}

fn of(c: char, bold: bool) -> f64 {
    let table = if bold { &BOLD } else { &REGULAR };
    if let Some(wide) = (c as usize).checked_sub(32).and_then(|at| table.get(at)) {
        return f64::from(*wide);
    }
    match c as u32 {
        // Marks that stand over the letter before them, and what has no width.
        0x0300..=0x036F | 0x200B..=0x200F | 0xFE00..=0xFE0F => 0.0,
        // Latin with accents: as wide as the widest of its kind.
        0x00C0..=0x00DE => 790.0,
        0x00DF..=0x024F => 640.0,
        // Greek, Cyrillic and the rest of the scripts with small letters.
        0x0370..=0x052F if c.is_uppercase() => 1010.0,
        0x0370..=0x052F => 850.0,
        0x2013 | 0x2022 | 0x00B7 => 560.0,
        0x2010..=0x206F | 0x2190..=0x21FF => 1000.0,
        0x0590..=0x06FF => 700.0,
        0x2200..=0x22FF => 640.0,
        0x1F000.. => 1450.0,
        0x0080..=0x00BF => 620.0,
        _ => 1050.0,
    }
}

/// The text, cut with an ellipsis where it is wider than `room`; `None` where so little fits that it says nothing.
pub fn fit(text: &str, room: f64, bold: bool) -> Option<String> {
    if width(text, bold) <= room {
        return Some(text.to_owned());
    }
    let ellipsis = width("…", bold);
    let mut cut = String::new();
    let mut wide = 0.0;
    for c in text.chars() {
        wide += of(c, bold) * SIZE * SAFE / 1000.0;
        if wide + ellipsis > room {
            break;
        }
        cut.push(c);
    }
    let cut = cut.trim_end_matches(|c: char| c.is_whitespace() || ".,;:-–(".contains(c));
    (cut.chars().count() >= FEWEST).then(|| format!("{cut}…"))
}

/// The text in lines no wider than `room`, at most `most`; the last is cut where more would follow.
pub fn wrap(text: &str, room: f64, most: usize, bold: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in pieces(text) {
        let joined = lines.last().map(|line| format!("{line}{word}"));
        match joined.filter(|joined| width(joined.trim_end(), bold) <= room) {
            Some(joined) => {
                if let Some(line) = lines.last_mut() {
                    *line = joined;
                }
            }
            None => push_broken(&mut lines, word, room, bold),
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = ended(last, room, bold);
        }
    }
    lines
}

/// The line with an ellipsis behind as many of its letters as fit.
fn ended(line: &str, room: f64, bold: bool) -> String {
    let mut line = line.to_owned();
    while !line.is_empty() && width(&format!("{line}…"), bold) > room {
        line.pop();
    }
    format!("{}…", line.trim_end())
}

/// A word on a line of its own; one that is wider than any line goes over several.
fn push_broken(lines: &mut Vec<String>, word: &str, room: f64, bold: bool) {
    let mut line = String::new();
    for c in word.chars() {
        line.push(c);
        if width(line.trim_end(), bold) > room && line.chars().count() > 1 {
            line.pop();
            lines.push(std::mem::take(&mut line));
            line.push(c);
        }
    }
    if !line.trim().is_empty() {
        lines.push(line);
    }
}

/// Where a line may end: behind blanks and hyphens, and behind each letter of scripts without blanks.
fn pieces(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if c.is_whitespace() || matches!(c, '-' | '/') || (c as u32) >= 0x2E80 {
            found.push(&text[from..end]);
            from = end;
        }
    }
    if from < text.len() {
        found.push(&text[from..]);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_is_wider_and_narrow_letters_are_narrow() {
        assert!(width("lilt", false) < width("wom", false));
        assert!(width("Deployment", true) > width("Deployment", false));
        assert_eq!(width("e\u{301}", false), width("e", false));
    }

    #[test]
    fn long_labels_are_cut_and_short_rooms_stay_empty() {
        assert_eq!(fit("Short", 100.0, false).as_deref(), Some("Short"));
        let cut = fit("A very long label indeed", 90.0, false).unwrap();
        assert!(cut.ends_with('…') && width(&cut, false) <= 90.0, "{cut}");
        assert_eq!(fit("A very long label indeed", 30.0, false), None);
    }

    #[test]
    fn lines_are_never_wider_than_their_room() {
        let texts = [
            "Weigh the impact on business",
            "Donaudampfschifffahrtsgesellschaftskapitän",
            "本番環境への切り替えを実施する",
            "a",
            "",
        ];
        for text in texts {
            for room in [40.0, 90.0, 200.0] {
                for most in [1, 2, 9] {
                    let lines = wrap(text, room, most, true);
                    assert!(lines.len() <= most);
                    assert!(lines.iter().all(|line| width(line, true) <= room), "{room}: {lines:?}");
                }
            }
        }
        assert_eq!(wrap("one two three", 60.0, 9, false), ["one two", "three"]);
        assert!(wrap("one two three four", 60.0, 2, false)[1].ends_with('…'));
    }
}

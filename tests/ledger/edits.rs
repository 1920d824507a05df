//! What people do to plans.

use crate::book::{Book, item};
use crate::dice::Dice;

type Edit = fn(&mut Book, &mut Dice, usize) -> Option<String>;

/// Each does its work on the page of this number and says what it did, or finds nothing to do.
const EDITS: &[(Edit, usize)] = &[
    (reword_a_word, 12),
    (reword_more, 6),
    (move_inside, 8),
    (move_to_section, 8),
    (move_to_plan, 4),
    (split, 5),
    (merge, 5),
    (reorder_items, 8),
    (reorder_sections, 3),
    (insert, 10),
    (delete, 8),
    (retitle, 6),
    (rename_heading, 3),
    (renumber, 3),
    (rename_file, 2),
    (add_id, 3),
    (remove_id, 2),
    (duplicate, 5),
    (tick, 4),
    (blanks, 3),
    (crlf, 1),
    (delete_section, 1),
    (section_to_plan, 1),
];

/// One edit at random; tries until one finds something to do.
pub fn edit(book: &mut Book, dice: &mut Dice) -> String {
    loop {
        let all: usize = EDITS.iter().map(|(_, weight)| weight).sum();
        let mut rolled = dice.roll(all);
        let page = dice.roll(book.pages.len());
        for (edit, weight) in EDITS {
            if rolled < *weight {
                if let Some(said) = edit(book, dice, page) {
                    book.pages[page].changed = true;
                    return format!("{}: {said}", book.pages[page].path.display());
                }
                break;
            }
            rolled -= weight;
        }
    }
}

fn change(book: &mut Book, page: usize, at: usize, text: String) -> Option<String> {
    let line = &mut book.pages[page].lines[at];
    let said = format!("line {}: {:?} -> {text:?}", at + 1, line.text);
    line.text = text;
    Some(said)
}

fn some_item(book: &Book, dice: &mut Dice, page: usize) -> Option<usize> {
    dice.pick(&book.pages[page].items()).copied()
}

fn some_heading(book: &Book, dice: &mut Dice, page: usize) -> Option<usize> {
    let headings = book.pages[page].headings();
    dice.pick(headings.get(1..)?).copied()
}

fn reword(book: &mut Book, dice: &mut Dice, page: usize, count: usize) -> Option<String> {
    let at = some_item(book, dice, page)?;
    let text = book.pages[page].lines[at].text.clone();
    let (sign, words) = item(&text)?;
    let mut words: Vec<String> = words.split(' ').map(str::to_owned).collect();
    for _ in 0..count {
        let place = dice.roll(words.len());
        match dice.roll(3) {
            0 => words.insert(place, dice.word().to_owned()),
            1 if words.len() > 2 => drop(words.remove(place)),
            _ => words[place] = dice.word().to_owned(),
        }
    }
    change(book, page, at, format!("{sign}{}", words.join(" ")))
}

fn reword_a_word(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    reword(book, dice, page, 1)
}

fn reword_more(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let count = 2 + dice.roll(4);
    reword(book, dice, page, count)
}

/// Takes a line out and puts it somewhere among other items.
fn move_line(book: &mut Book, page: usize, at: usize, (to_page, to): (usize, usize)) -> Option<String> {
    let line = book.pages[page].lines.remove(at);
    let to = if page == to_page && to > at { to - 1 } else { to };
    let said = format!(
        "line {}: {:?} moves to {} line {}",
        at + 1,
        line.text,
        book.pages[to_page].path.display(),
        to + 1
    );
    book.pages[to_page].lines.insert(to, line);
    book.pages[to_page].changed = true;
    Some(said)
}

fn move_inside(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let at = some_item(book, dice, page)?;
    let items = book.pages[page].items();
    let near: Vec<usize> = items.into_iter().filter(|other| other.abs_diff(at) < 8 && *other != at).collect();
    let to = *dice.pick(&near)?;
    move_line(book, page, at, (page, to))
}

fn move_to_section(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let (at, to) = (some_item(book, dice, page)?, some_item(book, dice, page)?);
    (at != to).then(|| move_line(book, page, at, (page, to))).flatten()
}

fn move_to_plan(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let other = dice.roll(book.pages.len());
    let (at, to) = (some_item(book, dice, page)?, some_item(book, dice, other)?);
    (other != page).then(|| move_line(book, page, at, (other, to))).flatten()
}

fn split(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let at = some_item(book, dice, page)?;
    let line = book.pages[page].lines[at].clone();
    let (sign, words) = item(&line.text)?;
    let words: Vec<&str> = words.split(' ').collect();
    let half = 1 + dice.roll(words.len() - 1);
    let mut second = line.clone();
    second.text = format!("{sign}{}", words[half..].join(" "));
    book.pages[page].lines.insert(at + 1, second);
    change(book, page, at, format!("{sign}{}", words[..half].join(" "))).map(|said| format!("split {said}"))
}

fn merge(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let at = some_item(book, dice, page)?;
    let lines = &mut book.pages[page].lines;
    let next = lines.get(at + 1).filter(|line| line.open)?.clone();
    let (_, words) = item(&next.text)?;
    let text = format!("{} and {words}", lines[at].text);
    lines[at].who.extend(next.who);
    lines.remove(at + 1);
    change(book, page, at, text).map(|said| format!("merge {said}"))
}

fn reorder_items(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let at = some_item(book, dice, page)?;
    let lines = &mut book.pages[page].lines;
    let next = lines.get(at + 1).filter(|line| line.open)?;
    item(&next.text)?;
    lines.swap(at, at + 1);
    Some(format!("lines {} and {} change places", at + 1, at + 2))
}

fn reorder_sections(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let from = some_heading(book, dice, page)?;
    let block = book.pages[page].block(from);
    let to = some_heading(book, dice, page)?;
    if block.contains(&to) || block.len() > 120 {
        return None;
    }
    let taken: Vec<_> = book.pages[page].lines.drain(block.clone()).collect();
    let said = format!("section {:?} moves from line {} to before line {}", taken[0].text, from + 1, to + 1);
    let to = if to > from { to - taken.len() } else { to };
    book.pages[page].lines.splice(to..to, taken);
    Some(said)
}

fn insert(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let at = some_item(book, dice, page)?;
    let text = book.pages[page].lines[at].text.clone();
    let (sign, _) = item(&text)?;
    let line = book.line(format!("{sign}{}", dice.sentence()));
    let said = format!("line {}: new {:?}", at + 1, line.text);
    book.pages[page].lines.insert(at, line);
    Some(said)
}

fn delete(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let at = some_item(book, dice, page)?;
    if book.pages[page].items().len() < 20 {
        return None;
    }
    let line = book.pages[page].lines.remove(at);
    Some(format!("line {}: {:?} is taken out", at + 1, line.text))
}

fn retitle(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let at = some_heading(book, dice, page)?;
    let text = format!("{} {}", book.pages[page].lines[at].text, dice.word());
    change(book, page, at, text)
}

fn rename_heading(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let at = some_heading(book, dice, page)?;
    let signs: String = book.pages[page].lines[at].text.chars().take_while(|c| *c == '#').collect();
    change(book, page, at, format!("{signs} {}", dice.sentence()))
}

/// All headings with a number after their first word get the next one.
fn renumber(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let up = dice.roll(2) == 0;
    let mut count = 0;
    for at in book.pages[page].headings() {
        let words: Vec<String> = book.pages[page].lines[at].text.split(' ').map(str::to_owned).collect();
        let Some(number) = words.get(2).and_then(|w| w.trim_end_matches(':').parse::<u32>().ok()) else {
            continue;
        };
        let next = if up { number + 1 } else { number.saturating_sub(1) };
        let mut words = words;
        words[2] = words[2].replacen(&number.to_string(), &next.to_string(), 1);
        book.pages[page].lines[at].text = words.join(" ");
        count += 1;
    }
    (count > 0).then(|| format!("{count} headings are numbered anew"))
}

fn rename_file(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let to = format!("content/{}-{}-{}.md", dice.word(), dice.word(), dice.roll(1000));
    let said = format!("the file is now {to}");
    book.pages[page].path = to.into();
    Some(said)
}

fn add_id(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let at = if dice.roll(2) == 0 { some_item(book, dice, page)? } else { some_heading(book, dice, page)? };
    let text = book.pages[page].lines[at].text.trim_end().to_owned();
    let id = format!("{}-{}", dice.word(), dice.roll(10_000));
    (!text.ends_with('}')).then(|| change(book, page, at, format!("{text} {{#{id}}}"))).flatten()
}

fn remove_id(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let lines = book.pages[page].lines_that(|text| text.ends_with('}') && text.contains(" {#"));
    let at = *dice.pick(&lines)?;
    let text = book.pages[page].lines[at].text.split(" {#").next().unwrap_or("").to_owned();
    change(book, page, at, text)
}

fn duplicate(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let (at, to) = (some_item(book, dice, page)?, some_item(book, dice, page)?);
    let text = book.pages[page].lines[at].text.clone();
    if text.ends_with('}') {
        return None;
    }
    let line = book.line(text);
    let said = format!("line {}: {:?} once more at line {}", at + 1, line.text, to + 1);
    book.pages[page].lines.insert(to, line);
    Some(said)
}

fn tick(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let at = some_item(book, dice, page)?;
    let text = book.pages[page].lines[at].text.clone();
    let other =
        if text.contains("[ ]") { text.replacen("[ ]", "[x]", 1) } else { text.replacen("[x]", "[ ]", 1) };
    (other != text).then(|| change(book, page, at, other)).flatten()
}

fn blanks(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let at = some_item(book, dice, page)?;
    let text = book.pages[page].lines[at].text.clone();
    let (sign, words) = item(&text)?;
    let text = format!("{sign}{}", words.replacen(' ', "  ", 2));
    change(book, page, at, text)
}

fn crlf(book: &mut Book, _: &mut Dice, page: usize) -> Option<String> {
    book.pages[page].crlf ^= true;
    Some("other line ends".to_owned())
}

fn delete_section(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let from = some_heading(book, dice, page)?;
    let block = book.pages[page].block(from);
    if block.len() > 25 || book.pages[page].headings().len() < 8 {
        return None;
    }
    let said = format!("section {:?} is taken out", book.pages[page].lines[from].text);
    book.pages[page].lines.drain(block);
    Some(said)
}

fn section_to_plan(book: &mut Book, dice: &mut Dice, page: usize) -> Option<String> {
    let other = dice.roll(book.pages.len());
    let (from, to) = (some_heading(book, dice, page)?, some_heading(book, dice, other)?);
    let block = book.pages[page].block(from);
    if other == page || block.len() > 40 || book.pages[page].headings().len() < 8 {
        return None;
    }
    let taken: Vec<_> = book.pages[page].lines.drain(block).collect();
    let said = format!("section {:?} moves to {}", taken[0].text, book.pages[other].path.display());
    book.pages[other].lines.splice(to..to, taken);
    book.pages[other].changed = true;
    Some(said)
}

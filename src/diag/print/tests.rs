use super::*;
use crate::diag::{FileId, Span};

fn files() -> Files {
    let mut files = Files::default();
    files.add(FileId(0), "content/b.md", "---\ntitle: Ü\nonwer: A\nowner: B\n---\n");
    files.add(FileId(1), "content/a.md", "# One\n");
    files
}

fn report() -> Report {
    let mut report = Report::default();
    report.push(
        Diagnostic::error("unknown-key", "unknown key `onwer`")
            .at(Span::new(FileId(0), 14, 19))
            .label(Span::new(FileId(0), 23, 28), "this one is known")
            .hint("did you mean `owners`?"),
    );
    report.push(Diagnostic::warning("no-title", "no title").at(Span::new(FileId(1), 0, 5)));
    report.push(Diagnostic::error("unreadable", "is a named pipe").in_file("content/c.md"));
    report
}

#[test]
fn short_lines_are_sorted_by_path_and_line() {
    let printed = print(&report(), &files(), Style::Short, Terminal::default());
    assert_eq!(
        printed,
        "content/a.md:1:1: warning[no-title]: no title\n\
         content/b.md:3:1: error[unknown-key]: unknown key `onwer`; help: did you mean `owners`?\n\
         content/c.md: error[unreadable]: is a named pipe\n\
         2 errors, 1 warning\n"
    );
}

#[test]
fn people_see_the_line_underlined() {
    let printed = print(&report(), &files(), Style::People, Terminal::default());
    for part in [
        "error[unknown-key]: unknown key `onwer`",
        "--> content/b.md:3:1",
        "3 | onwer: A\n  | ^^^^^\n4 | owner: B\n  | ----- this one is known",
        "= help: did you mean `owners`?",
        "--> content/c.md",
    ] {
        assert!(printed.contains(part), "{part}\n---\n{printed}");
    }
    assert!(!printed.contains('\u{1b}'));
    let coloured = print(&report(), &files(), Style::People, Terminal { colour: true, width: None });
    assert!(coloured.contains('\u{1b}'));
}

#[test]
fn json_counts_columns_in_characters() {
    let mut report = Report::default();
    report.push(Diagnostic::error("x", "y").at(Span::new(FileId(0), 11, 13)));
    let json: serde_json::Value =
        serde_json::from_str(&print(&report, &files(), Style::Json, Terminal::default())).unwrap();
    let finding = &json["diagnostics"][0];
    assert_eq!(
        (&finding["line"], &finding["column"], &finding["end_column"]),
        (&2.into(), &8.into(), &9.into())
    );
    assert_eq!(json["errors"], 1);
}

#[test]
fn errors_are_shown_before_a_hundred_warnings() {
    let mut report = Report::default();
    for at in 0..300 {
        report.push(Diagnostic::warning("w", format!("warning {at:03}")).in_file("a.md"));
    }
    report.push(Diagnostic::error("e", "the error").in_file("z.md"));
    let printed = print(&report, &files(), Style::Short, Terminal::default());
    assert!(printed.contains("the error"));
    assert_eq!(printed.lines().count(), SHOWN + 1);
    assert!(printed.ends_with("1 error, 300 warnings (the first 100 are shown)\n"));
}

#[test]
fn places_outside_the_text_and_inside_characters_do_no_harm() {
    let mut report = Report::default();
    for (start, end) in [(12, 12), (11, 12), (90, 99), (35, 36), (13, 400)] {
        report.push(Diagnostic::error("x", "y").at(Span::new(FileId(0), start, end)));
    }
    for style in [Style::People, Style::Short, Style::Json] {
        assert!(!print(&report, &files(), style, Terminal::default()).is_empty());
    }
}

#[test]
fn a_piece_of_a_file_keeps_its_place() {
    let mut files = Files::default();
    files.add_piece(FileId(0), "chat.txt", Position { line: 90, column: 1 }, "see there");
    files.add_piece(FileId(1), "long.txt", Position { line: 2, column: 5000 }, "see there");
    let mut report = Report::default();
    report.push(Diagnostic::error("x", "y").at(Span::new(FileId(0), 4, 9)));
    report.push(Diagnostic::error("x", "y").at(Span::new(FileId(1), 4, 9)));
    let printed = print(&report, &files, Style::People, Terminal::default());
    for part in ["chat.txt:90:5", "90 | see there", "^^^^^", "long.txt:2:5004"] {
        assert!(printed.contains(part), "{part}\n---\n{printed}");
    }
}

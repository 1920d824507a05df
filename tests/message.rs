//! `tminus message`: the text to the byte, what is missing, exit codes, JSON.

#[path = "support/project.rs"]
mod project;

use std::path::Path;

use serde_json::Value;

const PLAN: &str = "---\ncode: TIL\nlanguage: de\n---\n# Move of the till\n\n## News template\n\n```\nTill: [Status]\nNext update: [Time]\n```\n";

const NOTE: &str = "---\nsubject: \"Till {{ till }}: {{ what }}\"\naudience: cashiers\nchannel: \"#till\"\nseverity: P1\nfields:\n  - name: till\n    choices: [north, south]\n  - name: what\n    label: What happened\n  - name: by\n---\nTill {{ till }}: {{ what }}\n\n  By {{by}}.\n\n";

fn shop() -> tempfile::TempDir {
    let temp = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(temp.path().join("content/messages")).expect("made");
    for (name, text) in [("till.md", PLAN), ("messages/note.md", NOTE)] {
        std::fs::write(temp.path().join("content").join(name), text).expect("written");
    }
    temp
}

/// Exit code, standard output, standard error.
fn said(dir: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output =
        project::tminus().arg("message").args(arguments).current_dir(dir).output().expect("the binary runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

#[test]
fn a_filled_message_is_printed_to_the_byte() {
    let shop = shop();
    let filled =
        ["note", "--set", "till=north", "--set", "what=<b>*{{ by }}*</b>\r\nBcc: x", "--set", "by==cmd"];
    let (code, out, err) = said(shop.path(), &filled);
    assert_eq!(code, 0, "{err}");
    assert_eq!(out, "Till north: <b>*{{ by }}*</b>\r\nBcc: x\n\n  By =cmd.\n\n");
    assert_eq!(err, "");
    // The folder may be named, as everywhere.
    let elsewhere = tempfile::tempdir().expect("a folder");
    let dir = shop.path().to_string_lossy().into_owned();
    let mut named = filled.to_vec();
    named.insert(1, &dir);
    assert_eq!(said(elsewhere.path(), &named).1, out);
}

#[test]
fn what_is_missing_is_listed_and_marked() {
    let shop = shop();
    let (code, out, err) = said(shop.path(), &["note", "--set", "what=Stuck", "--set", "by="]);
    assert_eq!(code, 1);
    assert_eq!(out, "Till [UNFILLED: till]: Stuck\n\n  By [UNFILLED: by].\n\n");
    assert_eq!(err, "missing: till (north, south)\nmissing: by (By)\n");
}

#[test]
fn messages_of_plans_are_found_by_name_and_code() {
    let shop = shop();
    let set = ["--set", "status=open", "--set", "NEXT-update=10:00"];
    let by_name = said(shop.path(), &[&["news-template"][..], &set].concat());
    assert_eq!((by_name.0, by_name.1.as_str()), (0, "Till: open\nNext update: 10:00\n"), "{}", by_name.2);
    let (_, list, _) = said(shop.path(), &["--list"]);
    let code = list.split_whitespace().find(|word| word.starts_with("TIL-")).expect("a code");
    assert_eq!(said(shop.path(), &[&[code.to_lowercase().as_str()][..], &set].concat()), by_name);
    assert_eq!(list, format!("note      -  note\n{code}  TIL  News template\n"));
    assert_eq!(said(shop.path(), &["--list", "--plan", "TILL"]).0, 2);
    assert_eq!(said(shop.path(), &["news-template", "--plan", "til"]).0, 1);
}

#[test]
fn a_rehearsal_says_so_in_the_language_of_the_plan() {
    let shop = shop();
    let (_, out, _) = said(shop.path(), &["news-template", "--rehearsal"]);
    assert!(out.starts_with("ÜBUNG: Dies ist eine Übung.\n\nTill: [UNFILLED: Status]"), "{out}");
    std::fs::write(
        shop.path().join("content/messages/drill.md"),
        "---\nmode: drill\nsubject: Sale\n---\nSale\n",
    )
    .expect("written");
    let (code, out, _) = said(shop.path(), &["drill", "--format", "json"]);
    let told: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(code, 0);
    assert_eq!(told["subject"], "REHEARSAL: this is an exercise. Sale", "a drill always says so");
    assert_eq!((&told["mode"], &told["rehearsal"]), (&"drill".into(), &true.into()));
}

#[test]
fn json_tells_everything() {
    let shop = shop();
    let (code, out, err) =
        said(shop.path(), &["note", "--format", "json", "--set", "till=south", "--set", "what=a\nBcc: b"]);
    assert_eq!((code, err.as_str()), (1, "missing: by (By)\n"));
    let told: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(told["name"], "note");
    assert_eq!(told["subject"], "Till south: a Bcc: b", "a subject stays on its line");
    assert_eq!(told["text"], "Till south: a\nBcc: b\n\n  By [UNFILLED: by].\n\n");
    assert_eq!(told["missing"], serde_json::json!(["by"]));
    assert_eq!(
        (&told["audience"], &told["channel"], &told["severity"]),
        (&"cashiers".into(), &"#till".into(), &"P1".into())
    );
    let field = serde_json::json!({ "name": "till", "label": "Till", "choices": ["north", "south"], "value": "south" });
    assert_eq!(told["fields"][0], field);
    assert_eq!(told["fields"][2]["value"], Value::Null);
    assert_eq!(told["plan"], Value::Null);
}

#[test]
fn a_message_that_decides_is_filled_by_the_command() {
    let shop = shop();
    let text = "---\nfields:\n  - name: end\n    choices: [good, bad]\n  - name: why\n---\n{% if end == \"bad\" %}Failed: {{ why }}{% else %}Done.{% endif %}\n";
    std::fs::write(shop.path().join("content/messages/end.md"), text).expect("written");
    assert_eq!(said(shop.path(), &["end", "--set", "end=bad", "--set", "why=rain"]).1, "Failed: rain\n");
    let (_, out, _) = said(shop.path(), &["end"]);
    assert_eq!(out, "Done.\n");
}

#[test]
fn exit_codes_say_whose_fault_it_is() {
    let shop = shop();
    assert_eq!(said(shop.path(), &["nothing-like-it"]).0, 2);
    assert_eq!(said(shop.path(), &["note", "--set", "what"]).0, 2);
    assert_eq!(said(shop.path(), &["note", "--set", "wat=x"]).0, 2);
    assert_eq!(said(shop.path(), &[]).0, 2);
    // An error in another message or in a plan does not keep this one back.
    std::fs::write(shop.path().join("content/messages/other.md"), "{{ bad }}\n").expect("written");
    std::fs::write(shop.path().join("content/broken.md"), "---\nonwer: [\n---\n").expect("written");
    let all = ["note", "--set", "till=north", "--set", "what=x", "--set", "by=y"];
    assert_eq!(said(shop.path(), &all).0, 0);
    assert_eq!(said(shop.path(), &["other"]).0, 1);
    // A link to nowhere cannot be read.
    #[cfg(unix)]
    {
        let lost = shop.path().join("content/messages/lost.md");
        std::fs::create_dir(&lost).expect("made");
        std::fs::remove_dir(&lost).expect("removed");
        let socket = std::os::unix::net::UnixListener::bind(&lost).expect("a socket");
        assert_eq!(said(shop.path(), &["lost"]).0, 3);
        drop(socket);
    }
}

#[test]
fn a_check_finds_what_a_build_finds() {
    let shop = shop();
    std::fs::write(shop.path().join("content/messages/other.md"), "{{ bad }}\n").expect("written");
    for command in ["check", "build"] {
        let output = project::run_for(project::tminus().arg(command).current_dir(shop.path()), 1);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            told.contains("undeclared-field") && told.contains("content/messages/other.md:1:4"),
            "{told}"
        );
    }
}

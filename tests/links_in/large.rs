//! Large exports are read with little memory, and in time.

use std::io::Write;

use crate::project;

#[test]
fn a_large_chat_is_read_piece_by_piece() {
    let temp = crate::site();
    let chat = temp.path().join("chat.txt");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&chat).expect("made"));
    let line = "ana: nothing to see in this line of the chat, only words and https://other.example/page\n";
    for _ in 0..20_000 {
        file.write_all(line.as_bytes()).expect("written");
    }
    // One line of several megabytes, as exports of one JSON document are.
    for _ in 0..40_000 {
        file.write_all(line.trim_end().as_bytes()).expect("written");
    }
    file.write_all(b" https://runbooks.example/ops/gone.html\n").expect("written");
    file.write_all(b"ok https://runbooks.example/ops/t/DPT-JC9R/\n").expect("written");
    drop(file);
    let mut check = project::tminus();
    check.arg("check").arg(temp.path()).args(["--format", "short", "--links-in"]).arg(&chat);
    let output = project::run_for(&mut check, 1);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("chat.txt:20001:") && said.contains("error[dead-link]"), "{said}");
    assert!(said.ends_with("1 error\n"), "{said}");
}

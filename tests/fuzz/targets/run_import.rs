//! Runs that others hand over, in a file or a link, as the pages take them in. The scripts of the pages run in Node.
//!
//! An input that begins with `#sum=` is a link that gets the check sum that belongs to it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;

use crate::engine::{Broken, Holds, Target, Traits};

pub struct RunImport {
    node: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Target for RunImport {
    const NAME: &'static str = "run_import";
    const WORDS: &'static [&'static str] = &[
        "#run=",
        "#sum=",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "true",
        "0",
        "-1",
        "1e999",
        "\"\"",
        "\"",
        "\\u0000",
        "\\ud800",
        "\"format\":\"tminus-run\"",
        "\"version\":1",
        "\"version\":\"1\"",
        "\"plan\":\"DSK\"",
        "\"revision\":",
        "\"digest\":\"9C41E7D206AF3B58\"",
        "\"digest\":\"0123456789ab\"",
        "\"run\":{",
        "\"id\":\"mine123\"",
        "\"id\":\"abcdef1\"",
        "\"kind\":\"live\"",
        "\"name\":",
        "\"by\":",
        "\"started\":\"2026-11-28T20:00:00Z\"",
        "\"zero\":",
        "\"ended\":",
        "\"tasks\":[",
        "\"gates\":[",
        "\"entries\":[",
        "{\"code\":\"DSK-7F3K\",\"entries\":[",
        "\"code\":\"DSK-A2A2\"",
        "\"code\":\"DSK-7F3K.1\"",
        "\"code\":\"../x\"",
        "\"state\":\"done\"",
        "\"state\":\"waived\"",
        "\"state\":\"no-go\"",
        "\"state\":[\"done\"]",
        "\"state\":\"constructor\"",
        "\"state\":\"__proto__\"",
        "\"time\":\"2026-11-28T21:00:00Z\"",
        "\"time\":1e20",
        "\"time\":0",
        "\"time\":\"+275760-09-13T00:00:00Z\"",
        "\"time\":\"-000001-01-01T00:00:00Z\"",
        "\"initials\":",
        "\"reason\":\"=1+1\"",
        "\"reason\":\"- [x] <b>|`\"",
        "\"boxes\":65535",
        "\"boxes\":-1",
        "\"__proto__\":{",
        "\"toString\":",
        "\"length\":",
        "AAAA",
        "____",
        "----",
        "=",
    ];
    const LONGEST: usize = 6000;

    fn ready() -> Result<Self, String> {
        let node = Command::new("node")
            .arg("tests/fuzz/run_import.mjs")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut node = node.map_err(|_| "Node is not there".to_owned())?;
        let pipes = node.stdin.take().zip(node.stdout.take());
        let (ask, answers) = pipes.ok_or("no pipe to Node")?;
        Ok(RunImport { node, ask, answers: BufReader::new(answers) })
    }

    fn laws(&mut self, input: &[u8], traits: &mut Traits) -> Holds {
        let line = Value::from(String::from_utf8_lossy(input)).to_string();
        let mut answer = String::new();
        let sent = self.ask.write_all(format!("{line}\n").as_bytes());
        sent.and_then(|()| self.answers.read_line(&mut answer))
            .unwrap_or_else(|error| panic!("Node has ended: {error}"));
        let answer: Value = serde_json::from_str(&answer)
            .unwrap_or_else(|error| panic!("no answer of Node: {error}: {answer}"));
        for one in answer["traits"].as_array().into_iter().flatten() {
            traits.saw(one.as_str());
        }
        match answer["law"].as_str() {
            None => Ok(()),
            // Laws are told apart by their names, which live as long as the process.
            Some(law) => Err(Broken {
                law: Box::leak(law.to_owned().into_boxed_str()),
                told: answer["told"].to_string(),
            }),
        }
    }
}

impl Drop for RunImport {
    fn drop(&mut self) {
        let _ = self.node.kill();
        let _ = self.node.wait();
    }
}

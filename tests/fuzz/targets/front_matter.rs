//! Bytes to text, and the YAML above a plan or a message.

use std::path::Path;

use tminus::diag::{FileId, Files, Span};
use tminus::read::yaml::{self, Node, Place, Value};
use tminus::read::{decode, front};

use crate::engine::{Holds, Target, Traits};
use crate::laws::{findings, holds, same, within};

pub struct FrontMatter;

impl Target for FrontMatter {
    const NAME: &'static str = "front_matter";
    const WORDS: &'static [&'static str] = &[
        "---\n",
        "\n---\n",
        "...\n",
        "+++\n",
        ": ",
        "- ",
        "? ",
        "| \n",
        ">-\n",
        "&a ",
        "*a",
        "!!str ",
        "!!binary ",
        "<<: *a\n",
        "%YAML 1.2\n",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "\"",
        "'",
        "\\x41",
        "\\u0000",
        "\\",
        "#",
        "~",
        "null",
        "true",
        "no",
        "0x1F",
        ".inf",
        "@",
        "`",
        "\n  ",
        "title: ",
        "code: ",
        "id: ",
        "status: ",
        "t_zero: ",
        "time_zone: ",
        "owner: ",
        "approvers:\n  - ",
        "contacts:\n  - name: ",
        "severities:\n  - level: ",
        "aliases: [",
        "tags: ",
        "draft: true\n",
        "version: ",
        "review_by: ",
        "subject: ",
        "fields:\n  - name: ",
        "choices: [",
        "public_alert: true\n",
        "2026-02-30",
        "2026-03-29T02:30",
        "2026-11-28T10:00:00+01:00",
        "25:61",
        "Europe/Berlin",
        "UTC",
        "<<<<<<< ours\n",
    ];
    const LENT: (&'static [&'static str], &'static str) = (&["tests/bad_inputs", "tests/diagnostics"], "md");

    fn ready() -> Result<Self, String> {
        Ok(FrontMatter)
    }

    fn laws(&mut self, input: &[u8], traits: &mut Traits) -> Holds {
        let (id, mut files) = (FileId(0), Files::default());
        let decoded = decode::decode(id, input);
        let text = decoded.value;
        files.add(id, Path::new("plan.md"), text.as_str());
        findings(&decoded.diagnostics, &files, traits)?;
        holds("no text has a carriage return", !text.contains('\r'), || text.clone())?;
        same("line ends make no difference", &decode::unify_line_ends(&text.replace('\n', "\r\n")), &text)?;

        let read = front::read(id, &text);
        findings(&read.diagnostics, &files, traits)?;
        holds("a body begins between two signs", text.is_char_boundary(read.value.body), || {
            format!("byte {}", read.value.body)
        })?;
        for span in read.value.matter.places.values() {
            within(*span, &files)?;
        }
        let told = format!("{read:?}");
        same("read twice it is the same", &format!("{:?}", front::read(id, &text)), &told)?;
        for key in read.value.matter.keys.iter() {
            traits.saw(format!("{key:?}").split(':').next());
        }
        traits.saw((read.value.matter.present, read.value.body > 0, read.has_errors()));
        traits.count("places", read.value.matter.places.len());

        let message = front::read_message(id, &text);
        findings(&message.diagnostics, &files, traits)?;

        let (tree, found) = yaml::read(&text, Place { file: id, start: 0 });
        findings(&found, &files, traits)?;
        if let Some(tree) = tree {
            nested(&tree, tree.span, 0, &files, traits)?;
        }
        Ok(())
    }
}

/// What stands inside another value is placed inside of it.
fn nested(node: &Node, around: Span, depth: usize, files: &Files, traits: &mut Traits) -> Holds {
    within(node.span, files)?;
    let inside = around.start <= node.span.start && node.span.end <= around.end;
    holds("a value is inside of what holds it", inside, || format!("{:?} in {around:?}", node.span))?;
    match &node.value {
        Value::Null => {}
        Value::Scalar(text) => traits.count("scalar", text.len()),
        Value::List(items) => {
            traits.saw(("list", depth.min(8)));
            items.iter().try_for_each(|item| nested(item, node.span, depth + 1, files, traits))?;
        }
        Value::Map(entries) => {
            traits.saw(("map", depth.min(8)));
            for (_, key, value) in entries {
                within(*key, files)?;
                nested(value, node.span, depth + 1, files, traits)?;
            }
        }
    }
    Ok(())
}

//! YAML as a tree with the place of everything.
//!
//! A pass over the events of the parser: it takes plain lists, maps and scalars and refuses the rest of YAML
//! (anchors, aliases, tags, merge keys), which front matter and records do not need and which can be made to explode.

use std::ops::Range;

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, Span as YamlSpan, options};

use super::limits::{OF_A_KIND, YAML_DEPTH};
use crate::diag::{Diagnostic, FileId, Span};

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    pub span: Span,
    pub value: Value,
}

/// What a piece of YAML holds.
#[derive(Debug, Clone)]
pub enum Value {
    /// `~`, `null` or nothing at all.
    Null,
    /// The text after escapes are read.
    Scalar(String),
    List(Vec<Node>),
    /// Keys with their places, in order.
    Map(Vec<(String, Span, Node)>),
}

/// Where a piece of YAML stands: it begins at byte `start` of the file.
#[derive(Clone, Copy)]
pub struct Place {
    pub file: FileId,
    pub start: usize,
}

impl Place {
    fn at(self, range: Range<usize>) -> Span {
        Span::new(self.file, self.start + range.start, self.start + range.end.max(range.start))
    }

    fn of(self, span: &YamlSpan) -> Span {
        self.at(span.byte_range().unwrap_or(0..0))
    }
}

/// Reads `yaml`; `None` where it cannot be read at all.
pub fn read(yaml: &str, place: Place) -> (Option<Node>, Vec<Diagnostic>) {
    let tabs = tabs(yaml, place);
    if !tabs.is_empty() {
        return (None, tabs);
    }
    let mut builder = Builder { place, open: Vec::new(), root: None, refused: Vec::new(), documents: 0 };
    for event in Parser::new_from_str_with_options(yaml, settings()) {
        match event {
            Ok((event, span)) => builder.take(event, &span),
            Err(error) => {
                let mut findings = builder.findings();
                findings.push(scan_error(&error, yaml, place));
                return (None, findings);
            }
        }
    }
    let findings = builder.findings();
    if findings.is_empty() { (builder.root, findings) } else { (None, findings) }
}

fn settings() -> Options {
    options! {
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        emit_comments: false,
        disallow_directives: true,
        flow_nesting_limit: YAML_DEPTH,
        block_nesting_limit: YAML_DEPTH,
    }
}

/// A list or map whose end has not come yet.
enum Open {
    List(Span, Vec<Node>),
    Map(Span, Vec<(String, Span, Node)>, Option<(String, Span)>),
}

struct Builder {
    place: Place,
    open: Vec<Open>,
    root: Option<Node>,
    refused: Vec<(Refused, Span)>,
    documents: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Refused {
    Anchor,
    Tag,
    MergeKey,
    ComplexKey,
    SecondDocument,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: &YamlSpan) {
        if event.tag().is_some() {
            let tag = span.tag_span().map_or(self.place.of(span), |tag| self.place.of(&tag));
            self.refused.push((Refused::Tag, tag));
        }
        let here = self.place.of(span);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.refused.push((Refused::SecondDocument, here));
                }
            }
            Event::Anchor(..) => self.refused.push((Refused::Anchor, here)),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refused.push((Refused::Anchor, here));
                self.node(Node { span: here, value: Value::Null });
            }
            Event::Scalar(text, style, ..) => {
                let null = style == ScalarStyle::Plain && is_null(&text);
                let value = if null { Value::Null } else { Value::Scalar(text.into_owned()) };
                self.node(Node { span: here, value });
            }
            Event::SequenceStart(..) => self.open.push(Open::List(here, Vec::new())),
            Event::MappingStart(..) => self.open.push(Open::Map(here, Vec::new(), None)),
            Event::SequenceEnd | Event::MappingEnd => self.close(here),
            _ => {}
        }
    }

    fn close(&mut self, end: Span) {
        let (start, value) = match self.open.pop() {
            Some(Open::List(start, nodes)) => (start, Value::List(nodes)),
            Some(Open::Map(start, entries, _)) => (start, Value::Map(entries)),
            None => return,
        };
        self.node(Node { span: Span { end: end.start.max(start.end), ..start }, value });
    }

    fn node(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.root = self.root.take().or(Some(node)),
            Some(Open::List(_, nodes)) => nodes.push(node),
            Some(Open::Map(_, _, key @ None)) => match node.value {
                Value::Scalar(name) => {
                    if name == "<<" {
                        self.refused.push((Refused::MergeKey, node.span));
                    }
                    *key = Some((name, node.span));
                }
                _ => {
                    self.refused.push((Refused::ComplexKey, node.span));
                    *key = Some((String::new(), node.span));
                }
            },
            Some(Open::Map(_, entries, key)) => {
                if let Some((name, span)) = key.take() {
                    entries.push((name, span, node));
                }
            }
        }
    }

    /// One finding for each kind of thing that is refused, at its first place.
    fn findings(&self) -> Vec<Diagnostic> {
        let mut refused = self.refused.clone();
        refused.sort_by_key(|(kind, span)| (*kind, span.start));
        let groups = refused.chunk_by(|a, b| a.0 == b.0);
        groups.map(|group| refusal(group[0].0, group[0].1, group.len())).collect()
    }
}

fn refusal(kind: Refused, span: Span, count: usize) -> Diagnostic {
    let (finding, hint) = match kind {
        Refused::Anchor => (
            Diagnostic::error("yaml-anchor", "anchors and aliases are not read here"),
            "write the value out; put text that begins with `&` or `*` in quotes",
        ),
        Refused::Tag => (
            Diagnostic::error("yaml-tag", "tags are not read here"),
            "remove the tag; put text that begins with `!` in quotes",
        ),
        Refused::MergeKey => {
            (Diagnostic::error("yaml-merge-key", "merge keys are not read here"), "write the keys out")
        }
        Refused::ComplexKey => (
            Diagnostic::error("yaml-key", "a key must be a plain word"),
            "write `key: value`; put a value that begins with `[`, `{` or `?` in quotes",
        ),
        Refused::SecondDocument => (
            Diagnostic::error("second-front-matter", "a second YAML document begins here"),
            "put all keys into one block",
        ),
    };
    let finding = finding.at(span).hint(hint);
    match count {
        1 => finding,
        n => finding.hint(format!("the same holds for {} more in this block", n - 1)),
    }
}

/// The plain scalars that YAML takes for nothing.
pub fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Lines that are indented with a tab.
fn tabs(yaml: &str, place: Place) -> Vec<Diagnostic> {
    let mut at = 0;
    let mut findings = Vec::new();
    for line in yaml.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let is_empty = line.trim().is_empty();
        if let Some(tab) = line[..indent].find('\t').filter(|_| !is_empty && findings.len() < OF_A_KIND) {
            findings.push(
                Diagnostic::error("tab-indentation", "a tab indents this line; YAML takes blanks only")
                    .at(place.at(at + tab..at + indent))
                    .hint("replace the tab by two blanks"),
            );
        }
        at += line.len();
    }
    findings
}

fn scan_error(error: &ScanError, yaml: &str, place: Place) -> Diagnostic {
    let at = yaml.floor_char_boundary(error.marker().byte_offset().unwrap_or(0).min(yaml.len()));
    let end = yaml[at..].chars().next().filter(|c| *c != '\n').map_or(at, |c| at + c.len_utf8());
    let span = place.at(at..end);
    let (message, hint) = match error.kind() {
        ErrorKind::RecursionLimitExceeded => {
            let message = format!("lists and maps nest deeper than {YAML_DEPTH} levels");
            return Diagnostic::error("front-matter-too-deep", message)
                .at(span)
                .hint("two levels are enough");
        }
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => {
            ("a second `: ` on the line".to_owned(), "put a value that holds `: ` in quotes")
        }
        ErrorKind::DirectiveDisallowed => {
            ("directives are not read here".to_owned(), "put a value that begins with `%` in quotes")
        }
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent => {
            ("a quote that begins above is not closed".to_owned(), "close the quote on its own line")
        }
        _ => (
            format!("the YAML cannot be read: {}", error.info()),
            "put a value that begins with a sign, or holds `: ` or ` #`, in quotes",
        ),
    };
    Diagnostic::error("front-matter-syntax", message).at(span).hint(hint)
}

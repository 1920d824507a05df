//! Addresses named for checking.
//!
//! A path behind a method, in inline code that the text calls an endpoint, asked by curl, or in a health-check
//! setting. Other addresses are none.

mod address;

use std::collections::{BTreeMap, BTreeSet};

use super::{Concept, Context};
use crate::markdown::{Block, BlockKind, NodeId, RunKind, Section, Text};
use crate::plan::Endpoint;
use address::{is_address, is_download, is_file, path_of, value_path, without_credentials};

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

struct Search<'c, 'a> {
    ctx: &'c Context<'a>,
    found: Vec<Endpoint>,
    seen: BTreeSet<String>,
}

/// Every endpoint once, in the order in which they are named.
pub fn find(ctx: &Context) -> Vec<Endpoint> {
    let mut search = Search { ctx, found: Vec::new(), seen: BTreeSet::new() };
    for section in &ctx.document.sections {
        search.text(section, section.node, &section.heading, false);
        search.blocks(section, &section.blocks);
    }
    let mut found = search.found;
    other_lines(ctx, &mut found);
    found
}

/// Notes the other lines that name each path.
fn other_lines(ctx: &Context, found: &mut [Endpoint]) {
    let places: BTreeMap<String, usize> = found
        .iter()
        .enumerate()
        .filter(|(_, e)| e.path.len() > 1)
        .map(|(at, e)| (e.path.clone(), at))
        .collect();
    let edge = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '(' | ')' | '[' | ']' | ',' | '|' | '<' | '>')
    };
    for (number, line) in ctx.text_lines().filter(|(_, line)| line.contains('/')) {
        for word in line.split(edge).filter(|word| word.contains('/')) {
            let Some(endpoint) =
                path_of(word).and_then(|path| places.get(&path)).and_then(|at| found.get_mut(*at))
            else {
                continue;
            };
            if endpoint.place.line != number && endpoint.also.last() != Some(&number) {
                endpoint.also.push(number);
            }
        }
    }
}

impl<'a> Search<'_, 'a> {
    fn blocks(&mut self, section: &'a Section, blocks: &'a [Block]) {
        let mut lead = false;
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(text) => {
                    self.text(section, block.id, text, false);
                    lead = self.ctx.speaks(Concept::Endpoint, &text.plain());
                    continue;
                }
                BlockKind::List(list) => {
                    for item in &list.items {
                        self.text(section, item.id, &item.text, lead);
                        self.blocks(section, &item.blocks);
                    }
                }
                BlockKind::Table(table) => {
                    let speaks = |at: usize| {
                        let head = table.head.get(at).map(|cell| cell.plain()).unwrap_or_default();
                        let about = self.ctx.speaks(Concept::Endpoint, &section.title)
                            || self.ctx.speaks(Concept::HealthCheck, &section.title);
                        self.ctx.speaks(Concept::Endpoint, &head)
                            || (about && self.ctx.vocabulary.is(Concept::Address, &head))
                    };
                    let columns: Vec<bool> = (0..table.head.len()).map(speaks).collect();
                    for row in &table.rows {
                        for (at, cell) in row.cells.iter().enumerate() {
                            let named = columns.get(at).copied().unwrap_or(false);
                            let method = row.cells.iter().find_map(|cell| method_of(&cell.plain()));
                            self.cell(section, (row.id, row.line), (cell, method), named);
                            self.text(section, row.id, cell, named);
                        }
                    }
                }
                BlockKind::Code(code) => self.code(section, block.id, code.first_line, &code.text),
                BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
                    self.blocks(section, blocks)
                }
                BlockKind::Html(_) | BlockKind::Rule => {}
            }
            lead = false;
        }
    }

    /// A cell below a head that speaks of endpoints, or beside a method, and that holds nothing but an address.
    fn cell(
        &mut self,
        section: &'a Section,
        (node, line): (NodeId, u32),
        (cell, method): (&Text, Option<&'static str>),
        named: bool,
    ) {
        let text = cell.plain();
        let address = text.starts_with('/') || text.starts_with("http");
        if (named || method.is_some()) && address && !text.contains(' ') {
            self.add(section, (node, line), (&text, method), "cell below a head that speaks of endpoints");
        }
    }

    fn text(&mut self, section: &'a Section, node: NodeId, text: &Text, named: bool) {
        let words = text.plain();
        let called = named
            || self.ctx.speaks(Concept::Endpoint, &words)
            || self.ctx.speaks(Concept::HealthCheck, &words)
            || self.ctx.speaks(Concept::Endpoint, &section.title);
        for run in &text.runs {
            let place = (node, run.line);
            self.behind_method(section, place, &run.text);
            if run.kind == RunKind::Code {
                let code = run.text.trim();
                if called && code.starts_with('/') && !code.contains(' ') && !is_file(code) {
                    self.add(
                        section,
                        place,
                        (code, None),
                        "path in inline code that the text calls an endpoint",
                    );
                }
                self.asked(section, place, code);
            }
        }
    }

    fn code(&mut self, section: &'a Section, node: NodeId, first_line: u32, text: &str) {
        let mut probe = 0_u32;
        let mut command = String::new();
        for (at, line) in text.lines().enumerate() {
            let place = (node, first_line + at as u32);
            self.behind_method(section, place, line);
            if let Some(open) = line.trim_end().strip_suffix('\\') {
                command.push_str(open);
                continue;
            }
            command.push_str(line);
            self.asked(section, place, &command);
            command.clear();
            let lower = line.to_lowercase();
            let key: String = lower
                .split([':', '='])
                .next()
                .unwrap_or("")
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .collect();
            if matches!(
                key.as_str(),
                "httpget"
                    | "livenessprobe"
                    | "readinessprobe"
                    | "startupprobe"
                    | "healthcheck"
                    | "healthchecks"
            ) {
                probe = 5;
            }
            let health = key.contains("healthcheck")
                || (probe > 0 && matches!(key.as_str(), "path" | "endpoint" | "url"));
            probe = probe.saturating_sub(1);
            if health && let Some(path) = value_path(line) {
                self.add(section, place, (path, None), "path in a health-check setting");
            }
        }
    }

    /// `GET /path` anywhere.
    fn behind_method(&mut self, section: &'a Section, place: (NodeId, u32), text: &str) {
        for method in METHODS {
            for (at, _) in text.match_indices(method) {
                let parted = !text[..at].ends_with(|c: char| c.is_alphanumeric());
                let rest = text[at + method.len()..].trim_start_matches(['`', '*']);
                let target = rest.trim_start();
                let address = target.trim_start_matches('`');
                if parted
                    && rest.len() > target.len()
                    && (address.starts_with('/') || address.starts_with("http"))
                {
                    self.add(section, place, (address, Some(method)), "path behind a method");
                }
            }
        }
    }

    /// The address that a curl command asks.
    fn asked(&mut self, section: &'a Section, place: (NodeId, u32), command: &str) {
        let Some(at) = command
            .find("curl ")
            .or_else(|| command.find("wget "))
            .or_else(|| command.find("Invoke-WebRequest "))
        else {
            return;
        };
        if command[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-') || is_download(command) {
            return;
        }
        let words: Vec<&str> =
            command[at..].split_whitespace().map(|w| w.trim_matches(['"', '\'', '`', ')', ';'])).collect();
        let method = words.windows(2).find(|pair| matches!(pair[0], "-X" | "--request")).map(|pair| pair[1]);
        let method = METHODS.into_iter().find(|m| Some(*m) == method);
        let address = words.iter().enumerate().skip(1).find(|(at, word)| {
            let behind_flag =
                matches!(words[at - 1], "-H" | "-d" | "--data" | "-o" | "-u" | "--header" | "-w");
            !behind_flag && !word.starts_with('-') && is_address(word)
        });
        if let Some((_, address)) = address {
            self.add(section, place, (address, method), "address asked by curl");
        }
    }

    fn add(
        &mut self,
        section: &'a Section,
        (node, line): (NodeId, u32),
        (address, method): (&str, Option<&str>),
        rule: &'static str,
    ) {
        let Some(path) = path_of(address) else { return };
        if !self.seen.insert(path.clone()) {
            return;
        }
        let ctx = self.ctx;
        let start = ctx.lines.start(line).unwrap_or_default();
        let text = ctx.source.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let base = address
            .split('?')
            .next()
            .unwrap_or(address)
            .trim_end_matches(|c: char| !(c.is_alphanumeric() || c == '/'));
        let base = without_credentials(base);
        let base = base.as_str();
        ctx.claim(node, line, "endpoint", rule);
        self.found.push(Endpoint {
            literal: method.map_or_else(
                || base.to_owned(),
                |m| if base.contains("://") { base.to_owned() } else { format!("{m} {base}") },
            ),
            method: method.map(str::to_owned),
            kind: kind(ctx, section, &path).to_owned(),
            purpose: purpose(text, &path),
            path,
            also: Vec::new(),
            place: ctx.place(section.id, node, line),
        });
    }
}

/// The method that a cell names and nothing else.
fn method_of(text: &str) -> Option<&'static str> {
    METHODS.into_iter().find(|method| *method == text.trim())
}

fn kind(ctx: &Context, section: &Section, path: &str) -> &'static str {
    let lower = path.to_lowercase();
    let last = lower.rsplit('/').next().unwrap_or_default();
    let probe =
        ["live", "livez", "alive", "ready", "readyz", "ping", "status", "up", "heartbeat"].contains(&last);
    let health = probe || lower.contains("health");
    if health || ctx.speaks(Concept::HealthCheck, &section.title) {
        "health"
    } else if lower.contains("webhook") || lower.contains("callback") {
        "webhook"
    } else {
        "other"
    }
}

/// What stands behind the address on its line, or the comment on it.
fn purpose(line: &str, path: &str) -> Option<String> {
    let (_, behind) = line.split_once(path)?;
    let behind = behind.trim_start_matches(|c: char| !c.is_whitespace()).trim();
    let piped = line.contains("curl") || line.contains("wget");
    let behind = if piped { behind.split_once("# ")?.1 } else { behind };
    let said = behind.trim_start_matches(['-', '–', '—', '→', ':', '#', '|', ' ']);
    let cells = said.split('|').map(str::trim).filter(|cell| method_of(cell).is_none());
    let said = cells.into_iter().next().unwrap_or_default();
    said.chars().any(char::is_alphabetic).then(|| said.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn only_named_addresses_are_endpoints() {
        let plan = plan(
            "# T\n\n- `GET /api/orders?page=1` - all orders\n- the `/ready` endpoint answers\n- edit `/etc/app/conf`\n\n```bash\ncurl -f https://shop.example/live || exit 1\ncurl -fsSL https://get.example/install.sh | sh\ncurl -X POST \\\n  -H \"A: b/c\" \\\n  \"$BASE/hooks/pay?token=1\"\n```\n\n```yaml\nlivenessProbe:\n  httpGet:\n    path: /alive\n```\n\nSee https://docs.example/guide. Again: `/ready`.\n",
        );
        let paths: Vec<&str> = plan.endpoints.iter().map(|e| e.path.as_str()).collect();
        assert_eq!(paths, ["/api/orders", "/ready", "/live", "/hooks/pay", "/alive"]);
        assert_eq!(plan.endpoints[0].purpose.as_deref(), Some("all orders"));
        assert_eq!(plan.endpoints[1].also, [21]);
        assert_eq!(plan.endpoints[3].method.as_deref(), Some("POST"));
    }
}

//! Settings in fences, by what the fence is written in.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::names::{is_name, is_telling_name};
use super::shell::{self, Assignment};
use super::{Deed, Occurrence, Place, members};
use crate::markdown::Code;
use crate::recognise::{Concept, Context};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Shell,
    /// `NAME = value` lines.
    Env,
    /// YAML, JSON, JavaScript: objects with members.
    Data,
    Program,
    /// No language given.
    Unknown,
}

fn kind(lang: Option<&str>) -> Kind {
    match lang {
        None | Some("text" | "txt" | "plaintext" | "plain") => Kind::Unknown,
        Some(
            "bash" | "sh" | "shell" | "zsh" | "fish" | "console" | "shell-session" | "terminal"
            | "powershell" | "ps1" | "bat" | "cmd" | "dockerfile" | "docker" | "makefile",
        ) => Kind::Shell,
        Some("env" | "dotenv" | "ini" | "properties" | "toml" | "conf" | "systemd") => Kind::Env,
        Some(
            "yaml" | "yml" | "json" | "jsonc" | "json5" | "javascript" | "js" | "mjs" | "typescript" | "ts"
            | "jsx" | "tsx" | "hcl" | "terraform" | "tf",
        ) => Kind::Data,
        Some(_) => Kind::Program,
    }
}

/// Reads a fence.
pub(super) fn read(code: &Code, place: Place, found: &mut Vec<Occurrence>) {
    let kind = kind(code.lang.as_deref());
    let lines: Vec<(u32, &str)> =
        code.text.lines().enumerate().map(|(at, line)| (code.first_line + at as u32, line)).collect();
    let before = found.len();
    let mut push = |name: &str, at: usize, deed: Deed, value: Option<String>| {
        let (name, line) = (name.to_owned(), code.first_line + at as u32);
        found.push(Occurrence { name, line, deed, value, section: place.section, flagged: false });
    };
    for (at, (_, line)) in lines.iter().enumerate() {
        for name in lookups(line) {
            push(name, at, Deed::Read, None);
        }
    }
    match kind {
        Kind::Data => {
            for (name, value, at) in members::find(&code.text) {
                push(&name, at, Deed::Set, value);
            }
            for (at, (_, line)) in lines.iter().enumerate().filter(|_| is_yaml(code)) {
                shell::reads(line).into_iter().for_each(|name| push(name, at, Deed::Read, None));
            }
        }
        Kind::Program => {}
        Kind::Shell | Kind::Env | Kind::Unknown => {
            let file = is_env_file(&lines);
            let read: Vec<&str> = lines.iter().flat_map(|(_, line)| shell::reads(line)).collect();
            for (at, (_, line)) in lines.iter().enumerate() {
                for name in shell::reads(line) {
                    if kind != Kind::Unknown || is_telling_name(name) {
                        push(name, at, Deed::Read, None);
                    }
                }
                for assignment in settings_of(line, kind) {
                    let used = read.contains(&assignment.name.as_str()) || assignment.value.starts_with("$(");
                    let deed = if assignment.own && !file && used { Deed::Script } else { Deed::Set };
                    push(&assignment.name, at, deed, Some(assignment.value));
                }
            }
        }
    }
    if found.len() > before {
        let flags = flagged_lines(place.above.ctx, &lines, place.is_flagged());
        for occurrence in &mut found[before..] {
            occurrence.flagged =
                flags.get((occurrence.line - code.first_line) as usize).copied().unwrap_or(false);
        }
    }
}

fn is_yaml(code: &Code) -> bool {
    matches!(code.lang.as_deref(), Some("yaml" | "yml"))
}

fn settings_of(line: &str, kind: Kind) -> Vec<Assignment> {
    let trimmed = line.trim_start();
    let line = trimmed.strip_prefix("$ ").or_else(|| trimmed.strip_prefix("> ")).unwrap_or(trimmed);
    let powershell = line.strip_prefix("$env:").or_else(|| line.strip_prefix("$Env:"));
    let mut found = shell::assignments(powershell.unwrap_or(line), kind == Kind::Env || powershell.is_some());
    if powershell.is_some() {
        found.iter_mut().for_each(|assignment| assignment.own = false);
    }
    if kind == Kind::Shell {
        found.extend(shell::added(line));
        found.extend(shell::declared(line));
    }
    found
}

/// Whether every line is an assignment, a comment or blank.
fn is_env_file(lines: &[(u32, &str)]) -> bool {
    lines.iter().all(|(_, line)| {
        let line = line.trim();
        let line = line.strip_prefix("export ").unwrap_or(line);
        line.is_empty()
            || line.starts_with('#')
            || line.split_once('=').is_some_and(|(name, _)| is_name(name.trim()))
    })
}

/// Which lines stand below a comment that speaks of feature flags, up to the next blank line or comment.
fn flagged_lines(ctx: &Context, lines: &[(u32, &str)], all: bool) -> Vec<bool> {
    let mut flagged = false;
    lines
        .iter()
        .map(|(_, line)| {
            let line = line.trim();
            if let Some(comment) = line.strip_prefix('#').or_else(|| line.strip_prefix("//")) {
                flagged = ctx.speaks(Concept::FeatureFlag, comment);
            } else if line.is_empty() {
                flagged = false;
            }
            all || flagged
        })
        .collect()
}

/// Ways in which programs look a setting up; the name follows, in quotes or not.
const LOOKUPS: [&str; 17] = [
    "process.env.",
    "process.env[",
    "import.meta.env.",
    "os.environ[",
    "os.environ.get(",
    "os.getenv(",
    "getenv(",
    "Getenv(",
    "LookupEnv(",
    "ENV[",
    "ENV.fetch(",
    "env.get(",
    "env::var(",
    "$env:",
    "secrets.",
    "vars.",
    " env(",
];

static ANY_LOOKUP: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(LOOKUPS).ok());

/// Names that a line of a program looks up.
pub(super) fn lookups(line: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    if ANY_LOOKUP.as_ref().is_some_and(|any| !any.is_match(line)) {
        return found;
    }
    for lookup in LOOKUPS {
        for (at, _) in line.match_indices(lookup) {
            let rest = line[at + lookup.len()..].trim_start_matches(['"', '\'', '`']);
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
            let assigned = lookup == "$env:" && rest[end..].trim_start().starts_with('=');
            if is_name(&rest[..end]) && !assigned && !found.contains(&&rest[..end]) {
                found.push(&rest[..end]);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn scripts_keep_their_own_variables() {
        let plan = plan(
            "# T\n\n```bash\nSTAMP=$(date)\nexport STAGE=live\ntar cf \"$STAMP.tar\" \"$SOURCE_DIR\"\n```\n",
        );
        let names: Vec<&str> = plan.env_vars.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["STAGE", "SOURCE_DIR"]);
        assert_eq!(plan.env_vars_used_undefined, ["SOURCE_DIR"]);
        assert_eq!(plan.script_variables, ["STAMP"]);
    }

    #[test]
    fn an_env_file_may_read_its_own_names() {
        let plan = plan(
            "# T\n\n```\nDB_NAME=orders\nDB_LINK=pg://x/${DB_NAME}\n```\n\n```js\nopen(process.env.DB_LINK, process.env.RETRIES)\n```\n",
        );
        assert_eq!(plan.env_vars.len(), 3);
        assert_eq!(plan.env_vars[0].value.as_deref(), Some("orders"));
        assert_eq!(plan.env_vars_used_undefined, ["RETRIES"]);
        assert!(plan.script_variables.is_empty());
    }
}

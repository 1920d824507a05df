//! Words of plans, and a plan read and understood: what the recogniser and the pages are tried with.

use std::path::Path;

use tminus::diag::{Diagnostic, FileId, Files, Outcome};
use tminus::ledger::{Ledger, ReadPlan};
use tminus::pipeline::{self, Input};
use tminus::read;
use tminus::recognise::Vocabulary;
use tminus::site::Site;

/// What plans are made of.
pub const WORDS: &[&str] = &[
    "# ",
    "## ",
    "### ",
    "###### ",
    "- [ ] ",
    "- [x] ",
    "* ",
    "1. ",
    "2) ",
    "> ",
    "> [!WARNING]\n",
    "```\n",
    "```bash\n",
    "~~~ yaml\n",
    "    ",
    "\n\n",
    "---\n",
    "***\n",
    "===\n",
    "| a | b |\n|---|---|\n",
    "|:-:|",
    "| ",
    "\\|",
    "**",
    "_",
    "`",
    "``",
    "~~",
    "<!-- ",
    " -->",
    "<b>",
    "</p>",
    "<script>",
    "<img src=x onerror=x>",
    "<details>",
    "&amp;",
    "&lt;",
    "&#0;",
    "&#x110000;",
    "&nbsp;",
    "[text](",
    "](#",
    ")",
    "![p](p.png)",
    "[^1]",
    "[^1]: ",
    "[a]: <b> \"c\"\n",
    "<https://x.example>",
    "javascript:x",
    "JaVaScRiPt&colon;x",
    "data:text/html,x",
    "mailto:a@b.example",
    "../x.md#y",
    "//x.example",
    "\\\\x",
    "?q=",
    " {#go}",
    " {.gate}",
    " {.task owner=\"A\"}",
    " {#go .gate",
    " {duration=15m}",
    "{#x}\n",
    "T-30",
    "T+0:15",
    "T-2h",
    "T-0",
    "t+1d",
    "H+5",
    "D-1",
    "09:00",
    "24:00",
    "25:99",
    "9 am",
    "22:30-23:15",
    "2026-11-28",
    "31/02/2026",
    "Nov 28, 2026",
    "2026-11-28T22:00:00+01:00",
    "+15 min",
    "30 minutes",
    "(1h)",
    "5-10 min",
    "Week 3",
    "Day 2",
    "UTC",
    "CET",
    "now",
    "Phase 1",
    "Phase 2:",
    "Stage",
    "Step 3",
    "Rollback",
    "Rollback triggers",
    "Go/No-Go",
    "GO",
    "NO-GO",
    "Go if",
    "Success criteria",
    "Escalation",
    "Severity levels",
    "SEV1",
    "P0",
    "Contacts",
    "Phone",
    "Owner:",
    "Role",
    "Name",
    "Status",
    "Signature",
    "Date",
    "Approved by",
    "Sign-off",
    "Risks",
    "Likelihood",
    "Impact",
    "Mitigation",
    "Timeline",
    "Communication plan",
    "Channel",
    "Audience",
    "Template",
    "Subject:",
    "Dear",
    "[NAME]",
    "{{ name }}",
    "<TIME>",
    "____",
    "TBD",
    "xxx",
    "Metrics",
    "Target",
    "< 5 %",
    "> 99.9%",
    "Decision",
    "If yes",
    "→",
    "↓",
    "├──",
    "└──",
    "+---+",
    "Depends on",
    "Prerequisites",
    "Checklist",
    "BLOCKED",
    "do not run",
    "API_KEY=",
    "PASSWORD=hunter2hunter2",
    "export TOKEN=\"s3cr3t-v4lue-1\"",
    "postgres://u:pa55word9@h/db",
    "https://hooks.slack.com/services/T0/B0/abcdefgh",
    "$HOME",
    "${X:-y}",
    "--token=abcdef123456",
    "feature.flag: true",
    "curl -H 'Authorization: Bearer abc.def.ghi'",
    "https://x.example/a?token=abcdef1234567890",
    "Phase 一",
    "回滚",
    "联系人",
    "Rückfall",
    "Ansprechpartner",
    "Retour arrière",
    "Vuelta atrás",
];

/// Plans of other tests.
pub const LENT: (&[&str], &str) =
    (&["tests/diagnostics", "tests/bad_inputs", "tests/site", "tests/diff", "tests/mutations"], "md");

/// A plan as a build understands it.
pub struct Understood {
    pub site: Site,
    pub ledger: Ledger,
    pub files: Files,
    pub findings: Vec<Diagnostic>,
}

/// Reads bytes as a plan; with what is wrong alone, where there is none in them.
pub fn read(bytes: &[u8], files: &mut Files, vocabulary: &Vocabulary) -> (Option<ReadPlan>, Vec<Diagnostic>) {
    let Outcome { value, mut diagnostics } =
        read::read_plan(FileId(0), Path::new("content/plan.md"), bytes, files);
    let plan = value.map(|source| {
        let understood = pipeline::understood(source, vocabulary);
        diagnostics.extend(understood.diagnostics);
        understood.value
    });
    (plan, diagnostics)
}

/// The graph of one plan, with the codes that `ledger` remembers.
pub fn understood(bytes: &[u8], ledger: &Ledger, vocabulary: &Vocabulary) -> Understood {
    let mut files = Files::default();
    let (plan, mut findings) = read(bytes, &mut files, vocabulary);
    let lock = tminus::ledger::file::write(ledger);
    files.add(pipeline::LEDGER_ID, "tminus.lock", lock.as_str());
    let known = tminus::ledger::file::read(pipeline::LEDGER_ID, &lock);
    let mut input = Input { vocabulary: vocabulary.clone(), ledger: known.value, ..Input::default() };
    findings.extend(known.diagnostics);
    let settled = pipeline::settle(plan.into_iter().collect(), &[], &mut input);
    findings.extend(settled.diagnostics);
    let (site, ledger) = settled.value;
    Understood { site, ledger, files, findings }
}

//! Random edits, one build after each: no address dies unsaid, no code means another thing.

use std::collections::{BTreeMap, BTreeSet};

use tminus::diag::{FileId, Files};
use tminus::ledger::amend::{Retirement, retire};
use tminus::ledger::file;
use tminus::ledger::{Code, Kind, Ledger, ReadPlan, Settled, State, identify};
use tminus::markdown;
use tminus::output::MemorySink;
use tminus::page::Theme;
use tminus::pipeline;
use tminus::read::{Memory, Source, parse};
use tminus::recognise::{Vocabulary, recognise};
use tminus::site::{Site, SitePlan, home};

use crate::book::Book;
use crate::dice::Dice;
use crate::edits;
use crate::truth::{self, Truth};

const LOCK: FileId = FileId(u32::MAX - 1);

/// What a run came to.
#[derive(Debug, Default)]
pub struct Figures {
    pub edits: usize,
    pub gone: usize,
    pub given_up: usize,
    pub addresses: usize,
}

pub struct Proof {
    book: Book,
    vocabulary: Vocabulary,
    read: BTreeMap<usize, ReadPlan>,
    ledger: Ledger,
    truth: Truth,
    /// Codes that were ever given, and those that were taken out.
    ever: BTreeSet<Code>,
    /// Folder, page and fragment, and the code that it was given to.
    published: BTreeMap<(String, String, String), Code>,
    pub figures: Figures,
}

impl Proof {
    pub fn begin(book: Book) -> Proof {
        let mut proof = Proof {
            book,
            vocabulary: Vocabulary::built_in(),
            read: BTreeMap::new(),
            ledger: Ledger::default(),
            truth: Truth::new(),
            ever: BTreeSet::new(),
            published: BTreeMap::new(),
            figures: Figures::default(),
        };
        proof.build().expect("the plans as they are");
        proof
    }

    /// One edit and one build.
    pub fn step(&mut self, dice: &mut Dice) -> Result<(), String> {
        let said = edits::edit(&mut self.book, dice);
        self.figures.edits += 1;
        self.build().map_err(|wrong| format!("{said}\n{wrong}"))
    }

    fn plans(&mut self) -> Vec<ReadPlan> {
        for (at, page) in self.book.pages.iter_mut().enumerate() {
            if std::mem::take(&mut page.changed) || !self.read.contains_key(&at) {
                let text = tminus::read::decode::decode(FileId(at as u32), page.text().as_bytes()).value;
                let source: Source = parse(FileId(at as u32), &page.path, text).value;
                let document = markdown::parse(source.id, &source.text, source.body).value;
                let found = recognise(&source, &document, &self.vocabulary);
                self.read
                    .insert(at, (source.into(), document.into(), found.plan.into(), found.claims.into()));
            }
        }
        self.read.values().cloned().collect()
    }

    fn build(&mut self) -> Result<(), String> {
        let plans = self.plans();
        let outcome = identify(&self.ledger, LOCK, plans.clone());
        let told: Vec<String> = outcome
            .diagnostics
            .iter()
            .filter(|d| d.code != "vanished-code")
            .map(|d| d.message.clone())
            .collect();
        if !told.is_empty() {
            return Err(format!("errors: {told:?}"));
        }
        let mut settled = outcome.value;
        let now = truth::of(&self.book, &settled);
        if !settled.vanished.is_empty() {
            self.figures.gone += settled.vanished.len();
            self.figures.given_up += truth::given_up(&self.truth, &now, &settled.vanished).len();
            let wanted = Retirement {
                vanished: true,
                on: "2026-11-20".into(),
                why: "the test says so".into(),
                ..Retirement::default()
            };
            let amended = retire(&self.ledger, &settled, &wanted).map_err(|refusal| refusal.message)?;
            self.ledger = amended.ledger;
            let again = identify(&self.ledger, LOCK, plans.clone());
            if again.has_errors() {
                return Err(format!("errors behind what was retired: {:?}", again.diagnostics));
            }
            settled = again.value;
        }
        let wrong = truth::mistaken(&self.truth, &now);
        if !wrong.is_empty() {
            return Err(format!("taken for something else: {wrong:#?}"));
        }
        self.codes(&settled)?;
        self.truth = now;
        let (site, ledger) = site(settled);
        self.addresses(&site, &ledger)?;
        self.stays(&ledger, plans)?;
        self.ledger = ledger;
        Ok(())
    }

    /// A code that was given once is never given to something new.
    fn codes(&mut self, settled: &Settled) -> Result<(), String> {
        for known in settled.plans.iter().flat_map(|plan| &plan.identity.things) {
            if known.born && self.ever.contains(&known.code) {
                return Err(format!("{} was given twice: {:?}", known.code, known.thing.words));
            }
            self.ever.insert(known.code.clone());
        }
        for code in &self.ever {
            if settled.ledger.get(code).is_none() {
                return Err(format!("{code} is forgotten"));
            }
        }
        Ok(())
    }

    /// Every address that was ever published leads to what it was given to, or to its tombstone.
    fn addresses(&mut self, site: &Site, ledger: &Ledger) -> Result<(), String> {
        let mut found: BTreeMap<(String, String, String), Code> = BTreeMap::new();
        for plan in &site.plans {
            for (page, kept) in home::kept(plan) {
                for kept in kept {
                    let thing =
                        kept.thing.and_then(|at| plan.identity.things.get(at)).map(|known| &known.code);
                    let gone =
                        kept.retired.and_then(|at| plan.identity.retired.get(at)).map(|entry| &entry.code);
                    let Some(code) = thing.or(gone) else { continue };
                    for folder in folders(plan) {
                        found.insert((folder, page.clone(), kept.fragment.clone()), code.clone());
                    }
                }
            }
        }
        for ((folder, page, fragment), code) in &self.published {
            let key = (folder.clone(), page.clone(), fragment.clone());
            let Some(leads) = found.get(&key) else {
                return Err(format!("{folder}/{page}.html#{fragment} ({code}) died unsaid"));
            };
            let meant = |code: &Code| ledger.meant(code).map(|entry| entry.code.clone());
            // Names of roles, levels and settings are the thing, whoever states it.
            let by_name = ledger.get(code).is_none_or(|entry| !is_line(entry.kind)) || named(fragment);
            if meant(code) != meant(leads) && !by_name {
                return Err(format!("{folder}/{page}.html#{fragment} was {code} and leads to {leads}"));
            }
        }
        for plan in &site.plans {
            for (known, names) in plan.identity.things.iter().zip(home::names(plan)).skip(1) {
                for name in names.iter().chain([&format!("text#{}", known.code)]) {
                    if let Some((page, fragment)) = name.split_once('#') {
                        let key = (plan.id.clone(), page.to_owned(), fragment.to_owned());
                        self.published.entry(key).or_insert_with(|| known.code.clone());
                    }
                }
            }
        }
        self.figures.addresses = self.published.len();
        Ok(())
    }

    /// Building again changes nothing; what is written is read again as it was.
    fn stays(&self, ledger: &Ledger, plans: Vec<ReadPlan>) -> Result<(), String> {
        let text = file::write(ledger);
        let read = file::read(LOCK, &text);
        if read.has_errors() || file::write(&read.value) != text {
            return Err("the ledger is not what was written".to_owned());
        }
        let again = identify(&read.value, LOCK, plans);
        if again.has_errors() {
            return Err(format!("a second build fails: {:?}", again.diagnostics));
        }
        let (_, again) = site(again.value);
        let after = file::write(&again);
        if after != text {
            let changed = after.lines().filter(|line| !text.contains(line)).take(5).collect::<Vec<_>>();
            return Err(format!("a second build changes the ledger: {changed:#?}"));
        }
        Ok(())
    }

    /// The pages hold every fragment that was promised, and every code has its permanent page.
    pub fn pages(&mut self) -> Result<(), String> {
        let sources = self.plans().into_iter().map(|(source, ..)| Source::clone(&source)).collect();
        let input = pipeline::Input {
            sources,
            vocabulary: self.vocabulary.clone(),
            ledger: self.ledger.clone(),
            theme: Theme::read(&Memory::default(), &mut Files::default()).value,
            ..pipeline::Input::default()
        };
        let sink = MemorySink::default();
        let built = pipeline::build(input, &sink);
        let errors: Vec<_> =
            built.report.diagnostics.iter().filter(|d| d.severity == tminus::diag::Severity::Error).collect();
        if !errors.is_empty() {
            return Err(format!("the pages cannot be made: {errors:?}"));
        }
        let files = sink.into_files();
        let mut missing = Vec::new();
        for (folder, page, fragment) in self.published.keys() {
            let path = format!("{folder}/{page}.html");
            let html = files.get(&path).map(|bytes| String::from_utf8_lossy(bytes));
            if !html.is_some_and(|html| html.contains(&format!("id=\"{fragment}\""))) {
                missing.push(format!("{path}#{fragment}"));
            }
        }
        let codes = self.ever.iter().map(|code| format!("t/{code}/index.html"));
        missing.extend(codes.filter(|path| !files.contains_key(path)));
        missing.truncate(8);
        if missing.is_empty() { Ok(()) } else { Err(format!("not in the pages: {missing:#?}")) }
    }
}

/// The folder of a plan, and those that it had: what it answers to is found in each.
fn folders(plan: &SitePlan) -> impl Iterator<Item = String> {
    let former = plan.identity.plan().into_iter().flat_map(|known| &known.former);
    std::iter::once(&plan.id).chain(former).cloned()
}

fn site(mut settled: Settled) -> (Site, Ledger) {
    let mut ledger = std::mem::take(&mut settled.ledger);
    let site = Site::of_names(settled);
    home::publish(&site.plans, &mut ledger);
    (site, ledger)
}

fn is_line(kind: Kind) -> bool {
    matches!(kind.class(), tminus::ledger::Class::Item | tminus::ledger::Class::Heading)
}

fn named(fragment: &str) -> bool {
    ["level-", "role-", "channel-", "setting-", "endpoint-", "sign-off-", "point-"]
        .iter()
        .any(|f| fragment.starts_with(f))
}

/// Runs as many edits as asked for; prints the seed and the last edit where something is wrong.
pub fn run(book: Book, seed: u64, edits: usize) -> Figures {
    let (mut proof, mut dice) = (Proof::begin(book), Dice::new(seed));
    for at in 1..=edits {
        if let Err(wrong) = proof.step(&mut dice) {
            panic!("seed {seed}, edit {at}: {wrong}");
        }
        if at % 25 == 0
            && let Err(wrong) = proof.pages()
        {
            panic!("seed {seed}, behind edit {at}: {wrong}");
        }
    }
    let retired = proof.ledger.entries().filter(|e| matches!(e.state, State::Retired(_))).count();
    assert!(edits < 100 || retired > 0, "something is taken out");
    proof.figures
}

fn own() -> Book {
    let read = |path: &std::path::PathBuf| std::fs::read_to_string(path).expect("readable");
    let plans: Vec<_> = crate::plans::own()
        .into_iter()
        .map(|(name, path)| (format!("content/{name}.md").into(), read(&path)))
        .collect();
    Book::of(&plans)
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// `TMINUS_EDITS` and `TMINUS_SEED` ask for other numbers: `tests/ledger-soak`.
#[test]
fn no_address_dies_and_no_code_means_another_thing() {
    let (edits, seed) = (number("TMINUS_EDITS", 500) as usize, number("TMINUS_SEED", 1));
    let runs = 4;
    let begun = std::time::Instant::now();
    let figures: Vec<Figures> = std::thread::scope(|scope| {
        let runs: Vec<_> =
            (0..runs).map(|at| scope.spawn(move || run(own(), seed + at, edits / runs as usize))).collect();
        runs.into_iter().map(|run| run.join().expect("a run without faults")).collect()
    });
    let sum = |of: fn(&Figures) -> usize| figures.iter().map(of).sum::<usize>();
    println!(
        "seeds {seed}..{}: {} edits, {} addresses, {} things reported as gone, {} of them still there word for word; {} s",
        seed + runs,
        sum(|f| f.edits),
        sum(|f| f.addresses),
        sum(|f| f.gone),
        sum(|f| f.given_up),
        begun.elapsed().as_secs()
    );
}

#[test]
fn plans_by_strangers_keep_their_addresses() {
    let plans: Vec<_> = crate::plans::markdown("raw")
        .into_iter()
        .filter_map(|(name, path)| {
            Some((format!("content/{name}").into(), std::fs::read_to_string(path).ok()?))
        })
        .collect();
    if !plans.is_empty() {
        let edits = number("TMINUS_EDITS", 500) as usize / 10;
        run(Book::of(&plans), number("TMINUS_SEED", 1), edits);
    }
}

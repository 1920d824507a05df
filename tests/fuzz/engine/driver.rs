//! Tries inputs against the laws of a target, as long as it was asked for.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use super::asked::Asked;
use super::corpus::{self, Current};
use super::growth;
use super::mutate::Mutator;
use super::panics::caught;
use super::progress;
use super::random::Random;
use super::shrink::shrunk;
use super::traits::Traits;
use super::watch::Watch;

/// Something that takes what others wrote, and what must hold whatever that is.
pub trait Target: Sized {
    const NAME: &'static str;
    /// Words of the language of its inputs.
    const WORDS: &'static [&'static str];
    /// Bytes of an input.
    const LONGEST: usize = 4096;
    /// Folders of other tests with inputs to begin with, and the ending of those files.
    const LENT: (&'static [&'static str], &'static str) = (&[], "");

    /// Ready to take inputs; where something is missing here, what.
    fn ready() -> Result<Self, String>;

    /// Holds the laws against one input, and says what it did.
    fn laws(&mut self, input: &[u8], traits: &mut Traits) -> Holds;
}

/// A law that does not hold.
#[derive(Debug, Clone)]
pub struct Broken {
    pub law: &'static str,
    pub told: String,
}

pub type Holds = Result<(), Broken>;

/// Where nobody needs to wait for the answer to one input, in a build that is not optimised.
const PATIENCE: Duration = Duration::from_secs(2);
/// Time for making one broken input small.
const SHRINKING: Duration = Duration::from_secs(20);
/// Laws that are broken before it is enough.
const ENOUGH: usize = 8;
/// Inputs that are kept; beyond, old ones make room.
const POOL: usize = 4000;

struct Driver<T> {
    target: T,
    current: Current,
    watch: Watch,
    known: BTreeSet<u64>,
    pool: Vec<Vec<u8>>,
    /// Law and place of what is broken: each is told once.
    faults: BTreeSet<(&'static str, String)>,
    told: Vec<String>,
    /// Whether they are told as they come up.
    aloud: bool,
    tried: u64,
    measuring: Duration,
}

/// Runs a target as the environment asks for it. Fails where a law is broken.
pub fn fuzz<T: Target>() {
    let asked = Asked::of_env();
    let target = match T::ready() {
        Ok(target) => target,
        Err(missing) => return eprintln!("{}: not tried, {missing}", T::NAME),
    };
    let current = Current::of(T::NAME);
    let watch = Watch::begin(T::NAME, current.path().to_owned());
    let mut driver = Driver {
        target,
        current,
        watch,
        known: BTreeSet::new(),
        pool: Vec::new(),
        faults: BTreeSet::new(),
        told: Vec::new(),
        aloud: asked.is_long(),
        tried: 0,
        measuring: Duration::ZERO,
    };
    match &asked.input {
        Some(path) => driver.only(path),
        None => driver.all(&asked),
    }
    let (many, told) = (driver.told.len(), driver.told.join("\n\n"));
    // Who waits for it has seen them already.
    assert!(many == 0, "{many} laws are broken\n\n{}", if asked.is_long() { "" } else { &told });
}

impl<T: Target> Driver<T> {
    fn only(&mut self, path: &Path) {
        let input = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        if let Err((broken, place)) = self.timed(&input).and_then(|_| self.grown(&input)) {
            self.tell(format!("{}{}: {}", broken.law, at(&place), broken.told));
        }
    }

    fn all(&mut self, asked: &Asked) {
        let begun = Instant::now();
        for (path, input) in corpus::own(T::NAME) {
            if let Err((broken, place)) = self.timed(&input) {
                self.tell(format!(
                    "{}{}: {}\n  again: tests/fuzz/run --input {} {}",
                    broken.law,
                    at(&place),
                    broken.told,
                    path.display(),
                    T::NAME
                ));
                self.faults.insert((broken.law, place));
            }
            self.pool.push(input);
        }
        let (folders, ending) = T::LENT;
        let mut lent = corpus::lent(folders, ending, T::LONGEST);
        if !asked.is_long() {
            lent.clear();
        }
        for input in lent {
            self.take(&input, true);
        }
        let mut mutator = Mutator { random: Random::new(asked.seed), words: T::WORDS, longest: T::LONGEST };
        let mut last = Duration::ZERO;
        while !asked.is_over(self.tried, begun.elapsed()) && self.faults.len() < ENOUGH {
            let random = &mut mutator.random;
            // Of those that did something new the latest ones are the strangest.
            let from = if random.once_in(2) { self.pool.len().saturating_sub(50) } else { 0 };
            let (one, other) = (from + random.below(self.pool.len() - from), random.below(self.pool.len()));
            let input = mutator.mutated(&self.pool[one], &self.pool[other]);
            let is_new = self.take(&input, false);
            if is_new && asked.is_long() && self.measuring < begun.elapsed() / 6 {
                self.measure(&input);
            }
            if asked.is_long() && begun.elapsed() > last + Duration::from_secs(1) {
                last = begun.elapsed();
                progress::tell(
                    T::NAME,
                    format!("{} inputs, {} s left", self.tried, asked.left(last).as_secs()),
                );
            }
        }
        progress::tell(T::NAME, String::new());
        if asked.is_long() {
            let seconds = begun.elapsed().as_secs_f64();
            println!(
                "{}: {} inputs in {seconds:.0} s, {:.0} a second, {} did something new, seed {}",
                T::NAME,
                self.tried,
                self.tried as f64 / seconds,
                self.pool.len(),
                asked.seed
            );
        }
    }

    /// Tries an input. It is kept where it did something new, or in any case; whether it was new.
    fn take(&mut self, input: &[u8], in_any_case: bool) -> bool {
        self.tried += 1;
        let begun = Instant::now();
        let outcome = self.tried(input);
        let late = begun.elapsed() > PATIENCE;
        match if late { self.timed(input) } else { outcome } {
            Ok(traits) => {
                let new = traits.add_to(&mut self.known);
                if new || in_any_case {
                    if self.pool.len() >= POOL {
                        self.pool.remove(0);
                    }
                    self.pool.push(input.to_vec());
                }
                new
            }
            Err(fault) => {
                self.fault(input, fault, |driver, input| driver.timed(input).err());
                false
            }
        }
    }

    fn measure(&mut self, input: &[u8]) {
        let begun = Instant::now();
        if let Err(fault) = self.grown(input) {
            self.fault(input, fault, |driver, input| driver.grown(input).err());
        }
        self.measuring += begun.elapsed();
    }

    /// A new fault is made small and written down.
    fn fault(
        &mut self,
        input: &[u8],
        (broken, place): Fault,
        again: impl Fn(&mut Self, &[u8]) -> Option<Fault>,
    ) {
        if !self.faults.insert((broken.law, place.clone())) {
            return;
        }
        let same = |fault: Fault| (fault.0.law, &fault.1) == (broken.law, &place);
        let small = shrunk(input, SHRINKING, |input| again(self, input).is_some_and(same));
        let told = again(self, &small).map_or(broken.told.clone(), |(broken, _)| broken.told);
        let path = corpus::keep(T::NAME, &small);
        let shown: String = String::from_utf8_lossy(&small).chars().take(300).collect();
        let told: String = told.chars().take(1500).collect();
        let told = format!(
            "{}{}: {told}\n  input: {shown:?}\n  again: tests/fuzz/run --input {} {}",
            broken.law,
            at(&place),
            path.display(),
            T::NAME
        );
        self.tell(told);
    }

    fn tell(&mut self, told: String) {
        if self.aloud {
            eprintln!("\n{}: {told}", T::NAME);
        }
        self.told.push(told);
    }

    fn tried(&mut self, input: &[u8]) -> Result<Traits, Fault> {
        self.current.is(input);
        let Driver { watch, target, .. } = self;
        let mut traits = Traits::default();
        match watch.over(|| caught(|| target.laws(input, &mut traits))) {
            Ok(Ok(())) => Ok(traits),
            Ok(Err(broken)) => Err((broken, String::new())),
            Err((place, told)) => Err((Broken { law: "never panics", told }, place)),
        }
    }

    /// The same with its time, which counts where it is long three times: the machine has other work too.
    fn timed(&mut self, input: &[u8]) -> Result<Traits, Fault> {
        let mut best = Duration::MAX;
        for _ in 0..3 {
            let begun = Instant::now();
            let traits = self.tried(input)?;
            best = best.min(begun.elapsed());
            if best <= PATIENCE {
                return Ok(traits);
            }
        }
        let told = format!("{} bytes took {best:?}", input.len());
        Err((Broken { law: "answers soon", told }, String::new()))
    }

    fn grown(&mut self, input: &[u8]) -> Result<(), Fault> {
        match growth::outgrows(input, |input| drop(self.tried(input))) {
            None => Ok(()),
            Some((small, large)) => {
                let told = format!("repeated to 8 KiB it takes {small:?}, to 32 KiB {large:?}");
                Err((Broken { law: "time grows as the input does", told }, String::new()))
            }
        }
    }
}

/// A broken law, and the place in the source where it panicked.
type Fault = (Broken, String);

fn at(place: &str) -> String {
    if place.is_empty() { String::new() } else { format!(" ({place})") }
}

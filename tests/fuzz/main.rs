//! Fuzzing: what others wrote, changed at random, held against the laws of whatever takes it.
//!
//! Each target is a test. With all other tests it tries its corpus and a few changed inputs; `tests/fuzz/run` tries them
//! as long as it is told. `engine/` changes and keeps inputs, `targets/` states the laws, `corpus/` is what is begun with:
//! every input that ever broke a law is in it.

mod engine;
mod html;
mod laws;
#[path = "../support/project.rs"]
mod project;
#[path = "../support/html.rs"]
mod site;
mod targets;

use engine::fuzz;

#[test]
fn attached() {
    fuzz::<targets::attached::Attached>();
}

#[test]
fn front_matter() {
    fuzz::<targets::front_matter::FrontMatter>();
}

#[test]
fn repair() {
    fuzz::<targets::repair::Repair>();
}

#[test]
fn recogniser() {
    fuzz::<targets::recogniser::Recogniser>();
}

#[test]
fn pages() {
    fuzz::<targets::pages::Pages>();
}

#[test]
fn messages() {
    fuzz::<targets::messages::Messages>();
}

#[test]
fn links() {
    fuzz::<targets::links::Links>();
}

#[test]
fn requests() {
    fuzz::<targets::requests::Requests>();
}

#[test]
fn ledger() {
    fuzz::<targets::ledger::Lock>();
}

#[test]
fn run_import() {
    fuzz::<targets::run_import::RunImport>();
}

#[test]
fn sign_offs() {
    fuzz::<targets::sign_offs::SignOffs>();
}

#[test]
fn settings() {
    fuzz::<targets::settings::Settings>();
}

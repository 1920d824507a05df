use std::collections::BTreeMap;
use std::path::Path;

use super::{Lead, check_files, files_of};
use crate::diag::{Diagnostic, FileId, Report, Severity};
use crate::ledger;
use crate::markdown;
use crate::read::attached::Facts;
use crate::read::{self, Source};
use crate::recognise::{Vocabulary, recognise};
use crate::site::{Attached, Attachments, Site, SiteSettings};

/// What is known of some files of the project.
fn files() -> Attachments {
    let picture = Facts { bytes: 9, digest: [0; 32], is_picture: true, size: Some((30, 20)), is_text: false };
    let list = Facts { is_picture: false, size: None, is_text: true, ..picture.clone() };
    let damaged = Diagnostic::error("asset-damaged", "`content/img/cut.png` is cut off");
    let unsafe_one = Diagnostic::error("asset-unsafe", "`content/img/live.svg` is not published");
    Attachments::of(
        Path::new("content"),
        BTreeMap::from([
            ("content/img/a b.png".to_owned(), Ok(Attached { facts: picture, secret: None })),
            (
                "content/team/list.csv".to_owned(),
                Ok(Attached { facts: list, secret: Some((3, "token".to_owned())) }),
            ),
            ("content/img/cut.png".to_owned(), Err(damaged)),
            ("content/img/live.svg".to_owned(), Err(unsafe_one)),
        ]),
    )
}

fn source(text: &str) -> Source {
    read::parse(FileId(0), Path::new("content/team/move.md"), text.to_owned()).value
}

/// The site of one plan with this body, and what is wrong with it.
fn site(text: &str) -> (Site, Vec<Diagnostic>) {
    let (source, vocabulary) = (source(text), Vocabulary::built_in());
    let document = markdown::parse(source.id, &source.text, source.body).value;
    let found = recognise(&source, &document, &vocabulary);
    let read = (source.into(), document.into(), found.plan.into(), found.claims.into());
    let mut report = Report::default();
    let settled = ledger::fresh(vec![read]).value;
    let site =
        Site::with_files(SiteSettings::default(), vocabulary, settled, files()).into_value(&mut report);
    (site, report.diagnostics)
}

fn told(text: &str) -> Vec<(&'static str, Severity)> {
    site(text).1.iter().map(|found| (found.code, found.severity)).collect()
}

#[test]
fn files_lead_to_where_they_are_published() {
    let (site, found) = site("# A\n\n![two](../img/a%20b.png) and [it][r]\n\n[r]: <../img/a b.png#page=2>\n");
    assert!(found.is_empty(), "{found:?}");
    let links = &site.plans[0].links;
    let picture = links.picture("../img/a%20b.png").unwrap();
    assert_eq!(
        (picture.address.from("move/text.html"), picture.size),
        ("../files/img/a%20b.png".to_owned(), Some((30, 20)))
    );
    let Some(Lead::Inside(address)) = links.get("../img/a b.png#page=2") else { panic!("{links:?}") };
    assert_eq!(address.from("move/text.html"), "../files/img/a%20b.png#page=2");
    assert_eq!(links.files().collect::<Vec<_>>(), ["content/img/a b.png"]);
    let published: Vec<String> = site.attachments.published().map(|(path, _)| path).collect();
    assert_eq!(published, ["files/img/a b.png", "files/team/list.csv"]);
    assert!(
        site.attachments.at("files/img/cut.png").is_none() && site.attachments.at("img/a b.png").is_none()
    );
}

#[test]
fn what_is_not_published_is_said_at_the_link() {
    let front = "---\ntitle: A\n---\n";
    let error = |body: &str| told(&format!("{front}# A\n\n{body}\n"));
    for (body, code) in [
        ("![x](../img/cut.png)", "asset-damaged"),
        ("[x](../img/cut.png)", "asset-damaged"),
        ("![x](../img/none.png)", "missing-asset"),
        ("![x](list.csv)", "asset-kind"),
        ("![x](../../../../x.png)", "link-leaves"),
        ("![x](%2e%2e/%2e%2e/%2e%2e/x.png)", "link-leaves"),
        ("![x]()", "missing-asset"),
        ("![x](#here)", "missing-asset"),
        ("![x](https://x.example/a.png)", "external-image"),
        ("![x](data:image/png;base64,AAAA)", "forbidden-link"),
        ("![x](file:///a.png)", "file-link"),
    ] {
        assert_eq!(error(body), [(code, Severity::Error)], "{body}");
    }
    assert_eq!(error("![](../img/a%20b.png)"), [("missing-alt", Severity::Warning)]);
    assert_eq!(error("[x](list.csv)"), [("possible-secret", Severity::Warning)]);
}

/// A plan that was not written for this site misses files as it misses pages; what must not be published is no matter of that.
#[test]
fn a_plan_without_front_matter_is_warned() {
    assert_eq!(told("# A\n\n![x](../img/cut.png)\n"), [("asset-damaged", Severity::Warning)]);
    assert_eq!(told("# A\n\n![x](../img/none.png)\n"), [("missing-asset", Severity::Warning)]);
    assert_eq!(told("# A\n\n![x](../img/live.svg)\n"), [("asset-unsafe", Severity::Error)]);
}

#[test]
fn the_plain_form_says_the_same_of_files_and_nothing_of_plans() {
    let text =
        "---\ntitle: A\n---\n# A\n\n![x](../img/cut.png) [y](gone.md) [z](list.csv) ![](../img/a%20b.png)\n";
    let source = source(text);
    let document = markdown::parse(source.id, &source.text, source.body).value;
    let found = check_files(&source, &document, &files());
    assert_eq!(
        found.iter().map(|found| found.code).collect::<Vec<_>>(),
        ["asset-damaged", "possible-secret", "missing-alt"]
    );
    let named: Vec<String> = files_of(&source.path, &document).into_iter().collect();
    assert_eq!(named, ["content/img/a b.png", "content/img/cut.png", "content/team/list.csv"]);
}

//! The page for approvers keeps the laws of the site's pages.

use crate::html::{Pages, Target, all, target};
use crate::{project, tree};

fn page(case: &str) -> (tempfile::TempDir, Pages) {
    let temp = tempfile::tempdir().expect("a folder");
    let out = temp.path().join("page");
    let dir = tree::root().join("tests/diff").join(case);
    let mut command = project::tminus();
    let command =
        command.args(["diff", "old", "new", "--format", "page", "--output"]).arg(&out).current_dir(dir);
    project::run_for(command, 0);
    let pages = Pages::read(&out);
    (temp, pages)
}

#[test]
fn it_runs_nothing_and_asks_nobody() {
    for case in ["mail-hub", "plans", "same"] {
        let (_temp, pages) = page(case);
        let page = &pages.pages["index.html"];
        for element in all(&page.html, "*") {
            let inline = element.value().attrs().any(|(name, _)| name == "style" || name.starts_with("on"));
            assert!(!inline && !["script", "style"].contains(&element.value().name()), "{}", element.html());
        }
        for link in all(&page.html, "[href]") {
            match target("index.html", link.attr("href").unwrap_or("")) {
                Target::Outside => panic!("{}", link.html()),
                Target::Inside { path, fragment } => {
                    assert!(pages.files.contains_key(&path), "{case}: {path}");
                    assert!(fragment.is_none_or(|f| page.ids.contains(&f)), "{}", link.html());
                }
            }
        }
        let policy = all(&page.html, "meta[http-equiv]");
        assert!(policy[0].attr("content").is_some_and(|p| p.starts_with("default-src 'none'")));
    }
}

#[test]
fn loosened_stands_first_and_everybody_may_sign() {
    let (_temp, pages) = page("mail-hub");
    let html = &pages.pages["index.html"].html;
    let titles: Vec<String> = all(html, ".part > h3").iter().map(|h| h.text().collect()).collect();
    assert!(titles[0].starts_with("Loosened 10"), "{titles:?}");
    let text: String = html.root_element().text().collect();
    for role in ["Head of Operations", "Technical lead", "Security Lead no longer asked"] {
        assert!(text.contains(role), "{role}");
    }
    assert!(!text.contains("abc123secret") && !text.contains("xyz789secret"));
    // Both revisions stand at the signatures.
    let digest: String = all(html, ".seen .digest")[0].text().collect();
    assert_eq!(digest.chars().filter(char::is_ascii_hexdigit).count(), 32, "{digest}");
}

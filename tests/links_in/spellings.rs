//! Whatever exports make of an address, it leads to the same thing.

use std::collections::BTreeSet;

use proptest::prelude::*;
use tminus::tickets::find::{Base, Finder, Wanted};

const BASE: &str = "https://runbooks.example/ops/";

fn finder() -> Finder {
    Finder::new(Base::parse(BASE).into_iter().collect(), false)
}

/// All addresses of the project of the cases: every page, and every place in it.
fn addresses() -> Vec<String> {
    let temp = crate::site();
    let (_keep, out) = crate::project::build(temp.path());
    let files = crate::project::files(&out);
    let mut found = BTreeSet::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        found.insert(path.clone());
        for (_, rest) in html.match_indices(" id=\"").map(|(at, mark)| (at, &html[at + mark.len()..])) {
            let id = rest.split('"').next().unwrap_or("");
            found.insert(format!("{path}#{id}"));
        }
    }
    found.into_iter().collect()
}

/// What one address asks for; fails where the text holds none, or several.
fn asked(text: &str) -> Wanted {
    let found = finder().find(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    let mut wanted = found[0].wanted.clone();
    // A folder is the same with and without `/`.
    wanted.path = wanted.path.trim_end_matches('/').to_owned();
    wanted
}

/// Ways to write an address: the address itself first, then what stands around it.
fn spelled(address: &str, way: (u8, u8, bool)) -> String {
    let (inner, outer, plain_http) = way;
    let (path, fragment) =
        address.split_once('#').map_or((address, String::new()), |(p, f)| (p, format!("#{f}")));
    let bare = path.strip_suffix("index.html").unwrap_or(path);
    let scheme = if plain_http { "http" } else { "https" };
    let encoded = |text: &str| text.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
    let url = match inner {
        0 => format!("{scheme}://runbooks.example/ops/{path}{fragment}"),
        1 => format!("{scheme}://RUNBOOKS.Example/ops/{bare}{fragment}"),
        2 => format!("{scheme}://runbooks.example//ops//{}{fragment}", bare.trim_end_matches('/')),
        3 => format!("{scheme}://runbooks.example/ops/{path}?utm_source=chat&amp;x=1{fragment}"),
        4 => format!("{}://runbooks.example/ops/{path}{fragment}", scheme.to_uppercase()),
        5 => format!("runbooks.example/ops/{path}{fragment}"),
        6 => format!("{scheme}://runbooks.example/ops/{}{fragment}", encoded(path)),
        7 => format!(
            "{scheme}://go.example/?url={scheme}%3A%2F%2Frunbooks.example%2Fops%2F{}&x=2",
            encoded(&format!("{path}{fragment}"))
        ),
        8 => format!("{scheme}://runbooks.example/ops/{path}{}", fragment.replace('#', "%23")),
        _ => format!("{scheme}:\\/\\/runbooks.example\\/ops\\/{}{fragment}", path.replace('/', "\\/")),
    };
    match outer {
        0 => url,
        1 => format!("see {url}."),
        2 => format!("<{url}>"),
        3 => format!("<{url}|words>"),
        4 => format!("[words|{url}]"),
        5 => format!("[words]({url})"),
        6 => format!("(as in {url}), then"),
        7 => format!("<a href=\"{url}\">x</a>"),
        8 => format!("**{url}**!"),
        _ => format!("„{url}“ 然后"),
    }
}

#[test]
fn every_spelling_of_every_address_asks_for_the_same() {
    let addresses = addresses();
    assert!(addresses.len() > 100, "{}", addresses.len());
    let config = ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(at in 0..addresses.len(), inner in 0..10_u8, outer in 0..10_u8, plain: bool)| {
        let address = &addresses[at];
        let expected = asked(&format!("{BASE}{address}"));
        let written = spelled(address, (inner, outer, plain));
        prop_assert_eq!(asked(&written), expected, "{}", written);
    });
}

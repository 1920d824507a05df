use super::*;

fn finder(codes: bool) -> Finder {
    let bases = ["https://runbooks.example/", "http://wiki.example:8080/ops/"];
    Finder::new(bases.iter().filter_map(|b| Base::parse(b)).collect(), codes)
}

/// `written -> path#fragment` of every address.
fn found(text: &str) -> Vec<String> {
    found_by(&finder(false), text)
}

fn found_by(finder: &Finder, text: &str) -> Vec<String> {
    let told = |m: Mention| {
        let fragment = m.wanted.fragment.map_or(String::new(), |f| format!("#{f}"));
        format!("{} -> {}{fragment}", &text[m.range], m.wanted.path)
    };
    finder.find(text).into_iter().map(told).collect()
}

/// The path and fragment of the only address.
#[track_caller]
fn one(text: &str) -> String {
    let found = found(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found[0].rsplit(" -> ").next().unwrap_or("").to_owned()
}

#[test]
fn every_spelling_of_tickets_and_chats() {
    for text in [
        "see https://runbooks.example/crm/gates.html#go.",
        "(https://runbooks.example/crm/gates.html#go)",
        "<https://runbooks.example/crm/gates.html#go>",
        "<https://runbooks.example/crm/gates.html#go|the gate>",
        "[the gate|https://runbooks.example/crm/gates.html#go]",
        "[the gate|https://runbooks.example/crm/gates.html#go|smart-link]",
        "[the gate](https://runbooks.example/crm/gates.html#go \"title\")",
        "**https://runbooks.example/crm/gates.html#go**",
        "{{https://runbooks.example/crm/gates.html#go}}",
        "https://runbooks.example/crm/gates.html#go{color}",
        "HTTP://RunBooks.Example:443/crm//gates.html/#go",
        "https://user:word@runbooks.example./crm/./gates.html?utm_source=x&amp;y=1#go",
        "https:\\/\\/runbooks.example\\/crm\\/gates.html#go\\n",
        "<a href=\"https://runbooks.example/crm/gates.html?a=1&amp;b=2#go\">x</a>",
        "&lt;https://runbooks.example/crm/gates.html#go&gt;",
        "https://runbooks.example/crm/gates.html%23go",
        "https://runbooks.example/crm/%67ates.html#%67o",
        "https://runbooks.example/crm/gates.html#go:~:text=now",
        "runbooks.example/crm/gates.html#go, then",
        "//runbooks.example/crm/gates.html#go",
        "https://safe.example/?url=https%3A%2F%2Frunbooks.example%2Fcrm%2Fgates.html%23go&data=5",
        "https://go.example/?u=https%253A%252F%252Frunbooks.example%252Fcrm%252Fgates.html%2523go",
        "「https://runbooks.example/crm/gates.html#go」。",
    ] {
        assert_eq!(one(text), "crm/gates.html#go", "{text}");
    }
}

#[test]
fn folders_lose_their_index() {
    for text in
        ["https://runbooks.example", "https://runbooks.example/index.html", "https://runbooks.example/?x=1"]
    {
        assert_eq!(one(text), "", "{text}");
    }
    assert_eq!(one("http://wiki.example:8080/ops/t/CRM-7F3K/index.html"), "t/CRM-7F3K/");
    assert_eq!(one("https://wiki.example:8080/ops/t/CRM-7F3K"), "t/CRM-7F3K");
}

#[test]
fn what_belongs_to_others_stays() {
    for text in [
        "https://runbooks.example.org/x",
        "https://my-runbooks.example/x",
        "https://my.runbooks.example/x",
        "mail ops@runbooks.example/now",
        "https://archive.example/2020/https://runbooks.example/x",
        "http://wiki.example:8080/other/x",
        "http://wiki.example:9090/ops/x",
        "https://runbooks.example:8443/x",
        "runbooks.example is the host",
        "https://forum.example/t/crm-7f3k/12",
        "ftp://runbooks.example/x",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn permalinks_and_codes_without_host() {
    assert_eq!(found("do /t/CRM-7F3K/ now"), ["/t/CRM-7F3K/ -> t/CRM-7F3K/"]);
    assert_eq!(found("do /ops/t/crm-7f3k, now"), ["/ops/t/crm-7f3k -> t/crm-7f3k"]);
    assert_eq!(found("href=\"/t/CRM/\""), ["/t/CRM/ -> t/CRM/"]);
    let codes = |text: &str| found_by(&finder(true), text);
    assert_eq!(
        codes("CRM-7F3K, (crm-9a2c) x-CRM-7F3K"),
        ["CRM-7F3K -> t/CRM-7F3K", "crm-9a2c -> t/CRM-9A2C"]
    );
    assert_eq!(codes("CRM-7F3K CRM-7F3K").len(), 2);
    assert_eq!(found("CRM-7F3K").len(), 0);
}

#[test]
fn places_that_a_program_fills_in_are_anything() {
    assert_eq!(one("https://runbooks.example/t/{{ $labels.code }}/"), format!("t/{ANYTHING}/"));
    assert_eq!(one("https://runbooks.example/crm/x.html#${id}"), format!("crm/x.html#{ANYTHING}"));
    assert_eq!(one("https://runbooks.example/t/{id}"), format!("t/{ANYTHING}"));
}

#[test]
fn earlier_ends_are_the_last_ones_first() {
    assert_eq!(earlier_ends("a,b)c"), [3, 1]);
    assert_eq!(earlier_ends("ab然后"), [2]);
}

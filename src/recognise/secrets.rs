//! Values that a reader should be warned of.
//!
//! The only place where such a value is kept: [`PossibleSecret::literal`].

use std::collections::BTreeSet;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::Context;
use super::settings::{Deed, Occurrence, is_reference, is_secret_name, is_truth};
use crate::plan::PossibleSecret;

/// Names with a secret value, addresses with a password or a token in them, webhook addresses of chat services;
/// one a line and key.
pub fn find(ctx: &Context, occurrences: &[Occurrence]) -> Vec<PossibleSecret> {
    let mut found: Vec<PossibleSecret> = occurrences.iter().filter_map(of_setting).collect();
    let mut taken: BTreeSet<u32> = found.iter().map(|secret| secret.line).collect();
    for (number, line) in ctx.text_lines() {
        if !taken.contains(&number)
            && let Some((key, literal, kind)) = in_line(line)
        {
            taken.insert(number);
            found.push(secret(key, &literal, kind, number));
        }
    }
    found.sort_by(|a, b| (a.line, &a.key).cmp(&(b.line, &b.key)));
    found.dedup_by(|a, b| a.line == b.line && a.key == b.key);
    for secret in &found {
        ctx.claim(
            crate::markdown::NodeId::default(),
            secret.line,
            "possible secret",
            "value that looks like a secret",
        );
    }
    found
}

fn of_setting(occurrence: &Occurrence) -> Option<PossibleSecret> {
    if occurrence.deed != Deed::Set {
        return None;
    }
    let value = occurrence.value.as_deref().filter(|v| !v.is_empty())?;
    let kind = kind_of(&occurrence.name, value)?;
    Some(secret(occurrence.name.clone(), value, kind, occurrence.line))
}

fn secret(key: String, literal: &str, kind: &str, line: u32) -> PossibleSecret {
    let looks_like = looks_like(literal).to_owned();
    PossibleSecret { key, literal: literal.to_owned(), kind: kind.to_owned(), looks_like, line }
}

/// What kind of secret the value of a setting is; `None` when it is none.
pub fn kind_of(name: &str, value: &str) -> Option<&'static str> {
    if is_reference(value) || is_plain(value) && !is_secret_name(name) || is_truth(value) {
        return None;
    }
    if credentials(value).is_some() {
        return Some("credentials in URL");
    }
    if is_chat_webhook(value) || (name.contains("WEBHOOK") && speaks_of_chat(value)) {
        return Some("incoming webhook");
    }
    if query_token(value).is_some() {
        return Some("token in URL query");
    }
    let shaped = shape(value);
    if shaped.is_none() && !is_secret_name(name) {
        return None;
    }
    Some(match name {
        _ if name.contains("WEBHOOK") && name.ends_with("URL") => "incoming webhook",
        _ if name.ends_with("DSN") => "DSN with key",
        _ if name.contains("ACCESS_KEY_ID") => "access key id",
        _ if name.contains("PASS") || name.ends_with("PWD") => "password",
        _ if name.contains("TOKEN") => "token",
        _ if name.contains("WEBHOOK") => "webhook secret",
        _ if name.contains("API_KEY") || name.contains("APIKEY") => "API key",
        _ if name.contains("SECRET") => "application secret",
        _ => shaped.unwrap_or("key"),
    })
}

/// The first line of `text` that looks like a secret, from 1, and what kind of one: for files that are no plans.
pub fn first_in(text: &str) -> Option<(u32, String)> {
    let quotes = ['"', '\'', ' ', '\t', ',', ';'];
    let of_pair = |line: &str| -> Option<(String, &'static str)> {
        let (name, value) = line.split_once(['=', ':'])?;
        let name = name.trim_matches(quotes).split_whitespace().next_back()?.to_uppercase();
        let value = value.trim_matches(quotes);
        let is_value = !value.is_empty() && !value.contains(char::is_whitespace);
        Some((value.to_owned(), is_value.then(|| kind_of(&name, value)).flatten()?))
    };
    let in_use = |literal: &String| looks_like(literal) == "default";
    let found = |line: &str| {
        let pair = in_line(line).map(|(_, literal, kind)| (literal, kind)).or_else(|| of_pair(line))?;
        in_use(&pair.0).then_some(pair.1)
    };
    (1..).zip(text.lines()).find_map(|(number, line)| Some((number, found(line)?.to_owned())))
}

/// A number: counts, ports and times are no secrets by themselves.
fn is_plain(value: &str) -> bool {
    value.chars().all(|c| c.is_ascii_digit() || c == '.')
}

fn speaks_of_chat(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    ["slack", "teams", "discord", "mattermost", "dingtalk", "feishu"].iter().any(|chat| value.contains(chat))
}

/// Addresses of chat services that let anybody post who knows them.
fn is_chat_webhook(value: &str) -> bool {
    const HOSTS: [&str; 9] = [
        "hooks.slack.com/",
        "discord.com/api/webhooks",
        "discordapp.com/api/webhooks",
        "webhook.office.com",
        "outlook.office.com/webhook",
        "chat.googleapis.com/",
        "oapi.dingtalk.com/robot",
        "qyapi.weixin.qq.com/cgi-bin/webhook",
        "open.feishu.cn/open-apis/bot",
    ];
    HOSTS.iter().any(|host| value.contains(host))
}

/// `user:password` of an address.
fn credentials(text: &str) -> Option<&str> {
    for (at, _) in text.match_indices("://") {
        let rest = &text[at + 3..];
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\'' | '`' | '<' | '?'))
            .unwrap_or(rest.len());
        if let Some((user, _)) = rest[..end].rsplit_once('@')
            && let Some((_, password)) = user.split_once(':')
            && !password.is_empty()
            && !is_reference(password)
        {
            return Some(user);
        }
    }
    None
}

/// How a value begins whose form alone gives it away, how many characters follow at least, and what it is then.
const FRONTS: [(&str, usize, &str); 12] = [
    ("sk_live_", 6, "live payment key"),
    ("rk_live_", 6, "live payment key"),
    ("whsec_", 6, "webhook secret"),
    ("AKIA", 16, "access key id"),
    ("ghp_", 20, "token"),
    ("github_pat_", 20, "token"),
    ("glpat-", 16, "token"),
    ("xoxb-", 10, "token"),
    ("xoxp-", 10, "token"),
    ("AIza", 30, "API key"),
    ("SG.", 30, "API key"),
    ("eyJhbGciOi", 20, "token"),
];

static ANY_FRONT: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(FRONTS.map(|(front, ..)| front)).ok());

/// Whether no such beginning stands in `text`, as in nearly all of them: all are sought at once.
fn is_shapeless(text: &str) -> bool {
    ANY_FRONT.as_ref().is_some_and(|any| !any.is_match(text))
}

fn shape(text: &str) -> Option<&'static str> {
    if is_shapeless(text) {
        return None;
    }
    FRONTS.iter().find_map(|(front, least, kind)| {
        let rest = &text[text.find(front)? + front.len()..];
        let run =
            rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.')).count();
        (run >= *least).then_some(*kind)
    })
}

/// What a secret without a name begins with, or stands in: an address, or a form that gives it away.
static ANY_SIGN: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(FRONTS.iter().map(|(front, ..)| *front).chain(["://"])).ok());

/// Key, value and kind of a secret in a line that sets no name.
fn in_line(line: &str) -> Option<(String, String, &'static str)> {
    if ANY_SIGN.as_ref().is_some_and(|any| !any.is_match(line)) {
        return None;
    }
    let word_around = |needle: usize| {
        let edge = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>' | '(' | ')' | '|');
        let start = line[..needle]
            .rfind(edge)
            .map_or(0, |at| at + line[at..].chars().next().map_or(1, char::len_utf8));
        let end = line[needle..].find(edge).map_or(line.len(), |at| needle + at);
        // A sign in front is none of it: headings lose theirs.
        line[start..end].trim_start_matches(|c: char| !c.is_alphanumeric())
    };
    if let Some(user) = credentials(line) {
        let word = word_around(line.find(user)?);
        let scheme = word.split("://").next().unwrap_or("address");
        return Some((scheme.to_owned(), word.to_owned(), "credentials in URL"));
    }
    if let Some(at) = line.find("https://").filter(|at| is_chat_webhook(&line[*at..])) {
        return Some(("webhook".to_owned(), word_around(at).to_owned(), "incoming webhook"));
    }
    query_token(line).or_else(|| {
        if is_shapeless(line) {
            return None;
        }
        let (word, kind) = line
            .split(|c: char| {
                let sign = !c.is_ascii() && !c.is_alphanumeric();
                sign || c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '=' | ',' | ';' | '|' | '(' | '[')
            })
            .find_map(|word| shape(word).map(|kind| (word, kind)))?;
        Some((kind.to_owned(), word.to_owned(), kind))
    })
}

/// A token in the query of an address: `?access_token=...`.
fn query_token(line: &str) -> Option<(String, String, &'static str)> {
    let (_, after) = line.split_once("://")?;
    let query = after.split_once('?')?.1;
    let query =
        query.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ')' | '>')).next()?;
    query.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        let parts = key.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_ascii_lowercase);
        let speaks = parts.into_iter().any(|p| {
            matches!(p.as_str(), "token" | "secret" | "password" | "key" | "apikey" | "sig" | "signature")
        });
        let given = value.chars().any(char::is_alphanumeric) && !is_reference(value);
        (speaks && given).then(|| (key.to_owned(), value.to_owned(), "token in URL query"))
    })
}

/// `masked`, `sample`, or `default` for a value that may be in use.
fn looks_like(literal: &str) -> &'static str {
    let lower = literal.to_lowercase();
    let masked = ["xxx", "***", "•••", "...", "…"].iter().any(|mask| lower.contains(mask));
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    let sample = words.iter().any(|word| {
        matches!(
            *word,
            "your"
                | "example"
                | "sample"
                | "placeholder"
                | "replace"
                | "insert"
                | "dummy"
                | "here"
                | "username"
                | "user"
                | "foo"
                | "mein"
                | "votre"
                | "tu"
                | "seu"
                | "sua"
                | "ihr"
        )
    }) || literal.starts_with(['<', '[', '{']);
    if masked {
        "masked"
    } else if sample {
        "sample"
    } else {
        "default"
    }
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn secrets_stay_out_of_settings() {
        let plan = plan(
            "# T\n\n```env\nPAY_TOKEN=abc123\nSTORE=pg://shop:hunter2@db/x\nPORT=80\nMAIL_KEY=$OTHER\n```\n\nCall `https://a.example/cb?access_token=zz9`, and `AUTH_SECRET: change-me`.\n",
        );
        let keys: Vec<(&str, u32)> = plan.possible_secrets.iter().map(|s| (s.key.as_str(), s.line)).collect();
        assert_eq!(keys, [("PAY_TOKEN", 4), ("STORE", 5), ("AUTH_SECRET", 10)]);
        assert_eq!(plan.possible_secrets[2].looks_like, "default");
        for setting in &plan.env_vars {
            let value = setting.value.as_deref().unwrap_or_default();
            assert!(
                !["abc123", "hunter2", "change-me"].iter().any(|s| value.contains(s)),
                "{}",
                setting.name
            );
        }
    }

    #[test]
    fn secrets_without_a_name() {
        let plan = plan(
            "# T\n\nPost to https://hooks.slack.com/services/T0/B0/zz.\n\n```\ncurl 'https://a.example/?api_key=k1&x=2'\n```\n",
        );
        let keys: Vec<&str> = plan.possible_secrets.iter().map(|s| s.key.as_str()).collect();
        assert_eq!(keys, ["webhook", "api_key"]);
    }

    #[test]
    fn no_other_finding_holds_a_secret() {
        let plan = plan(
            "# T\n\n```bash\nexport HOOK=https://a.example/in?token=s3cr3t\ncurl https://me:s3cr3t@a.example/health\n```\n",
        );
        assert_eq!(plan.possible_secrets.len(), 2);
        assert_eq!(plan.env_vars[0].value, None);
        assert_eq!(plan.endpoints[0].literal, "https://a.example/health");
    }
}

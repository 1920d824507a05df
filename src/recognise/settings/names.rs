//! What names and values of settings look like.

/// Names that every shell sets by itself; they are no settings of a plan.
const SHELL_OWN: [&str; 34] = [
    "PATH",
    "HOME",
    "PWD",
    "OLDPWD",
    "USER",
    "SHELL",
    "HOSTNAME",
    "RANDOM",
    "SECONDS",
    "LINENO",
    "IFS",
    "UID",
    "EUID",
    "PPID",
    "BASH_SOURCE",
    "BASH_VERSION",
    "LANG",
    "TERM",
    "OPTARG",
    "OPTIND",
    "REPLY",
    "PIPESTATUS",
    "FUNCNAME",
    "EDITOR",
    "TMPDIR",
    "LOGNAME",
    "SHLVL",
    "PS1",
    "ON_ERROR_STOP",
    "USERPROFILE",
    "APPDATA",
    "LC_ALL",
    "NR",
    "NF",
];

/// Parts of a name that say that its value is a secret.
const SECRET_PARTS: [&str; 12] = [
    "TOKEN",
    "SECRET",
    "PASSWORD",
    "PASSWD",
    "PASS",
    "PWD",
    "KEY",
    "APIKEY",
    "DSN",
    "CREDENTIALS",
    "PASSPHRASE",
    "SECRETKEY",
];

/// Last parts of names that speak about a secret and do not hold one.
const ABOUT_SECRETS: [&str; 22] = [
    "PATH",
    "FILE",
    "DIR",
    "TTL",
    "EXPIRY",
    "EXPIRES",
    "EXPIRATION",
    "LENGTH",
    "NAME",
    "URL",
    "URI",
    "ALGORITHM",
    "ROTATION",
    "DAYS",
    "HOURS",
    "MINUTES",
    "SECONDS",
    "LIMIT",
    "COUNT",
    "ISSUER",
    "AUDIENCE",
    "ENABLED",
];

/// Whether `word` can name a setting: upper case, digits and underscores, two characters or more.
pub fn is_name(word: &str) -> bool {
    word.len() >= 2
        && word.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
        && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
        && word.bytes().any(|b| b.is_ascii_uppercase())
        && !SHELL_OWN.contains(&word)
}

/// Whether `word` names a setting even where nothing around it says so: it has an underscore inside.
pub fn is_telling_name(word: &str) -> bool {
    is_name(word) && word.trim_matches('_').contains('_')
}

/// Whether values of a setting of this name are secrets.
pub fn is_secret_name(name: &str) -> bool {
    let parts: Vec<&str> = name.split('_').collect();
    let about = parts.last().is_some_and(|last| ABOUT_SECRETS.contains(last));
    !about && parts.iter().any(|part| SECRET_PARTS.contains(part)) || is_chat_webhook_name(name)
}

/// `SLACK_WEBHOOK_URL` and the like: who knows the address can post.
pub fn is_chat_webhook_name(name: &str) -> bool {
    let chat =
        ["SLACK", "TEAMS", "DISCORD", "TELEGRAM", "MATTERMOST", "DINGTALK", "FEISHU", "WECOM", "GOOGLECHAT"];
    name.contains("WEBHOOK") && name.split('_').any(|part| chat.contains(&part))
}

/// Whether `value` is a truth value.
pub fn is_truth(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    matches!(value.as_str(), "true" | "false" | "on" | "off" | "yes" | "no" | "enabled" | "disabled")
}

/// Whether `value` only points to where the value comes from (`$OTHER`, `$(command)`, `process.env.X`).
pub fn is_reference(value: &str) -> bool {
    value.starts_with('$')
        || value.starts_with('`')
        || value.starts_with("{{")
        || value.starts_with("process.env")
        || value.starts_with("os.environ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_by_the_parts_of_a_name() {
        for name in ["API_KEY", "DB_PASSWORD", "AWS_ACCESS_KEY_ID", "SENTRY_DSN", "SLACK_WEBHOOK_URL"] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in ["CLIENT_ID", "MAX_TOKENS", "TOKEN_TTL", "KEY_FILE", "WEBHOOK_URL", "MONKEY"] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}

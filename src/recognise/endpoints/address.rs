//! Addresses as text: what is a path, a file, a download.

/// The path of an address without query; `None` for file paths, secrets and addresses without one.
pub fn path_of(address: &str) -> Option<String> {
    let end = address.find(|c: char| {
        c.is_whitespace() || matches!(c, '?' | '#' | '"' | '\'' | '`' | '|' | ',' | '；' | '，' | '。' | '）')
    });
    let address = address[..end.unwrap_or(address.len())].trim_end_matches(['.', ')', ':', ';']);
    if address.contains("hooks.slack.com") || address.contains("/webhooks/") && address.contains("discord") {
        return None;
    }
    let path = if address.starts_with('/') {
        address
    } else {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        let rest =
            if rest.starts_with('$') { rest.rsplit_once('}').map_or(rest, |(_, path)| path) } else { rest };
        rest.find('/').map_or("/", |at| &rest[at..])
    };
    let path = if path.len() > 1 { path.trim_end_matches('/') } else { path };
    let good = path.starts_with('/') && !path.starts_with("//");
    (good && (path.len() > 1 || address.contains("://"))).then(|| path.to_owned())
}

/// Whether a word of a command is an address: with a scheme, a variable, a host and port, or a host with a path.
pub fn is_address(word: &str) -> bool {
    word.contains("://")
        || word.starts_with('$') && word.contains('/')
        || word.starts_with("localhost")
        || word.starts_with(|c: char| c.is_ascii_alphanumeric())
            && word.split('/').next().is_some_and(|host| host.contains('.') && !host.ends_with('.'))
            && word.contains('/')
}

/// Commands that fetch a file or a script to run.
pub fn is_download(command: &str) -> bool {
    let piped = command.split('|').skip(1).any(|next| {
        let first = next.split_whitespace().find(|w| *w != "sudo").unwrap_or("");
        matches!(first, "bash" | "sh" | "tar" | "gpg" | "apt-key" | "tee" | "zsh" | "gunzip")
    });
    piped
        || command
            .split_whitespace()
            .any(|word| matches!(word, "-O" | "-LO" | "-fsSLO" | "--remote-name" | "-sLO"))
}

/// Whether a path names a file or folder of a machine.
pub fn is_file(path: &str) -> bool {
    const ROOTS: [&str; 14] = [
        "/etc", "/var", "/home", "/usr", "/opt", "/tmp", "/root", "/srv", "/mnt", "/bin", "/dev", "/proc",
        "/data", "/backup",
    ];
    let root = path[1..].split('/').next().unwrap_or("");
    ROOTS.iter().any(|file| &file[1..] == root)
        || path.rsplit('/').next().is_some_and(|last| last.contains('.'))
}

/// The path in the value of a setting: `healthcheckPath: "/health"`.
pub fn value_path(line: &str) -> Option<&str> {
    let value =
        line.split_once([':', '='])?.1.trim().trim_end_matches([',', ';']).trim_matches(['"', '\'', '`']);
    (value.starts_with('/') || value.starts_with("http")).then_some(value).filter(|v| !v.contains(' '))
}

/// An address without `user:password@`.
pub fn without_credentials(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let host_end = rest.find('/').unwrap_or(rest.len());
    rest[..host_end]
        .rfind('@')
        .map_or_else(|| address.to_owned(), |at| format!("{scheme}://{}", &rest[at + 1..]))
}

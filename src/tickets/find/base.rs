//! An address at which the site is or was published.

use super::decode;

/// Host and folder of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    /// As given, with `/` at the end.
    pub url: String,
    /// Lower case, with its port where that is not the common one.
    pub host: String,
    /// Folder below the host, decoded, without `/` at its ends; empty for the root.
    pub path: String,
}

impl Base {
    /// Reads `https://host/folder/`; `None` where it names no host on the web.
    pub fn parse(url: &str) -> Option<Base> {
        let url = url.trim();
        let scheme = ["https://", "http://"]
            .into_iter()
            .find(|s| url.get(..s.len()).is_some_and(|head| head.eq_ignore_ascii_case(s)))?;
        let rest = &url[scheme.len()..];
        let rest = rest.split(['?', '#']).next().unwrap_or("");
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = host.rsplit('@').next().unwrap_or("").to_lowercase();
        let common = if scheme == "https://" { ":443" } else { ":80" };
        let host = host.strip_suffix(common).unwrap_or(&host).trim_end_matches('.').to_owned();
        let known = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
        if host.is_empty() || !host.chars().all(known) {
            return None;
        }
        let path = path.trim_end_matches("index.html").trim_matches('/');
        let url = format!("{scheme}{}", rest.trim_end_matches("index.html").trim_end_matches('/')) + "/";
        Some(Base { url, host, path: decode::percent(path) })
    }

    /// The rest of `path` below the folder of the site.
    pub fn below<'p>(&self, path: &'p str) -> Option<&'p str> {
        if self.path.is_empty() {
            return Some(path);
        }
        let rest = path.strip_prefix(self.path.as_str())?;
        if rest.is_empty() { Some("") } else { rest.strip_prefix('/') }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_folders() {
        let base = Base::parse("HTTPS://Runbooks.Example:443/ops/index.html").unwrap();
        assert_eq!((base.host.as_str(), base.path.as_str()), ("runbooks.example", "ops"));
        assert_eq!(base.url, "https://Runbooks.Example:443/ops/");
        assert_eq!(base.below("ops/t/A"), Some("t/A"));
        assert_eq!(base.below("ops2/t/A"), None);
        assert_eq!(Base::parse("http://localhost:8000").unwrap().host, "localhost:8000");
        for wrong in ["", "runbooks", "ftp://x", "https:///x", "https://a b/", "file:///x"] {
            assert!(Base::parse(wrong).is_none(), "{wrong}");
        }
    }
}

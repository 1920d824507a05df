//! Signs that exports write in another way.

/// `%20` and the like decoded once; what is no UTF-8 then stays as written.
pub fn percent(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = tail.get(..2).filter(|_| *first == b'%').and_then(|h| std::str::from_utf8(h).ok());
        let hex = hex.filter(|h| h.bytes().all(|b| b.is_ascii_hexdigit()));
        match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or(&[]);
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Decoded `times` times.
pub fn percent_times(text: &str, times: usize) -> String {
    (0..times).fold(text.to_owned(), |text, _| percent(&text))
}

/// `&amp;` and `\/` as they were before a page or a program wrote them so.
pub fn entities(text: &str) -> String {
    let mut text = text.replace("\\/", "/");
    for entity in ["&amp;", "&AMP;", "&#38;", "&#x26;", "\\u0026"] {
        if text.contains(entity) {
            text = text.replace(entity, "&");
        }
    }
    text
}

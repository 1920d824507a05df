//! Markup in its pieces, strictly: what is not plainly markup is an error, so that nothing hides in what one reader takes
//! for text and another for a tag.

/// A piece of markup.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Open {
        /// Without its prefix, as written.
        name: &'a str,
        attributes: Vec<(&'a str, String)>,
        /// `<path/>`: it has no end of its own.
        is_closed: bool,
    },
    Close(&'a str),
    /// Text with entities taken apart, or the inside of a `CDATA` part.
    Text(String),
    /// `<?name …?>`: its name.
    Instruction(&'a str),
    /// `<!DOCTYPE …>`: all of it.
    Doctype(&'a str),
}

/// Why markup cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    CutOff,
    Malformed,
}

/// All pieces; comments are left out.
pub fn pieces(text: &str) -> Result<Vec<Piece<'_>>, Broken> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let Some(tag) = rest.strip_prefix('<') else {
            let end = rest.find('<').unwrap_or(rest.len());
            found.push(Piece::Text(plain(&rest[..end])?));
            rest = &rest[end..];
            continue;
        };
        rest = if let Some(comment) = tag.strip_prefix("!--") {
            let (inside, behind) = until(comment, "-->")?;
            // Readers differ in where such a comment ends.
            if inside.contains("--")
                || inside.ends_with('-')
                || inside.starts_with('>')
                || inside.starts_with("->")
            {
                return Err(Broken::Malformed);
            }
            behind
        } else if let Some(data) = tag.strip_prefix("![CDATA[") {
            let (inside, behind) = until(data, "]]>")?;
            found.push(Piece::Text(inside.to_owned()));
            behind
        } else if let Some(inside) = tag.strip_prefix('?') {
            let (inside, behind) = until(inside, "?>")?;
            found.push(Piece::Instruction(inside.split_whitespace().next().unwrap_or("")));
            behind
        } else if tag.starts_with('!') {
            // One with a part in brackets has declarations: whoever asks refuses it by its `[`.
            let (inside, behind) = until(tag, ">")?;
            found.push(Piece::Doctype(inside));
            behind
        } else if let Some(name) = tag.strip_prefix('/') {
            let (name, behind) = until(name, ">")?;
            found.push(Piece::Close(local(name.trim_end())));
            behind
        } else {
            open(tag, &mut found)?
        };
    }
    Ok(found)
}

fn until<'t>(text: &'t str, end: &str) -> Result<(&'t str, &'t str), Broken> {
    text.split_once(end).ok_or(Broken::CutOff)
}

/// A name without its prefix.
pub fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')
}

/// Reads the tag behind its `<`; gives what stands behind it.
fn open<'a>(tag: &'a str, found: &mut Vec<Piece<'a>>) -> Result<&'a str, Broken> {
    let (name, mut rest) = name_of(tag)?;
    let mut attributes = Vec::new();
    loop {
        let spaced = rest.starts_with(char::is_whitespace);
        rest = rest.trim_start();
        if let Some(behind) = rest.strip_prefix('>') {
            found.push(Piece::Open { name: local(name), attributes, is_closed: false });
            return Ok(behind);
        }
        if let Some(behind) = rest.strip_prefix("/>") {
            found.push(Piece::Open { name: local(name), attributes, is_closed: true });
            return Ok(behind);
        }
        if rest.is_empty() {
            return Err(Broken::CutOff);
        }
        if !spaced {
            return Err(Broken::Malformed);
        }
        let (key, behind) = name_of(rest)?;
        let value = behind.trim_start().strip_prefix('=').ok_or(Broken::Malformed)?.trim_start();
        let quote = value.chars().next().ok_or(Broken::CutOff)?;
        if !matches!(quote, '"' | '\'') {
            return Err(Broken::Malformed);
        }
        let (inside, behind) = value[1..].split_once(quote).ok_or(Broken::CutOff)?;
        if inside.contains('<') {
            return Err(Broken::Malformed);
        }
        attributes.push((key, plain(inside)?));
        rest = behind;
    }
}

fn name_of(text: &str) -> Result<(&str, &str), Broken> {
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    if end == text.len() {
        return Err(Broken::CutOff);
    }
    if end == 0 { Err(Broken::Malformed) } else { Ok(text.split_at(end)) }
}

/// Text with its entities as the signs that they are. Only those that every XML knows are taken.
fn plain(text: &str) -> Result<String, Broken> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, entity)) = rest.split_once('&') {
        out.push_str(before);
        let (name, behind) = entity.split_once(';').ok_or(Broken::Malformed)?;
        let number = |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
        let sign = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            name => match (name.strip_prefix("#x"), name.strip_prefix('#')) {
                (Some(digits), _) => number(digits, 16),
                (None, Some(digits)) => number(digits, 10),
                _ => None,
            },
        };
        out.push(sign.ok_or(Broken::Malformed)?);
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

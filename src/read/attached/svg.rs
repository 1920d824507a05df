//! Drawings that are markup: what could run, load or hide in one is an error, whatever shows it.

use super::markup::{Broken, Piece, local, pieces};
use super::not_what_it_says;
use super::rules::{unreadable, unsafe_file};
use crate::diag::Diagnostic;

/// Elements that run, load or hold something of another kind.
const FORBIDDEN: &[&str] = &[
    "script", "handler", "listener", "iframe", "frame", "object", "embed", "audio", "video", "canvas",
    "html", "body", "head", "link", "meta", "base", "form", "input", "button",
];

/// Kinds of pictures that a drawing may hold within itself.
const HELD: &[&str] = &[
    "data:image/png",
    "data:image/jpeg",
    "data:image/jpg",
    "data:image/gif",
    "data:image/webp",
    "data:image/avif",
];

const EXPORT: &str =
    "export the drawing as PNG, or as an SVG without scripts and with all it shows inside it";

/// Width and height of a drawing that says them, or why it is not published.
pub fn check(path: &str, bytes: &[u8]) -> Result<Option<(u32, u32)>, Diagnostic> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(not_what_it_says(path, "an SVG drawing in UTF-8", bytes));
    };
    if !text.trim_start().starts_with('<') {
        return Err(not_what_it_says(path, "an SVG drawing", bytes));
    }
    // Before the pieces are read: what an entity stands for could be anything.
    if text.to_ascii_lowercase().contains("<!entity") {
        return Err(refused(path, "it declares entities"));
    }
    let pieces = pieces(text).map_err(|broken| unreadable(path, broken))?;
    let mut open: Vec<&str> = Vec::new();
    let mut root: Option<&[(&str, String)]> = None;
    for piece in &pieces {
        match piece {
            Piece::Open { name, attributes, is_closed } => {
                match root {
                    None if *name == "svg" => root = Some(attributes),
                    None => return Err(not_what_it_says(path, "an SVG drawing", bytes)),
                    Some(_) if open.is_empty() => return Err(unreadable(path, Broken::Malformed)),
                    Some(_) => {}
                }
                if let Some(why) = of_element(name)
                    .or_else(|| attributes.iter().find_map(|(key, value)| of_attribute(name, key, value)))
                {
                    return Err(match why.ends_with("<foreignObject>") {
                        true => {
                            refused(path, &why).hint("in draw.io, switch off `Formatted Text` of the labels")
                        }
                        false => refused(path, &why),
                    });
                }
                if !is_closed {
                    open.push(name);
                }
            }
            Piece::Close(name) if open.pop() != Some(name) => {
                return Err(unreadable(path, Broken::Malformed));
            }
            Piece::Text(text) if open.last() == Some(&"style") => {
                if let Some(why) = of_style(text) {
                    return Err(refused(path, &why));
                }
            }
            Piece::Instruction(name) if *name != "xml" => {
                return Err(refused(path, "it asks for a style sheet or a program"));
            }
            Piece::Doctype(inside) if inside.contains('[') => {
                return Err(refused(path, "it declares entities"));
            }
            Piece::Close(_) | Piece::Text(_) | Piece::Instruction(_) | Piece::Doctype(_) => {}
        }
    }
    match root {
        Some(_) if !open.is_empty() => Err(unreadable(path, Broken::CutOff)),
        Some(root) => Ok(size(root)),
        None => Err(not_what_it_says(path, "an SVG drawing", bytes)),
    }
}

fn refused(path: &str, why: &str) -> Diagnostic {
    unsafe_file(path, why).hint(EXPORT)
}

fn of_element(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    if lower == "script" {
        return Some("it holds a script".to_owned());
    }
    if lower == "foreignobject" {
        return Some("it holds a piece of a web page, <foreignObject>".to_owned());
    }
    FORBIDDEN.contains(&lower.as_str()).then(|| format!("it holds <{name}>"))
}

fn of_attribute(element: &str, key: &str, value: &str) -> Option<String> {
    let name = local(key).to_ascii_lowercase();
    let bare: String =
        value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>().to_lowercase();
    if name.starts_with("on") {
        return Some(format!("`{key}` runs a script"));
    }
    if bare.contains("javascript:") || bare.contains("vbscript:") {
        return Some(format!("`{key}` runs a script"));
    }
    if key.starts_with("xmlns") {
        return bare.contains("/1999/xhtml").then(|| "it holds a piece of a web page".to_owned());
    }
    let loads = || Some(format!("it loads something from elsewhere: `{}`", short(value)));
    match name.as_str() {
        "base" if key.contains(':') => loads(),
        // Animations may set what the drawing itself may not say.
        "attributename" if local(&bare) == "href" || local(&bare).starts_with("on") => {
            Some(format!("it sets `{value}` while it is shown"))
        }
        "href" | "src" => {
            let leads =
                element == "a" && ["https://", "http://", "mailto:"].iter().any(|s| bare.starts_with(s));
            let is_inside = bare.starts_with('#') || HELD.iter().any(|kind| bare.starts_with(kind));
            if leads || is_inside || bare.is_empty() { None } else { loads() }
        }
        "style" => of_style(value),
        _ => of_urls(&bare).then_some(()).and_then(|()| loads()),
    }
}

/// What a style loads. Signs that hide letters from this reader are refused with it.
fn of_style(style: &str) -> Option<String> {
    let bare: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let hides = bare.contains('\\') || bare.contains("/*") && bare.contains("url");
    if bare.contains("@import")
        || hides
        || of_urls(&bare)
        || bare.contains("image-set(")
        || bare.contains("expression(")
    {
        return Some("its style loads something from elsewhere".to_owned());
    }
    None
}

/// Whether one of the addresses leads out of the drawing.
fn of_urls(bare: &str) -> bool {
    bare.match_indices("url(").any(|(at, front)| {
        let target = bare[at + front.len()..].trim_start_matches(['"', '\'']);
        !target.starts_with('#') && !HELD.iter().any(|kind| target.starts_with(kind))
    })
}

fn short(value: &str) -> String {
    let shown: String = value.chars().filter(|c| !c.is_control()).take(60).collect();
    if shown.len() < value.len() { format!("{shown}…") } else { shown }
}

/// The size that the root says, or that of what it shows.
fn size(root: &[(&str, String)]) -> Option<(u32, u32)> {
    let value = |name: &str| root.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str());
    let said = |name| value(name).and_then(points);
    let shown = || {
        let numbers: Vec<f64> = value("viewBox")?
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|part| !part.is_empty())
            .map_while(|part| part.parse().ok())
            .collect();
        (numbers.len() == 4).then(|| (numbers[2], numbers[3]))
    };
    let (width, height) = match (said("width"), said("height")) {
        (Some(width), Some(height)) => (width, height),
        (None, None) => shown()?,
        // The other side follows from what is shown.
        (Some(width), None) => shown().map(|(w, h)| (width, width * h / w))?,
        (None, Some(height)) => shown().map(|(w, h)| (height * w / h, height))?,
    };
    let side =
        |side: f64| (side.is_finite() && (0.5..=100_000.0).contains(&side)).then(|| side.round() as u32);
    Some((side(width)?, side(height)?))
}

/// A length in points of a screen.
fn points(length: &str) -> Option<f64> {
    let length = length.trim();
    let unit = length.find(|c: char| c.is_ascii_alphabetic() || c == '%').unwrap_or(length.len());
    let number: f64 = length[..unit].trim().parse().ok()?;
    let factor = match &length[unit..] {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "mm" => 96.0 / 25.4,
        "cm" => 96.0 / 2.54,
        "in" => 96.0,
        _ => return None,
    };
    Some(number * factor)
}

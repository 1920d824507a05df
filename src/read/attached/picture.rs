//! Pictures of points: how large they are by their heads, and whether they have an end. No point of one is unfolded.

/// How points are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Png,
    Jpeg,
    Gif,
    Webp,
    Avif,
}

/// What is wrong with the bytes of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// They are something else.
    Another,
    CutOff,
}

impl Format {
    pub fn name(self) -> &'static str {
        match self {
            Format::Png => "a PNG picture",
            Format::Jpeg => "a JPEG picture",
            Format::Gif => "a GIF picture",
            Format::Webp => "a WebP picture",
            Format::Avif => "an AVIF picture",
        }
    }

    /// Whether bytes begin as this format does.
    pub fn begins(self, bytes: &[u8]) -> bool {
        match self {
            Format::Png => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
            Format::Jpeg => bytes.starts_with(b"\xff\xd8\xff"),
            Format::Gif => bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a"),
            Format::Webp => bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"),
            Format::Avif => {
                let brands = bytes.get(8..bytes.len().min(64)).unwrap_or(b"");
                bytes.get(4..8) == Some(b"ftyp")
                    && brands.chunks(4).any(|brand| brand == b"avif" || brand == b"avis")
            }
        }
    }
}

/// Width and height as the picture is shown.
pub fn measure(format: Format, bytes: &[u8]) -> Result<(u32, u32), Fault> {
    if !format.begins(bytes) {
        return Err(Fault::Another);
    }
    let size = imagesize::blob_size(bytes).map_err(|_| Fault::CutOff)?;
    let whole = match format {
        Format::Png => png_ends(bytes),
        Format::Jpeg => jpeg_ends(bytes),
        Format::Gif => bytes.iter().rposition(|byte| *byte != 0).is_some_and(|last| bytes[last] == 0x3b),
        Format::Webp => number_le(bytes, 4).is_some_and(|length| u64::from(length) + 8 <= bytes.len() as u64),
        Format::Avif => boxes_end(bytes),
    };
    let side = |side: usize| u32::try_from(side).ok().filter(|side| *side > 0);
    let (Some(width), Some(height), true) = (side(size.width), side(size.height), whole) else {
        return Err(Fault::CutOff);
    };
    Ok(if format == Format::Jpeg && is_turned(bytes) { (height, width) } else { (width, height) })
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn number_le(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// Chunks up to the one that says it is the last.
fn png_ends(bytes: &[u8]) -> bool {
    let mut at = 8;
    while let (Some(length), Some(name)) = (number(bytes, at), bytes.get(at + 4..at + 8)) {
        let next = at as u64 + 12 + u64::from(length);
        if next > bytes.len() as u64 {
            return false;
        }
        if name == b"IEND" {
            return true;
        }
        at = next as usize;
    }
    false
}

/// The segments in front of the points: marker, where its bytes begin, where they end. The last one is where the
/// points begin.
fn segments(bytes: &[u8]) -> Vec<(u8, usize, usize)> {
    let mut found = Vec::new();
    let mut at = 2;
    while let (Some(0xff), Some(marker)) = (bytes.get(at).copied(), bytes.get(at + 1).copied()) {
        if marker == 0xff {
            at += 1;
            continue;
        }
        if matches!(marker, 0x01 | 0xd0..=0xd8) {
            at += 2;
            continue;
        }
        let Some(length) = bytes.get(at + 2..at + 4).map(|b| usize::from(b[0]) << 8 | usize::from(b[1]))
        else {
            break;
        };
        let end = at + 2 + length;
        if length < 2 || end > bytes.len() {
            break;
        }
        found.push((marker, at + 4, end));
        if marker == 0xda {
            break;
        }
        at = end;
    }
    found
}

/// An end behind the points: one of the small pictures that cameras put in front does not count.
fn jpeg_ends(bytes: &[u8]) -> bool {
    match segments(bytes).last() {
        Some((0xda, _, end)) => bytes[*end..].windows(2).any(|pair| pair == [0xff, 0xd9]),
        _ => false,
    }
}

/// Boxes of which none goes beyond the file, one with the points among them.
fn boxes_end(bytes: &[u8]) -> bool {
    let (mut at, mut has_points) = (0_u64, false);
    let all = bytes.len() as u64;
    while at < all {
        let here = at as usize;
        let name = bytes.get(here + 4..here + 8);
        has_points |= name == Some(b"mdat");
        let length = match number(bytes, here) {
            Some(0) => return has_points,
            Some(1) => match (number(bytes, here + 8), number(bytes, here + 12)) {
                (Some(high), Some(low)) => u64::from(high) << 32 | u64::from(low),
                _ => return false,
            },
            Some(length) => u64::from(length),
            None => return false,
        };
        if length < 8 {
            return false;
        }
        at = at.saturating_add(length);
    }
    at == all && has_points
}

/// Whether a camera says that the picture lies on its side; browsers turn it.
fn is_turned(bytes: &[u8]) -> bool {
    let exif = segments(bytes)
        .into_iter()
        .filter(|(marker, ..)| *marker == 0xe1)
        .find_map(|(_, from, to)| bytes.get(from..to)?.strip_prefix(b"Exif\0\0"));
    exif.and_then(orientation).is_some_and(|turn| (5..=8).contains(&turn))
}

fn orientation(tiff: &[u8]) -> Option<u16> {
    let is_little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let pair: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let first = (if is_little { number_le(tiff, 4) } else { number(tiff, 4) })? as usize;
    let entries = usize::from(short(first)?);
    (0..entries)
        .map(|entry| first + 2 + 12 * entry)
        .find(|at| short(*at) == Some(0x0112))
        .and_then(|at| short(at + 8))
}

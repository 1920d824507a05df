//! The texts that the last sites were built from: what a plan that is broken now said when it was not.
//!
//! One file, to which each build adds the texts that are not in it yet. It lies beside the site, not in it: a text may
//! hold what is not meant to be published. A record that is cut off or damaged counts as absent.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;

use super::files::Files;
use super::manifest::{Hash, Manifest, hash, hex};
use super::places::Places;

/// The file is written anew where it is this much larger than what is needed.
const SLACK: usize = 1 << 20;

/// All texts of the file, by their digests, and whether the file is sound to its end.
fn read(places: &Places) -> io::Result<(BTreeMap<Hash, String>, bool)> {
    let bytes = match fs::read(places.plans()) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((BTreeMap::new(), true)),
        bytes => bytes?,
    };
    let mut texts = BTreeMap::new();
    let mut rest = bytes.as_slice();
    while !rest.is_empty() {
        let Some((text, after)) = record(rest) else { return Ok((texts, false)) };
        texts.insert(hash(text.as_bytes()), text.to_owned());
        rest = after;
    }
    Ok((texts, true))
}

/// `plan LENGTH DIGEST`, a line end, the text, a line end.
fn record(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().take(128).position(|b| *b == b'\n')?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let (length, digest) = head.strip_prefix("plan ")?.split_once(' ')?;
    let rest = &bytes[end + 1..];
    let length: usize = length.parse().ok()?;
    let text = std::str::from_utf8(rest.get(..length)?).ok()?;
    let sound = rest.get(length) == Some(&b'\n') && hex(&hash(text.as_bytes())) == digest;
    sound.then(|| (text, &rest[length + 1..]))
}

fn written<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.map(|text| format!("plan {} {}\n{text}\n", text.len(), hex(&hash(text.as_bytes())))).collect()
}

/// The texts of the plans of a site, by their paths.
pub fn of_site(places: &Places, site: &Manifest) -> io::Result<BTreeMap<String, String>> {
    let (texts, _) = read(places)?;
    let known = site.plans.iter().filter_map(|(path, hash)| Some((path.clone(), texts.get(hash)?.clone())));
    Ok(known.collect())
}

/// Adds the texts of the next site; those that no site needs any more go when they are too many.
pub fn keep(
    files: &dyn Files,
    places: &Places,
    next: &BTreeMap<Hash, &str>,
    now: Option<&Manifest>,
) -> io::Result<()> {
    let known: BTreeSet<&Hash> = now.iter().flat_map(|now| now.plans.values()).collect();
    if places.plans().is_file() && next.keys().all(|hash| known.contains(hash)) {
        return Ok(());
    }
    let (mut texts, sound) = read(places)?;
    let missing: Vec<&str> =
        next.iter().filter(|(hash, _)| !texts.contains_key(*hash)).map(|(_, text)| *text).collect();
    let needed: usize = next.values().map(|text| text.len()).sum();
    let held: usize = texts.values().map(String::len).sum();
    if sound && held <= 4 * needed + SLACK {
        if missing.is_empty() {
            return Ok(());
        }
        files.append(&places.plans(), written(missing.into_iter()).as_bytes())?;
        return files.sync(&places.plans());
    }
    let mut wanted: BTreeSet<Hash> = next.keys().copied().collect();
    wanted.extend(now.iter().flat_map(|now| now.plans.values()));
    for number in places.revisions()? {
        let listed = Manifest::of(&places.revision(number)).ok().flatten();
        wanted.extend(listed.iter().flat_map(|listed| listed.manifest.plans.values()));
    }
    texts.retain(|hash, _| wanted.contains(hash));
    let all = texts.values().map(String::as_str).chain(missing);
    let staged = places.plans().with_extension("new");
    match files.remove(&staged) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    files.write(&staged, written(all).as_bytes())?;
    files.sync(&staged)?;
    files.rename(&staged, &places.plans())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_is_cut_or_changed_is_none() {
        let text = written(["# One\n", "# Two\n"].into_iter());
        let (first, rest) = record(text.as_bytes()).unwrap();
        assert_eq!(first, "# One\n");
        assert_eq!(record(rest).unwrap(), ("# Two\n", &b""[..]));
        for cut in 0..rest.len() {
            assert_eq!(record(&rest[..cut]), None, "{cut}");
        }
        assert_eq!(record(text.replace("# One", "# Own").as_bytes()), None);
    }
}

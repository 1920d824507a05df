//! Room for labels: side by side in as few lanes as needed, and none drawn over another.

/// Lanes of a row of the picture.
#[derive(Debug)]
pub struct Lanes {
    /// Where the last thing of each lane ends.
    ends: Vec<f64>,
    most: usize,
}

impl Lanes {
    pub fn new(most: usize) -> Lanes {
        Lanes { ends: Vec::new(), most }
    }

    /// The lane in which `from..to` fits; `None` where all lanes are taken there. Things must come in order.
    pub fn put(&mut self, from: f64, to: f64) -> Option<usize> {
        if let Some(at) = self.ends.iter().position(|end| *end <= from) {
            self.ends[at] = to;
            return Some(at);
        }
        (self.ends.len() < self.most).then(|| {
            self.ends.push(to);
            self.ends.len() - 1
        })
    }

    pub fn count(&self) -> usize {
        self.ends.len()
    }
}

/// The width of a text of 14 px, on the safe side.
pub fn width(text: &str) -> f64 {
    let of = |c: char| match c {
        'i' | 'l' | 'j' | '.' | ',' | ':' | '\'' | '|' | '!' => 4.5,
        'm' | 'w' | 'M' | 'W' => 13.0,
        c if c.is_ascii_uppercase() => 10.5,
        c if c.is_ascii() => 8.0,
        c if (c as u32) < 0x2E80 => 9.0,
        _ => 15.0,
    };
    text.chars().map(of).sum()
}

/// The text, cut with an ellipsis where it is longer than `room`.
pub fn fit(text: &str, room: f64) -> Option<String> {
    if width(text) <= room {
        return Some(text.to_owned());
    }
    let mut cut = String::new();
    for c in text.chars() {
        if width(&cut) + 15.0 > room {
            break;
        }
        cut.push(c);
    }
    (cut.chars().count() >= 5).then(|| format!("{}…", cut.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_row_drops_what_does_not_fit() {
        let mut lanes = Lanes::new(2);
        assert_eq!(lanes.put(0.0, 50.0), Some(0));
        assert_eq!(lanes.put(10.0, 60.0), Some(1));
        assert_eq!(lanes.put(20.0, 70.0), None);
        assert_eq!(lanes.put(55.0, 90.0), Some(0));
    }

    #[test]
    fn long_labels_are_cut_and_short_rooms_stay_empty() {
        assert_eq!(fit("Short", 100.0).as_deref(), Some("Short"));
        assert!(fit("A very long label indeed", 90.0).unwrap().ends_with('…'));
        assert_eq!(fit("A very long label indeed", 30.0), None);
    }
}

//! From byte offsets to line numbers.

/// Where each line of a text begins.
#[derive(Debug, Clone)]
pub struct Lines {
    starts: Vec<u32>,
}

impl Lines {
    pub fn of(text: &str) -> Lines {
        let breaks = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at as u32 + 1);
        Lines { starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// The line, from 1, that holds the byte at `offset`.
    pub fn line(&self, offset: usize) -> u32 {
        self.starts.partition_point(|start| *start as usize <= offset) as u32
    }

    /// The byte where `line` (from 1) begins.
    pub fn start(&self, line: u32) -> Option<usize> {
        self.starts.get(line.checked_sub(1)? as usize).map(|start| *start as usize)
    }

    /// Number of lines; the empty piece behind a last line break counts as none.
    pub fn count(&self, text: &str) -> u32 {
        self.starts.len() as u32 - u32::from(text.is_empty() || text.ends_with('\n'))
    }
}

//! How far a build is.

use std::io;

use indicatif::{ProgressBar, ProgressStyle};

use crate::output::{DirSink, Line, Sink};

/// A sink that shows how far the build is, when somebody looks.
pub struct Progress<'a> {
    sink: &'a DirSink<'a>,
    bar: ProgressBar,
}

impl<'a> Progress<'a> {
    pub fn over(sink: &'a DirSink<'a>) -> Progress<'a> {
        Progress { sink, bar: bar() }
    }

    pub fn end(self) {
        self.bar.finish_and_clear();
    }
}

impl Sink for Progress<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.bar.inc(1);
        self.sink.put(path, bytes)
    }

    fn keep(&self, path: &str, line: &Line) -> bool {
        self.sink.keep(path, line)
    }

    fn stands(&self, path: &str) -> Option<Line> {
        self.sink.stands(path)
    }

    fn taken(&self, path: &str) -> Option<Line> {
        self.sink.taken(path)
    }
}

/// Hidden where standard error is no terminal.
fn bar() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} files") {
        bar.set_style(style);
    }
    bar
}

//! A message and its fields.

use crate::diag::FileId;

/// A blank of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    /// The values to choose from; empty for free text.
    pub choices: Vec<String>,
}

/// A message as its file says it.
#[derive(Debug, Clone, Default)]
pub struct MessageFile {
    /// Stem of the file name.
    pub name: String,
    pub title: String,
    pub severity: Option<String>,
    pub audience: Option<String>,
    pub channel: Option<String>,
    /// May hold fields like the text.
    pub subject: Option<String>,
    pub text: String,
    /// Fields that the front matter declares; empty where it declares none.
    pub declared: Vec<Field>,
    pub file: FileId,
    /// Byte of the file where the text begins.
    pub start: usize,
}

impl MessageFile {
    /// The message in one piece: the subject line, a blank line, the text.
    pub(super) fn whole(&self) -> String {
        match &self.subject {
            Some(subject) => format!("Subject: {subject}\n\n{}", self.text),
            None => self.text.clone(),
        }
    }

    /// Bytes that [`MessageFile::whole`] puts in front of the text.
    pub(super) fn lead(&self) -> usize {
        self.whole().len() - self.text.len()
    }
}

//! People and desks to call.

use serde::Serialize;

use super::Place;

/// A person, desk or vendor to call. Phones and addresses keep their characters.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Contact {
    /// The innermost heading.
    pub group: Option<String>,
    pub role: String,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub channel: Option<String>,
    pub hours: Option<String>,
    /// Other cells or parts: header and value.
    pub other: Vec<(String, String)>,
    /// True where only placeholders or empty cells stand in place of the facts.
    pub unfilled: bool,
    pub placeholders: Vec<String>,
    #[serde(flatten)]
    pub place: Place,
}

//! Phases and their stages.

use serde::Serialize;

use super::Place;

/// Parallel lists of phases: the heading above the phases, when it is not the title.
#[derive(Debug, Clone, Serialize)]
pub struct Track {
    pub title: String,
    /// Slugs of the phases, in order.
    pub phases: Vec<String>,
    #[serde(flatten)]
    pub place: Place,
}

/// A part of the plan with its place in time.
#[derive(Debug, Clone, Serialize)]
pub struct Phase {
    /// `phase-1`, `week-1`, `step-2` for numbered ones, else the slug of the heading; unique in the plan.
    pub slug: String,
    /// Title of the track.
    pub group: Option<String>,
    pub number: Option<u32>,
    /// Without label, number, time, duration and priority.
    pub title: String,
    /// As written, pictographs taken off.
    pub heading: String,
    pub level: u8,
    /// The literal time: `T-7 days`, `Day 0 - Hours 0-2`, `Dec 30, 06:00-08:00`.
    pub when: Option<String>,
    /// The literal duration: `30 minutes`.
    pub duration: Option<String>,
    pub priority: Option<String>,
    /// Days from T-0, first and last; `None` where the text leaves it open.
    pub offset_days: Option<[i32; 2]>,
    pub stages: Vec<Stage>,
    #[serde(flatten)]
    pub place: Place,
}

/// A heading one level below a phase.
#[derive(Debug, Clone, Serialize)]
pub struct Stage {
    pub slug: String,
    /// `2.1`.
    pub number: Option<String>,
    pub title: String,
    pub heading: String,
    pub level: u8,
    pub when: Option<String>,
    /// `09:00` where `when` holds a clock time.
    pub time_24h: Option<String>,
    pub duration: Option<String>,
    pub priority: Option<String>,
    #[serde(flatten)]
    pub place: Place,
}

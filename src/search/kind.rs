//! What can be found, and how much each kind matters to somebody in a hurry.

use crate::ledger::Kind as Thing;
use crate::site::SitePlan;
use crate::site::sheets::{self, Sheet};

/// A kind of record.
pub struct Kind {
    /// What people read.
    pub label: &'static str,
    /// From 0 to 5.
    pub weight: u8,
}

/// All kinds; records name them by their places.
pub const KINDS: &[Kind] = &[
    Kind { label: "Plan", weight: 5 },
    Kind { label: "Text", weight: 1 },
    Kind { label: "Phase", weight: 4 },
    Kind { label: "Task", weight: 2 },
    Kind { label: "Criterion", weight: 2 },
    Kind { label: "Step", weight: 2 },
    Kind { label: "Gate", weight: 5 },
    Kind { label: "Way back", weight: 5 },
    Kind { label: "Procedure", weight: 4 },
    Kind { label: "Severity", weight: 5 },
    Kind { label: "Scenario", weight: 4 },
    Kind { label: "Message", weight: 3 },
    Kind { label: "Risk", weight: 3 },
    Kind { label: "Sign-off", weight: 3 },
    Kind { label: "Contact", weight: 4 },
    Kind { label: "Setting", weight: 3 },
    Kind { label: "Address", weight: 3 },
    Kind { label: "Channel", weight: 3 },
    Kind { label: "Sheet", weight: 1 },
    Kind { label: "Taken out", weight: 0 },
];

/// From this weight on, a word of the title makes the whole chunk worth a look.
pub const HEAVY: u8 = 3;
pub const SHEET: usize = 18;
pub const TAKEN_OUT: usize = 19;

/// The place of a thing's kind in [`KINDS`].
pub fn of(thing: Thing, goes_back: bool) -> usize {
    match thing {
        Thing::Plan => 0,
        Thing::Section => 1,
        Thing::Phase => 2,
        Thing::Task => 3,
        Thing::Criterion => 4,
        Thing::Step => 5,
        Thing::Gate => 6,
        Thing::Point => 7,
        Thing::Procedure if goes_back => 7,
        Thing::Procedure => 8,
        Thing::Severity => 9,
        Thing::Scenario => 10,
        Thing::Message => 11,
        Thing::Risk => 12,
        Thing::SignOff => 13,
        Thing::Contact => 14,
        Thing::Setting => 15,
        Thing::Endpoint => 16,
        Thing::Channel => 17,
    }
}

/// The sheets of paper of a plan.
pub fn codes(plan: &SitePlan) -> Vec<Sheet> {
    sheets::sheets(plan)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_named_places_are_right() {
        assert_eq!((KINDS[SHEET].label, KINDS[TAKEN_OUT].label), ("Sheet", "Taken out"));
        assert_eq!(KINDS[of(Thing::Severity, false)].label, "Severity");
        assert_eq!(KINDS[of(Thing::Channel, false)].label, "Channel");
        assert_eq!(KINDS[of(Thing::Procedure, true)].label, "Way back");
    }
}

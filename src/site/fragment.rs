//! Names of things inside the pages of a plan: what the page writes as `id` and what a link ends with.
//!
//! A kind of thing that is listed with a slug (phases, procedures, scenarios, templates) puts its kind before it, so
//! that two kinds never meet on one page.

use crate::markdown::slug;

/// The row of a severity on the escalation page.
pub fn level(level: &str) -> String {
    named("level", level)
}

/// A procedure on the rollback or scenarios page, by its slug.
pub fn procedure(slug: &str) -> String {
    format!("procedure-{slug}")
}

/// A rollback point on the rollback page, by its label.
pub fn point(label: &str) -> String {
    named("point", label)
}

/// A scenario, by its slug.
pub fn scenario(slug: &str) -> String {
    format!("scenario-{slug}")
}

/// A message template, by its slug.
pub fn template(slug: &str) -> String {
    format!("message-{slug}")
}

/// A channel on the messages page.
pub fn channel(name: &str) -> String {
    named("channel", name)
}

/// A role on the contacts page.
pub fn role(role: &str) -> String {
    named("role", role)
}

/// A setting or flag on the settings page.
pub fn setting(name: &str) -> String {
    format!("setting-{name}")
}

/// An endpoint on the settings page, by its path.
pub fn endpoint(path: &str) -> String {
    named("endpoint", path)
}

/// A stage on the page of its phase, by its slug.
pub fn stage(slug: &str) -> String {
    format!("stage-{slug}")
}

/// A signature on the sign-off page, by its role.
pub fn sign_off(role: &str) -> String {
    named("sign-off", role)
}

/// A finding on the page of what is missing: its rule and the tail of the code of the thing that it is about; another one
/// of the same rule about the same thing is numbered.
pub fn finding(rule: &str, tail: &str, number: usize) -> String {
    if number == 1 { format!("{rule}-{tail}") } else { format!("{rule}-{tail}-{number}") }
}

fn named(kind: &str, name: &str) -> String {
    format!("{kind}-{}", slug(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_keep_names_apart() {
        assert_eq!(level("P0"), "level-p0");
        assert_eq!(point("Rollback Point 2"), "point-rollback-point-2");
        assert_ne!(role("Status Page"), channel("Status Page"));
    }
}

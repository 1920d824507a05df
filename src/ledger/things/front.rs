//! What the front matter adds to what is signed.

use crate::ledger::canonical::Canon;
use crate::read::FrontMatter;

/// The front matter in canonical lines. Left out is what tells of the work on the plan or of its address: `status`,
/// `blocked_by`, `review_by`, `draft`, `id`, `code`, `aliases`, `tags`.
pub fn form(front: &FrontMatter, canon: &Canon) -> Vec<String> {
    let mut out = vec!["plan".to_owned()];
    let mut field = |name: &str, value: Option<&str>| {
        if let Some(value) = value.map(|v| canon.words(v)).filter(|v| !v.is_empty()) {
            out.push(format!("{name} {value}"));
        }
    };
    field("title", front.title.as_deref());
    field("summary", front.summary.as_deref());
    field("kind", front.kind.as_deref());
    field("version", front.version.as_deref());
    field("date", front.date.as_deref());
    field("t_zero", front.t_zero.as_deref());
    field("time_zone", front.time_zone.as_deref());
    for (name, texts) in [
        ("owner", &front.owners),
        ("approver", &front.approvers),
        ("prepared_by", &front.prepared_by),
        ("system", &front.systems),
    ] {
        texts.iter().for_each(|text| field(name, Some(text)));
    }
    for contact in &front.contacts {
        field("contact", Some(&contact.role));
        field(" name", contact.name.as_deref());
        field(" phone", contact.phone.as_deref());
        field(" email", contact.email.as_deref());
        field(" channel", contact.channel.as_deref());
        field(" hours", contact.hours.as_deref());
        field(" group", contact.group.as_deref());
    }
    for severity in &front.severities {
        field("severity", Some(&severity.level));
        field(" label", severity.label.as_deref());
        field(" response", severity.response.as_deref());
        field(" update", severity.update.as_deref());
        severity.notify.iter().for_each(|who| field(" notify", Some(who)));
    }
    out
}

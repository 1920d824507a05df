//! People and desks to call: lists, tables and blocks below a heading that speaks of contacts.

mod items;
mod table;
mod values;

use super::parts::{Part, PartForm, parts};
use super::{Concept, Context};
use crate::plan::Contact;

pub fn find(ctx: &Context) -> Vec<Contact> {
    let mut found = Vec::new();
    for section in &ctx.document.sections {
        for part in parts(ctx, section) {
            let about = is_about(ctx, &part);
            for block in &part.blocks {
                if let Some(table) = block.table() {
                    found.extend(table::find(ctx, &part, block, table, about));
                }
            }
            if about {
                found.extend(items::find(ctx, &part));
            }
        }
    }
    found.sort_by_key(|c| c.place.line);
    found
}

/// Whether the title of the part, or a heading above it, speaks of contacts and its own speaks of nothing else.
fn is_about(ctx: &Context, part: &Part) -> bool {
    let others = [
        Concept::Template,
        Concept::SignOff,
        Concept::Procedure,
        Concept::Severity,
        Concept::Rollback,
        Concept::Timeline,
        Concept::ResponseTime,
    ];
    let other =
        others.iter().any(|c| ctx.speaks(*c, &part.title)) && !ctx.speaks(Concept::Contact, &part.title);
    part.is_about(ctx, Concept::Contact) && !other
}

/// A contact of the part with nothing but its role.
fn bare(ctx: &Context, part: &Part, role: String, (node, line): (crate::markdown::NodeId, u32)) -> Contact {
    let in_heading = part.section.level > 0 || part.form != PartForm::Heading;
    Contact {
        group: in_heading.then(|| part.section.title.trim_end_matches([':', '：']).to_owned()),
        role,
        place: ctx.place(part.section.id, node, line),
        ..Contact::default()
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::Contact;
    use crate::recognise::testing::plan;

    fn contacts(markdown: &str) -> Vec<Contact> {
        plan(markdown).contacts
    }

    #[test]
    fn items_filled_half_filled_and_unfilled() {
        let found = contacts(
            "# P\n\n## Emergency contacts\n\n### Ops\n- **Lead**: Ana Ruiz - +49 30 1234-56 - ana@example.org\n- **DBA**: [Name] - [Phone] - dba@example.org\n\
             - **Host**: [Support channel]\n- Bank: ____________\n- Hotline: +1-555-DR-HELP (24/7)\n- [ ] list checked\n",
        );
        let short: Vec<(&str, Option<&str>, bool)> =
            found.iter().map(|c| (c.role.as_str(), c.name.as_deref(), c.unfilled)).collect();
        assert_eq!(
            short,
            [
                ("Lead", Some("Ana Ruiz"), false),
                ("DBA", None, false),
                ("Host", None, true),
                ("Bank", None, true),
                ("Hotline", None, false)
            ]
        );
        assert_eq!(found[0].group.as_deref(), Some("Ops"));
        assert_eq!(
            (found[0].phone.as_deref(), found[0].email.as_deref()),
            (Some("+49 30 1234-56"), Some("ana@example.org"))
        );
        assert_eq!(found[1].placeholders, ["[Name]", "[Phone]"]);
        assert_eq!(found[4].phone.as_deref(), Some("+1-555-DR-HELP"));
    }

    #[test]
    fn tables_in_any_order() {
        let found = contacts(
            "# P\n\n## Ansprechpartner\n\n| Name | Rolle | Telefon | E-Mail | Slack |\n|---|---|---|---|---|\n| Jo Weg | Leitung | 0300 123456 | jo@example.org | @jo |\n| | Vertretung | | | |\n\n\
             ## Vendors\n\n| Service | Phone | Account |\n|---|---|---|\n| Mail relay | [Phone] | [No] |\n",
        );
        assert_eq!(found.len(), 3);
        assert_eq!(
            (found[0].role.as_str(), found[0].name.as_deref(), found[0].channel.as_deref()),
            ("Leitung", Some("Jo Weg"), Some("@jo"))
        );
        assert!(found[1].unfilled && found[2].unfilled);
        assert_eq!(found[2].role, "Mail relay");
    }

    #[test]
    fn brackets_are_kept_whole_and_words_are_no_persons() {
        let found = contacts(
            "# P\n\n## Contacts\n- Privacy: `dpo@example.org` (Sam, until June)\n- Desk: Support team\n- Insurer: TBD - see contract\n- `GUIDE.md`: how to\n- Vendor hotline 0800 123 4567\n- Ana Ruiz, DBA lead, +34 600 111 222\n\n\
             ## Users\n\n| Email | Role | Rights |\n|---|---|---|\n| a@example.org | admin | all |\n",
        );
        let short: Vec<(&str, Option<&str>, Option<&str>, bool)> = found
            .iter()
            .map(|c| (c.role.as_str(), c.name.as_deref(), c.email.as_deref(), c.unfilled))
            .collect();
        assert_eq!(
            short,
            [
                ("Privacy", None, Some("dpo@example.org"), false),
                ("Desk", None, None, false),
                ("Insurer", None, None, true),
                ("Vendor hotline", None, None, false),
                ("DBA lead", Some("Ana Ruiz"), None, false)
            ]
        );
        assert_eq!(found[4].phone.as_deref(), Some("+34 600 111 222"));
    }

    #[test]
    fn blocks_of_fields() {
        let found = contacts(
            "# P\n\n## Contacts\n\n### Incident lead\n- Name: Kim Oh\n- Phone: +1 555 0100\n- Hours: 24/7\n\n### Desk\n**Deputy**\n- Name: [Name]\n- Email: [Email]\n\n\
             ### Others\n- **Vendor**\n  - Phone: 112\n",
        );
        let short: Vec<(&str, Option<&str>, Option<&str>)> =
            found.iter().map(|c| (c.role.as_str(), c.name.as_deref(), c.phone.as_deref())).collect();
        assert_eq!(
            short,
            [
                ("Incident lead", Some("Kim Oh"), Some("+1 555 0100")),
                ("Deputy", None, None),
                ("Vendor", None, Some("112"))
            ]
        );
        assert_eq!(found[0].hours.as_deref(), Some("24/7"));
    }
}

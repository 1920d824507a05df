//! What a sheet of paper carries so that somebody can ask whether it is current: its address, as a link and to be read
//! by a camera. Behind the address stands the digest of the revision that is printed.

use serde::Serialize;

use super::PageContext;
use super::qr::{Qr, qr};
use crate::site::sheets::{self, SheetKind};
use crate::site::{Address, SitePlan};

#[derive(Debug, Clone, Serialize)]
pub struct PaperMark {
    /// `CRM-7F3K-C`.
    pub code: String,
    pub href: String,
    /// Only where the site knows the address that it is published at.
    pub qr: Option<Qr>,
}

impl PaperMark {
    /// The mark of the sheet with this code.
    pub fn of(ctx: &PageContext, plan: &SitePlan, code: &str) -> PaperMark {
        let key = plan.identity.digest.key();
        let base = ctx.site.settings.base_url.as_str();
        let whole = format!("{base}t/{code}/#{key}");
        PaperMark {
            code: code.to_owned(),
            href: ctx.href(&Address::permalink(code).at(key)),
            qr: (!base.is_empty()).then(|| qr(&whole)).flatten(),
        }
    }

    /// The mark of the sheet that this page is; checklists have one each.
    pub fn of_page(ctx: &PageContext) -> Option<PaperMark> {
        let plan = ctx.plan()?;
        let kind: SheetKind = sheets::of_page(plan, ctx.page?)?;
        let known = plan.identity.plan()?;
        Some(PaperMark::of(ctx, plan, &sheets::code(&known.code, kind)))
    }
}

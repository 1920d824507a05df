//! The messages that can be named: those of the site, then those of the plans.

use std::collections::BTreeMap;

use crate::diag::Diagnostic;
use crate::ledger::Kind;
use crate::message::{Desk, Filled, Form, MessageFile};
use crate::plan::hidden;
use crate::site::{Site, SitePlan};

/// A message that can be printed.
pub struct Offer<'s> {
    pub form: Form,
    pub file: Option<MessageFile>,
    /// The plan that holds it; `None` for those of the site.
    pub plan: Option<&'s SitePlan>,
    pub code: Option<String>,
}

/// All messages, or those of one plan and those of the site that are for it.
pub fn all<'s>(site: &'s Site, plan: Option<&str>) -> Vec<Offer<'s>> {
    let is_it = |p: &SitePlan| plan.is_none_or(|plan| p.code.eq_ignore_ascii_case(plan) || p.id == plan);
    let plans: Vec<&SitePlan> = site.plans.iter().filter(|p| is_it(p)).collect();
    let files = MessageFile::all(&site.messages).into_iter();
    let fitting = files.filter(|file| plan.is_none() || plans.iter().any(|p| file.is_for(&p.code, &p.id)));
    let of_site =
        fitting.map(|file| Offer { form: Form::of_file(&file), file: Some(file), plan: None, code: None });
    let of_plans = plans.iter().flat_map(|plan| of_plan(plan));
    of_site.chain(of_plans).collect()
}

fn of_plan(plan: &SitePlan) -> Vec<Offer<'_>> {
    let templates = plan.plan.communication.templates.iter().enumerate();
    templates
        .map(|(at, template)| Offer {
            form: Form::of_template(template, |text| hidden::in_line(&plan.plan, 0, text).into_owned()),
            file: None,
            plan: Some(plan),
            code: plan.identity.by_fact(Kind::Message, at).map(|known| known.code.to_string()),
        })
        .collect()
}

/// What a name leads to.
pub enum Choice<'o, 's> {
    One(&'o Offer<'s>),
    Several(Vec<&'o Offer<'s>>),
    None,
}

/// A message of the site wins over those of plans; a code is always one.
pub fn choose<'o, 's>(offers: &'o [Offer<'s>], name: &str) -> Choice<'o, 's> {
    let one = offers.iter().find(|offer| {
        offer.plan.is_none() && offer.form.name == name
            || offer.code.as_ref().is_some_and(|code| code.eq_ignore_ascii_case(name))
    });
    if let Some(offer) = one {
        return Choice::One(offer);
    }
    let fitting: Vec<&Offer> = offers.iter().filter(|offer| offer.form.name == name).collect();
    match fitting[..] {
        [] => Choice::None,
        [one] => Choice::One(one),
        _ => Choice::Several(fitting),
    }
}

impl Offer<'_> {
    /// The language of its plan, or of the site.
    pub fn language<'a>(&'a self, site: &'a Site) -> &'a str {
        let own = self.plan.and_then(|plan| plan.source.front.language.as_deref());
        own.unwrap_or(&site.settings.language)
    }

    /// Fills the message; values by the numbers of its blanks.
    pub fn fill(
        &self,
        values: &BTreeMap<usize, String>,
        rehearsal: Option<&str>,
    ) -> Result<Filled, Diagnostic> {
        match &self.file {
            Some(file) if !self.form.plain => {
                let name = |at: &usize| self.form.blanks.get(*at).map(|blank| blank.name.clone());
                let named =
                    values.iter().filter_map(|(at, value)| Some((name(at)?, value.clone()))).collect();
                Desk::new(vec![file.clone()]).fill(file, &named, rehearsal)
            }
            _ => Ok(self.form.fill(values, rehearsal)),
        }
    }
}

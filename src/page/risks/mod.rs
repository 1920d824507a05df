//! The register of risks, and where each stands between likely and bad.

mod grid;

use serde::Serialize;

use super::context::SourceMark;
use super::grade::grade;
use super::{CodeMark, PageContext};
use crate::ledger::Kind;
use crate::plan::Risk;
use grid::{Dot, Grid};

#[derive(Debug, Serialize, Default)]
pub struct RisksView {
    pub risks: Vec<RiskRow>,
    /// Probability by impact; empty when no risk has both.
    pub grid: Option<Grid>,
    /// How many risks there are of each level, where only levels are written.
    pub levels: Vec<(String, usize)>,
    pub unmitigated: usize,
    /// Risks that somebody owns.
    pub owned: usize,
}

#[derive(Debug, Serialize)]
pub struct RiskRow {
    pub mark: Option<CodeMark>,
    pub title: String,
    pub level: Option<String>,
    /// 0 to 3: which weight its line has.
    pub rank: Option<u8>,
    pub probability: Option<String>,
    pub impact: Option<String>,
    pub risk: Option<String>,
    pub mitigation: Option<String>,
    /// True where a mitigation is written, even if its words were not read.
    pub mitigated: bool,
    pub contingency: Option<String>,
    pub contingent: bool,
    pub owner: Option<String>,
    pub source: SourceMark,
}

pub fn view(ctx: &PageContext) -> RisksView {
    let Some(plan) = ctx.plan() else { return RisksView::default() };
    let rows: Vec<RiskRow> =
        plan.plan.risks.iter().enumerate().map(|(at, risk)| row(ctx, at, risk)).collect();
    let mut levels: Vec<(String, usize)> = Vec::new();
    for level in rows.iter().filter_map(|r| r.level.as_ref()) {
        match levels.iter_mut().find(|(known, _)| known == level) {
            Some((_, count)) => *count += 1,
            None => levels.push((level.clone(), 1)),
        }
    }
    RisksView {
        grid: placed(ctx, &rows),
        levels,
        unmitigated: rows.iter().filter(|r| !r.mitigated).count(),
        owned: rows.iter().filter(|r| r.owner.is_some()).count(),
        risks: rows,
    }
}

fn row(ctx: &PageContext, at: usize, risk: &Risk) -> RiskRow {
    let line = risk.place.line;
    let words = &ctx.site.vocabulary;
    let shown = |text: &Option<String>| text.as_ref().map(|t| ctx.shown(line, t).into_owned());
    let worst = risk.level.as_ref().or(risk.impact.as_ref());
    RiskRow {
        mark: ctx.code_of(Kind::Risk, at),
        title: risk.title.clone(),
        level: risk.level.clone(),
        rank: worst.and_then(|text| grade(words, text)),
        probability: risk.probability.clone(),
        impact: risk.impact.clone(),
        risk: risk.risk.clone(),
        mitigation: shown(&risk.mitigation_text),
        mitigated: risk.mitigation,
        contingency: shown(&risk.contingency_text),
        contingent: risk.contingency,
        owner: risk.owner.clone(),
        source: ctx.mark(&risk.place),
    }
}

fn placed(ctx: &PageContext, rows: &[RiskRow]) -> Option<Grid> {
    let of = |row: &RiskRow| {
        let (code, href) =
            row.mark.as_ref().map(|mark| (mark.tail.clone(), mark.href.clone())).unwrap_or_default();
        (row.probability.clone(), row.impact.clone(), Dot { code, title: row.title.clone(), href })
    };
    let risks: Vec<grid::Placed> = rows.iter().map(of).collect();
    grid::grid(&ctx.site.vocabulary, &risks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing;
    use crate::plan::Place;
    use crate::site::PlanPage;

    fn risk(title: &str, probability: Option<&str>, impact: Option<&str>) -> Risk {
        Risk {
            title: title.into(),
            level: None,
            probability: probability.map(str::to_owned),
            impact: impact.map(str::to_owned),
            risk: None,
            mitigation: false,
            contingency: false,
            owner: None,
            place: Place::default(),
            mitigation_text: None,
            contingency_text: None,
        }
    }

    #[test]
    fn risks_stand_between_likely_and_bad() {
        let site = testing::site_with("# Plan\n", |plan| {
            plan.plan.risks = vec![
                risk("Slow", Some("hoch"), Some("Low")),
                risk("Lost", Some("Low"), Some("Critical")),
                risk("Odd", None, Some("High")),
            ];
        });
        let grid = testing::on(&site, PlanPage::Risks, |ctx| view(ctx).grid.unwrap());
        assert_eq!(grid.columns, ["Low", "Medium", "High", "Critical"]);
        assert_eq!(grid.rows[0].label, "hoch");
        assert_eq!(grid.rows[0].cells[0].dots[0].title, "Slow");
        assert_eq!(grid.rows[2].cells[3].dots[0].title, "Lost");
        assert_eq!(grid.unplaced[0].title, "Odd");
    }
}

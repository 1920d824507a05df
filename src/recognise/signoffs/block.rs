//! Signatures in lines, items and blocks of lines.

use super::line::{Label, Piece, pieces, value_is_blank};
use super::lines::{Line, lines_of};
use crate::markdown::NodeId;
use crate::plan::SignOff;
use crate::recognise::parts::{Part, PartForm, split_bracket};
use crate::recognise::people::{is_person, is_role};
use crate::recognise::{Concept, Context};

/// Reads the signatures of one part, tables aside.
pub struct Reader<'c, 'a> {
    ctx: &'c Context<'a>,
    part: &'c Part<'a>,
    /// Whether a title above speaks of sign-off.
    about: bool,
    pub signoffs: Vec<SignOff>,
    /// Line of a date of its own that belongs to all.
    pub shared_date: Option<u32>,
    /// Whether the last signature is open for `Name:` and `Date:` lines.
    open: bool,
    /// A role named by a line without a value, waiting for its lines.
    waiting: Option<(String, u32, NodeId)>,
}

impl<'c, 'a> Reader<'c, 'a> {
    pub fn new(ctx: &'c Context<'a>, part: &'c Part<'a>, about: bool) -> Reader<'c, 'a> {
        Reader { ctx, part, about, signoffs: Vec::new(), shared_date: None, open: false, waiting: None }
    }

    pub fn read(&mut self) {
        if self.about && self.part.form == PartForm::LeadIn && is_role(self.ctx, &self.part.title) {
            self.waiting = Some((self.part.title.clone(), self.part.line, self.part.node));
        }
        for block in &self.part.blocks {
            if block.id == self.part.node && self.part.form == PartForm::LeadIn {
                continue;
            }
            for line in lines_of(block, self.about) {
                self.line(&line);
            }
        }
    }

    fn line(&mut self, line: &Line) {
        let pieces = pieces(self.ctx, &line.text);
        let Some(first) = pieces.first() else { return };
        if !self.about {
            if outside(self.ctx, first, &pieces) {
                self.signature(line, &pieces);
                self.open = false;
            }
            return;
        }
        match first.label {
            Label::Role => self.role(line, &pieces),
            Label::Date if self.is_shared(line) => {
                self.ctx.claim(
                    line.node,
                    line.line,
                    "sign-off",
                    "date to fill that belongs to all signatures",
                );
                self.shared_date = Some(line.line);
            }
            Label::Other => {}
            _ if first.value.is_some() => self.detail(line, &pieces),
            _ => {}
        }
    }

    /// A `Date:` item of its own, or a `Date:` line below two or more signatures without one.
    fn is_shared(&self, line: &Line) -> bool {
        let bare = self.signoffs.iter().rev().take_while(|s| !s.has_date_blank).count();
        let own_item =
            line.form != "bold line" && line.form != "line" && !self.open && self.waiting.is_none();
        !self.signoffs.is_empty()
            && self.waiting.is_none()
            && (own_item && self.signoffs.len() > 1 || bare > 1)
    }

    /// A line whose label opens a signature.
    fn role(&mut self, line: &Line, pieces: &[Piece]) {
        let first = &pieces[0];
        let role = is_role(self.ctx, &first.words);
        let item = line.boxed || line.form == "item";
        let drawn =
            pieces.iter().any(Piece::is_drawn_blank) || (role && first.is_blank() && !line.holds_blocks);
        let named = first.value.as_deref().is_some_and(|v| is_person(self.ctx, v));
        let short = first.words.split_whitespace().count() <= 8;
        if drawn && short && !first.words.is_empty() {
            self.signature(line, pieces);
        } else if names_signer(first, pieces) && !item && line.form != "block" {
            self.open = false;
            self.waiting = Some((first.words.clone(), line.line, line.node));
        } else if self.signs_without_blank(line, first, named) {
            self.signature(line, pieces);
        } else {
            self.open = false;
        }
    }

    /// A role alone in an item, a role with what it approves, a role with a person, `Sign-off: role`.
    fn signs_without_blank(&self, line: &Line, first: &Piece, named: bool) -> bool {
        let (head, _) = split_dash(&first.words);
        let item = line.boxed || line.form == "item";
        let value = first.value.as_deref().unwrap_or("");
        let is_sign_off = self.ctx.vocabulary.is(Concept::Signature, &first.words) && !value.is_empty();
        let role = ends_with_role(self.ctx, head);
        (role && named) || (role && item && !line.holds_blocks) || is_sign_off
    }

    fn signature(&mut self, line: &Line, pieces: &[Piece]) {
        let first = &pieces[0];
        let (head, said) =
            if first.value.is_none() { split_dash(&first.words) } else { (first.words.as_str(), None) };
        let mut signoff = self.new_signoff(line, head);
        signoff.meaning = said.map(str::to_owned);
        if let Some(value) = &first.value {
            let approves = leads_approval(self.ctx, &first.words);
            if first.is_blank() {
                signoff.has_signature_blank = true;
            } else if approves
                && (is_role(self.ctx, value) || self.ctx.vocabulary.is(Concept::Signature, &first.words))
            {
                signoff.role = value.clone();
            } else if is_person(self.ctx, value) {
                signoff.name = Some(value.clone());
            } else {
                signoff.meaning = Some(value.clone());
            }
        }
        for piece in &pieces[1..] {
            fill(&mut signoff, piece);
        }
        // `[Name] - [Date]` behind the role: two brackets in one value.
        if first
            .value
            .as_deref()
            .is_some_and(|v| v.matches('[').count() > 1 && self.ctx.speaks(Concept::Date, v))
        {
            signoff.has_date_blank = true;
        }
        self.ctx.claim(
            line.node,
            line.line,
            "sign-off",
            "line with a role and a blank, or below a title that speaks of sign-off",
        );
        self.signoffs.push(signoff);
        self.waiting = None;
        self.open =
            line.form != "task item" && line.form != "item" && !pieces.iter().any(|p| p.label == Label::Date);
    }

    /// A `Name:`, `Date:` or `Signature:` line: belongs to the open signature, or opens one for the waiting role.
    fn detail(&mut self, line: &Line, pieces: &[Piece]) {
        if let Some((role, at, node)) = self.waiting.take() {
            let opened = Line {
                text: line.text.clone(),
                line: at,
                node,
                form: "block",
                boxed: false,
                holds_blocks: false,
            };
            let signoff = self.new_signoff(&opened, &role);
            self.signoffs.push(signoff);
            self.ctx.claim(node, at, "sign-off", "role with lines for name, signature and date below it");
            self.open = true;
        } else if !self.open && pieces.iter().all(|p| matches!(p.label, Label::Date | Label::JobTitle)) {
            return;
        } else if !self.open {
            let role = role_of_heading(self.ctx, self.part);
            let mut signoff = self.new_signoff(line, &role);
            signoff.form = "block".to_owned();
            self.signoffs.push(signoff);
            self.open = true;
        }
        self.ctx.claim(line.node, line.line, "sign-off", "name, signature or date of a signature");
        if let Some(last) = self.signoffs.last_mut() {
            if last.form != "block" && pieces.iter().any(|p| p.label != Label::Date) {
                last.form = "block".to_owned();
            }
            for piece in pieces {
                fill(last, piece);
            }
        }
    }

    fn new_signoff(&self, line: &Line, words: &str) -> SignOff {
        let (head, bracket) = split_bracket(words);
        let person_first = bracket.is_some_and(|inner| is_role(self.ctx, inner)) && !is_role(self.ctx, head);
        let (role, name) = match bracket {
            Some(inner) if person_first => (inner, Some(head.to_owned())),
            _ => (words, None),
        };
        SignOff {
            role: role.trim_matches(|c: char| c.is_whitespace() || "_*".contains(c)).to_owned(),
            name,
            form: line.form.to_owned(),
            has_signature_blank: false,
            has_date_blank: false,
            preconditions: 0,
            meaning: None,
            place: self.ctx.place(self.part.section.id, line.node, line.line),
            precondition_lines: Vec::new(),
        }
    }
}

fn fill(signoff: &mut SignOff, piece: &Piece) {
    let value = piece.value.as_deref().filter(|v| !value_is_blank(v)).map(str::to_owned);
    match piece.label {
        Label::Name if value.is_some() => signoff.name = value,
        Label::Name | Label::Signature => signoff.has_signature_blank |= piece.is_blank(),
        Label::Date => signoff.has_date_blank |= piece.is_blank(),
        Label::JobTitle => {
            if let Some(value) = value {
                signoff.role = value;
            }
        }
        Label::Role | Label::Other => {}
    }
}

/// Outside sign-off sections only a label that speaks of approval counts, with underscores behind it.
fn outside(ctx: &Context, first: &Piece, pieces: &[Piece]) -> bool {
    let approves = leads_approval(ctx, &first.words) || first.label == Label::Signature;
    let underscores = pieces.iter().any(Piece::has_underscores);
    let names_role = ctx.vocabulary.is(Concept::Signature, &first.words)
        && first.value.as_deref().is_some_and(|v| {
            v.split_whitespace().count() <= 4 && (is_role(ctx, v) || v.contains(' ') && is_person(ctx, v))
        });
    approves && (underscores && first.is_blank() || names_role)
}

fn leads_approval(ctx: &Context, words: &str) -> bool {
    words.split_whitespace().count() <= 5
        && (ctx.speaks(Concept::SignOff, words) || ctx.speaks(Concept::Signature, words))
}

/// The role that a heading or lead-in gives to lines that name none.
fn role_of_heading(ctx: &Context, part: &Part) -> String {
    let kept = ctx.vocabulary.without(Concept::SignOff, &part.title);
    if !is_role(ctx, &part.title) || kept.is_empty() {
        return part.title.clone();
    }
    let words: Vec<&str> = part.title.split_whitespace().collect();
    let role: Vec<&str> = words.into_iter().filter(|w| !ctx.speaks(Concept::SignOff, w)).collect();
    role.join(" ")
}

/// A short line without a value that may name who signs in the lines below it; a sentence does not.
fn names_signer(first: &Piece, pieces: &[Piece]) -> bool {
    let bare = first.value.as_deref().unwrap_or("").is_empty() && pieces.len() == 1;
    bare && first.words.split_whitespace().count() <= 6 && !first.words.ends_with(['.', '。', '!', '?'])
}

/// Whether the words end with a job title, or with one before `approval`, `sign-off`: not `Owner informed`.
fn ends_with_role(ctx: &Context, words: &str) -> bool {
    let (head, _) = split_bracket(words);
    let kept = ctx.vocabulary.without(Concept::SignOff, head);
    let kept = ctx.vocabulary.without(Concept::Signature, &kept);
    let all: Vec<&str> = kept.split_whitespace().collect();
    let last = all.last().is_some_and(|word| {
        ctx.vocabulary.is(Concept::JobTitle, word) || !word.is_ascii() && ctx.speaks(Concept::JobTitle, word)
    });
    all.len() <= 5 && last
}

/// `DevOps lead - infrastructure ready`: the words before the dash and those behind it.
fn split_dash(words: &str) -> (&str, Option<&str>) {
    let dash = [" - ", " – ", " — "].into_iter().find_map(|dash| words.split_once(dash));
    dash.map_or((words, None), |(head, tail)| (head.trim(), Some(tail.trim()).filter(|t| !t.is_empty())))
}

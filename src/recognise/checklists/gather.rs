//! The walk through the blocks of a section that collects tasks and groups.

use super::choices::{are_answers, boxes_in, offers_more};
use super::rows;
use crate::markdown::{Block, BlockKind, Item, List, NodeId, Text, Tick, leading_box};
use crate::plan::{Task, TaskForm, TaskGroup};
use crate::recognise::{Context, lead_in_of, time};

/// Tasks and groups found so far.
pub struct Gather<'c, 'a> {
    ctx: &'c Context<'a>,
    tasks: Vec<Task>,
    groups: Vec<TaskGroup>,
    code_inside: usize,
}

/// Where in the nesting the walk stands.
#[derive(Clone, Copy)]
struct Level {
    depth: usize,
    group: Option<usize>,
    inside_task: bool,
}

impl<'c, 'a> Gather<'c, 'a> {
    pub fn new(ctx: &'c Context<'a>) -> Gather<'c, 'a> {
        Gather { ctx, tasks: Vec::new(), groups: Vec::new(), code_inside: 0 }
    }

    /// The tasks, the groups that hold any, and the number of fences inside tasks.
    pub fn finish(mut self) -> (Vec<Task>, Vec<TaskGroup>, usize) {
        let mut kept = Vec::new();
        let mut places = Vec::new();
        for group in self.groups.drain(..) {
            places.push((group.items > 0).then_some(kept.len()));
            if group.items > 0 {
                kept.push(group);
            }
        }
        for task in &mut self.tasks {
            task.group = task.group.and_then(|at| places.get(at).copied().flatten());
        }
        (self.tasks, kept, self.code_inside)
    }

    pub fn blocks(&mut self, blocks: &'a [Block]) {
        self.walk(blocks, Level { depth: 0, group: None, inside_task: false });
    }

    fn walk(&mut self, blocks: &'a [Block], level: Level) {
        let mut lead_in = None;
        for block in blocks {
            let here = Level { group: lead_in.or(level.group), ..level };
            lead_in = None;
            match &block.kind {
                BlockKind::List(list) => self.list(list, Level { depth: level.depth + 1, ..here }),
                BlockKind::Table(table) => {
                    for task in rows::tasks(self.ctx, table) {
                        self.claim(task.node, task.line, "row of a table with a box cell");
                        self.push(Task { group: here.group, ..task });
                    }
                }
                BlockKind::Paragraph(text) => {
                    let tasks = self.lines(&text.lines(), block.id, level);
                    let lead = lead_in_of(block).filter(|_| tasks == 0);
                    lead_in = lead.map(|lead| self.group(lead.label, lead.line));
                }
                BlockKind::Quote { blocks, .. } => self.walk(blocks, here),
                BlockKind::Code(_) => self.code_inside += usize::from(level.inside_task),
                _ => {}
            }
        }
    }

    fn list(&mut self, list: &'a List, level: Level) {
        let ticked = list.items.iter().filter(|i| i.tick.is_some());
        let words: Vec<String> = ticked.map(|i| i.text.plain()).collect();
        let options = are_answers(self.ctx, words.iter().map(String::as_str));
        for item in &list.items {
            let offers = || item.text.lines().first().is_some_and(|l| offers_more(self.ctx, &l.plain()));
            match item.tick {
                Some(_) if options || offers() => {
                    self.ctx.claim(item.id, item.line, "option box", "boxes for one decision");
                }
                Some(tick) => self.task(item, tick, level),
                None => self.parent(item, level),
            }
        }
    }

    fn task(&mut self, item: &'a Item, tick: Tick, level: Level) {
        let opened = item.text.bold_lead().map(|(bold, _)| self.group(trimmed(&bold), item.line));
        let group = opened.or(level.group);
        let lines = item.text.lines();
        let words = lines.first().map(Text::plain).unwrap_or_default();
        let given = |key: &str| item.attributes.get(key).map(str::to_owned);
        self.claim(item.id, item.line, "list item with a box");
        self.push(Task {
            node: item.id,
            line: item.line,
            form: TaskForm::Item,
            checked: tick.checked,
            when: given("when").or_else(|| time_in(&words)),
            words: item.text.plain(),
            text: item.text.clone(),
            depth: level.depth,
            group,
            owner: given("owner"),
            priority: given("priority"),
            is_signature: false,
        });
        self.lines(lines.get(1..).unwrap_or_default(), item.id, Level { group, ..level });
        self.walk(&item.blocks, Level { group, inside_task: true, ..level });
    }

    /// An item without box: a numbered or bold one groups the tasks below it.
    fn parent(&mut self, item: &'a Item, level: Level) {
        let lines = item.text.lines();
        let bold = item.text.bold_lead().map(|(bold, _)| trimmed(&bold));
        let whole = || item.number.map(|_| trimmed(&lines.first().map(Text::plain).unwrap_or_default()));
        let group = bold.or_else(whole).map(|label| self.group(label, item.line)).or(level.group);
        let here = Level { group, ..level };
        self.lines(&lines, item.id, here);
        self.walk(&item.blocks, here);
    }

    /// Lines that begin with a box; gives their number. A bold line without box groups the lines below it.
    fn lines(&mut self, lines: &[Text], node: NodeId, level: Level) -> usize {
        let boxed: Vec<Option<(Tick, String)>> = lines.iter().map(box_line).collect();
        let words = boxed.iter().flatten().map(|(_, words)| words.as_str());
        if are_answers(self.ctx, words) {
            return 0;
        }
        let mut group = level.group;
        let mut count = 0;
        for (line, boxed) in lines.iter().zip(boxed) {
            let at = line.line().unwrap_or_default();
            let Some((tick, words)) = boxed else {
                if let Some((bold, _)) = line.bold_lead().filter(|_| level.depth == 0) {
                    group = Some(self.group(trimmed(&bold), at));
                }
                continue;
            };
            self.claim(node, at, "line that begins with a box");
            self.push(Task {
                node,
                line: at,
                form: TaskForm::Line,
                checked: tick.checked,
                text: line.clone(),
                when: time_in(&words),
                words,
                depth: level.depth.max(1),
                group,
                owner: None,
                priority: None,
                is_signature: false,
            });
            count += 1;
        }
        count
    }

    fn group(&mut self, label: String, line: u32) -> usize {
        self.groups.push(TaskGroup { label, items: 0, line });
        self.groups.len() - 1
    }

    fn push(&mut self, task: Task) {
        if let Some(group) = task.group.and_then(|at| self.groups.get_mut(at)) {
            group.items += 1;
        }
        self.tasks.push(task);
    }

    fn claim(&self, node: NodeId, line: u32, rule: &'static str) {
        self.ctx.claim(node, line, "task", rule);
    }
}

/// The box at the front of a line and the words behind it; `None` where there are several.
fn box_line(line: &Text) -> Option<(Tick, String)> {
    let plain = line.plain();
    let (tick, width) = leading_box(&plain)?;
    let words = plain[width..].trim().to_owned();
    (!words.is_empty() && boxes_in(&words) == 0).then_some((tick, words))
}

/// The time in front of a task or in its closing bracket.
fn time_in(words: &str) -> Option<String> {
    if let Some(found) = time::leading(words).filter(|f| f.strong) {
        let rest = words.get(found.end..)?.trim_start();
        return rest.starts_with([':', '-', '\u{2013}', '\u{2014}', '：']).then_some(found.when.literal);
    }
    let inner = words.trim_end_matches('.').strip_suffix([')', '）'])?;
    let open = inner.rfind(['(', '（'])?;
    let inner = inner.get(open..)?.trim_start_matches(['(', '（']);
    time::whole(inner).filter(|f| f.strong).map(|f| f.when.literal)
}

fn trimmed(label: &str) -> String {
    label.trim().trim_end_matches([':', '：']).trim().to_owned()
}

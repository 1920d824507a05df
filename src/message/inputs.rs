//! The blanks of several messages, each to be filled once.

use super::fold::{fold, is_next};
use super::form::Form;
use crate::markdown::Anchors;

/// One thing to fill in, for all messages that ask for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Unique on its page.
    pub id: String,
    pub key: String,
    pub label: String,
    pub choices: Vec<String>,
    pub is_time: bool,
    /// Whether it is the time at which people hear again.
    pub is_next: bool,
    /// Number of the first message that asks for it.
    pub asked_by: usize,
    /// Title of the first message that asks for it.
    pub first: String,
}

/// The inputs of all messages in the order in which they are met, and for each message the number of the input of each
/// of its blanks. Blanks are one where their folded names are; blanks of one name with different choices stay apart, for
/// a choice of the one would be a wrong word in the other.
pub fn inputs(forms: &[Form]) -> (Vec<Input>, Vec<Vec<usize>>) {
    let mut inputs: Vec<Input> = Vec::new();
    let of_form = |(at, form): (usize, &Form)| -> Vec<usize> {
        form.blanks.iter().map(|blank| take(&mut inputs, (at, form), blank)).collect()
    };
    let numbers = forms.iter().enumerate().map(of_form).collect();
    name_apart(&mut inputs);
    (inputs, numbers)
}

fn take(inputs: &mut Vec<Input>, (at, form): (usize, &Form), blank: &super::Blank) -> usize {
    let fits = |input: &Input| {
        input.key == blank.key
            && (input.choices.is_empty() || blank.choices.is_empty() || alike(&input.choices, &blank.choices))
    };
    if let Some(known) = inputs.iter().position(fits) {
        let input = &mut inputs[known];
        input.is_time |= blank.is_time;
        if input.choices.is_empty() {
            input.choices.clone_from(&blank.choices);
        }
        return known;
    }
    inputs.push(Input {
        id: String::new(),
        key: blank.key.clone(),
        label: blank.label.clone(),
        choices: blank.choices.clone(),
        is_time: blank.is_time,
        is_next: is_next(&blank.key) || is_next(&fold(&blank.label)),
        asked_by: at,
        first: form.title.clone(),
    });
    inputs.len() - 1
}

/// The same choices to the letter, in whatever order.
fn alike(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().all(|choice| other.contains(choice))
}

/// Inputs of one key carry the title of their message; ids come of the keys.
fn name_apart(inputs: &mut [Input]) {
    let keys: Vec<String> = inputs.iter().map(|input| input.key.clone()).collect();
    let mut anchors = Anchors::default();
    for input in inputs {
        input.id = anchors.claim(&input.key.replace(' ', "-"), "field");
        if keys.iter().filter(|key| **key == input.key).count() > 1 {
            input.label = format!("{}, {}", input.label, input.first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Blank;
    use super::*;

    fn form(title: &str, blanks: &[(&str, &[&str])]) -> Form {
        let blank = |(key, choices): &(&str, &[&str])| Blank {
            key: (*key).to_owned(),
            name: (*key).to_owned(),
            label: (*key).to_owned(),
            choices: choices.iter().map(|c| (*c).to_owned()).collect(),
            is_time: false,
        };
        Form { title: title.into(), blanks: blanks.iter().map(blank).collect(), ..Form::default() }
    }

    #[test]
    fn what_is_alike_is_filled_once() {
        let forms = [
            form("One", &[("severity", &[]), ("status", &["Open", "Done"]), ("time", &[])]),
            form("Two", &[("time", &[]), ("severity", &["P0", "P1"]), ("status", &["Started", "Failed"])]),
            form("Three", &[("status", &["Done", "Open"])]),
        ];
        let (inputs, numbers) = inputs(&forms);
        let told: Vec<(&str, &str)> = inputs.iter().map(|i| (i.id.as_str(), i.label.as_str())).collect();
        assert_eq!(
            told,
            [
                ("severity", "severity"),
                ("status", "status, One"),
                ("time", "time"),
                ("status-2", "status, Two")
            ]
        );
        assert_eq!(inputs[0].choices, ["P0", "P1"]);
        assert_eq!(numbers, [vec![0, 1, 2], vec![2, 0, 3], vec![1]]);
    }
}

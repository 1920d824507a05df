//! Numbers that keep things in order while others come between them.

use std::collections::BTreeMap;

/// The step between two things that are numbered afresh.
const STEP: u64 = 1 << 10;

/// The numbers of things in their new order, given those that they had (`None` for new ones). As many as possible keep
/// theirs, so that one insertion changes one line of the ledger.
pub fn renumbered(had: &[Option<u64>]) -> Vec<u64> {
    let kept = longest_rise(had);
    let mut numbers: Vec<Option<u64>> =
        had.iter().enumerate().map(|(at, number)| number.filter(|_| kept.contains_key(&at))).collect();
    let mut at = 0;
    while at < numbers.len() {
        if numbers[at].is_some() {
            at += 1;
            continue;
        }
        let end = (at..numbers.len()).find(|i| numbers[*i].is_some()).unwrap_or(numbers.len());
        let low = at.checked_sub(1).and_then(|before| numbers[before]).unwrap_or(0);
        let count = (end - at) as u64;
        let step = match numbers.get(end).copied().flatten() {
            Some(high) => (high - low) / (count + 1),
            None => STEP,
        };
        if step == 0 {
            return (1..=had.len() as u64).map(|n| n * STEP).collect();
        }
        for (n, number) in (1..).zip(&mut numbers[at..end]) {
            *number = Some(low + n * step);
        }
        at = end;
    }
    numbers.into_iter().flatten().collect()
}

/// The places of those that changed their place among the others: as few as explain the new order.
pub fn moved(had: &[Option<u64>]) -> Vec<usize> {
    let kept = longest_rise(had);
    (0..had.len()).filter(|at| had[*at].is_some() && !kept.contains_key(at)).collect()
}

/// The places of a longest rising row among the numbers.
fn longest_rise(had: &[Option<u64>]) -> BTreeMap<usize, ()> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; had.len()];
    for (at, number) in had.iter().enumerate() {
        let Some(number) = number else { continue };
        let len = tails.partition_point(|tail| had[*tail] < Some(*number));
        before[at] = len.checked_sub(1).map(|l| tails[l]);
        if len == tails.len() {
            tails.push(at);
        } else {
            tails[len] = at;
        }
    }
    let mut kept = BTreeMap::new();
    let mut at = tails.last().copied();
    while let Some(place) = at {
        kept.insert(place, ());
        at = before[place];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_insertion_changes_one_number() {
        assert_eq!(renumbered(&[None, None]), [1024, 2048]);
        assert_eq!(renumbered(&[Some(1024), None, Some(2048)]), [1024, 1536, 2048]);
        assert_eq!(renumbered(&[None, Some(1024)]), [512, 1024]);
        assert_eq!(renumbered(&[Some(3072), Some(1024), Some(2048)])[1..], [1024, 2048]);
        assert_eq!(renumbered(&[Some(1), None, Some(2)]), [1024, 2048, 3072]);
        assert_eq!(renumbered(&[Some(5), Some(5)]).len(), 2);
    }

    #[test]
    fn as_few_as_possible_have_moved() {
        assert_eq!(moved(&[Some(3), Some(1), None, Some(2)]), [0]);
        assert!(moved(&[Some(1), None, Some(2), Some(9)]).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn numbers_always_rise(had in proptest::collection::vec(proptest::option::of(0_u64..9), 0..12)) {
            let numbers = renumbered(&had);
            proptest::prop_assert_eq!(numbers.len(), had.len());
            proptest::prop_assert!(numbers.windows(2).all(|w| w[0] < w[1]), "{:?}", numbers);
        }
    }
}

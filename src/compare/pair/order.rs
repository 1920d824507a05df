//! What stands in another order than before.

/// The fewest places of `order` that, taken out, leave it rising: what was moved.
pub fn out_of_order(order: &[usize]) -> Vec<usize> {
    // Patience sorting: `ends[n]` is the place of the smallest end of a rising row of n + 1.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; order.len()];
    for (at, value) in order.iter().enumerate() {
        let length = ends.partition_point(|end| order[*end] < *value);
        before[at] = length.checked_sub(1).map(|previous| ends[previous]);
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut rising = vec![false; order.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        rising[at] = true;
        next = before[at];
    }
    (0..order.len()).filter(|at| !rising[*at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_that_moved() {
        assert!(out_of_order(&[0, 1, 2, 3]).is_empty());
        assert_eq!(out_of_order(&[3, 0, 1, 2]), [0]);
        assert_eq!(out_of_order(&[0, 2, 1, 3, 4]).len(), 1);
        assert!(out_of_order(&[]).is_empty());
    }
}

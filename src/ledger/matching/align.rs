//! Equal texts told apart by what stands beside them.

use super::Neighbours;

/// More pairs than these are not weighed: they go together in their order.
const WEIGHED: usize = 1_000_000;

/// Pairs things that say the same, in their order, so that as many as possible keep their neighbours: places in `old`
/// and `new`. The shorter list is paired off whole.
pub fn align(old: &[Neighbours], new: &[Neighbours]) -> Vec<(usize, usize)> {
    let (rows, columns) = (old.len(), new.len());
    if rows == columns || rows * columns > WEIGHED {
        return (0..rows.min(columns)).map(|at| (at, at)).collect();
    }
    let weight = |i: usize, j: usize| 4 + old[i].agreement(&new[j]);
    let mut best = vec![vec![0_u32; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            best[i][j] = best[i + 1][j].max(best[i][j + 1]).max(best[i + 1][j + 1] + weight(i, j));
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < rows && j < columns {
        if best[i][j] == best[i + 1][j + 1] + weight(i, j) {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[i][j] == best[i + 1][j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between<'a>(before: &'a str, after: &'a str) -> Neighbours<'a> {
        Neighbours { before: Some(before), after: Some(after) }
    }

    #[test]
    fn the_one_in_the_middle_is_gone() {
        let old = [between("a", "b"), between("b", "c"), between("c", "d")];
        let new = [between("a", "b"), between("c", "d")];
        assert_eq!(align(&old, &new), [(0, 0), (2, 1)]);
        assert_eq!(align(&new, &old), [(0, 0), (1, 2)]);
    }

    #[test]
    fn without_a_sign_the_order_decides() {
        let lone = Neighbours::default();
        assert_eq!(align(&[lone, lone, lone], &[lone, lone]), [(0, 0), (1, 1)]);
    }
}

//! A part of a plan that several states hold: one copy for all of them, until one of them changes it.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// Read like what it holds. Whoever changes it, and is not alone with it, changes a copy of his own: so nothing is written
/// through it where nothing is to be changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shared<T>(Arc<T>);

impl<T> Shared<T> {
    /// Whether both are the same copy.
    pub fn is(&self, other: &Shared<T>) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Shared<T> {
        Shared(Arc::new(value))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_changes_it_has_a_copy_of_his_own() {
        let one = Shared::from(vec![1]);
        let mut other = one.clone();
        assert!(one.is(&other));
        other.push(2);
        assert_eq!((&*one, &*other), (&vec![1], &vec![1, 2]));
        assert!(!one.is(&other));
    }
}

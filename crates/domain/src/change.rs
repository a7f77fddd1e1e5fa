//! What an update does to a field that can be empty. A field that cannot is an `Option` instead: `None` keeps it.

/// What happens to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Change<T> {
    /// It stays as it is.
    #[default]
    Keep,
    /// It becomes empty.
    Clear,
    /// It becomes this.
    Set(T),
}

impl<T> Change<T> {
    /// Changes the field in place.
    pub fn apply(self, field: &mut Option<T>) {
        match self {
            Self::Keep => {}
            Self::Clear => *field = None,
            Self::Set(value) => *field = Some(value),
        }
    }

    /// Whether the field is given a value.
    pub fn is_set(&self) -> bool {
        matches!(self, Self::Set(_))
    }

    /// Whether the field is emptied.
    pub fn is_clear(&self) -> bool {
        matches!(self, Self::Clear)
    }

    /// A field that was sent: with a value, or empty.
    pub fn to(value: Option<T>) -> Self {
        value.map_or(Self::Clear, Self::Set)
    }

    /// The new value, if there is one.
    pub const fn new_value(&self) -> Option<&T> {
        match self {
            Self::Keep | Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }
}

/// Changes a field that is never empty: `None` keeps it.
pub(crate) fn replace<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

#[cfg(test)]
mod tests {
    use super::Change;

    #[test]
    fn a_change_keeps_clears_or_sets() {
        let table = [
            (Change::Keep, Some(1)),
            (Change::Clear, None),
            (Change::Set(2), Some(2)),
        ];
        for (change, expected) in table {
            let mut field = Some(1);
            change.apply(&mut field);
            assert_eq!(field, expected, "{change:?}");
        }
    }
}

//! The relatives of a person, and what an update says about them.
//!
//! Not people to ask about a customer, who are contacts.
//!
//! The one rule to know: an edit without a number adds; relatives that no edit mentions stay.

use jiff::civil::Date;

use super::NAME_MAX;
use crate::checks::{Checks, tidy_required};
use crate::ids::RelativeId;
use crate::named::named;
use crate::parties::Gender;
use crate::refusal::{Field, Problem, Refusal};

named! {
    /// What somebody is to a customer.
    RelativeDegree {
        /// Father.
        Father "father",
        /// Mother.
        Mother "mother",
        /// Son.
        Son "son",
        /// Daughter.
        Daughter "daughter",
        /// Brother.
        Brother "brother",
        /// Sister.
        Sister "sister",
        /// Grandparent.
        Grandparent "grandparent",
        /// Grandchild.
        Grandchild "grandchild",
        /// Aunt.
        Aunt "aunt",
        /// Uncle.
        Uncle "uncle",
        /// Niece.
        Niece "niece",
        /// Nephew.
        Nephew "nephew",
        /// Cousin.
        Cousin "cousin",
        /// Parent of the spouse.
        ParentInLaw "parents_in_law",
        /// Husband of a child.
        SonInLaw "son_in_law",
        /// Wife of a child.
        DaughterInLaw "daughter_in_law",
        /// Husband of a parent.
        Stepfather "stepfather",
        /// Wife of a parent.
        Stepmother "stepmother",
        /// Child of the spouse.
        Stepchild "stepchild",
        /// Sibling of the spouse.
        SiblingInLaw "siblings_in_law",
        /// Friend.
        Friend "friend",
        /// Neighbour.
        Neighbor "neighbor",
        /// Colleague.
        Coworker "coworker",
        /// Anybody else.
        Other "other",
    }
}

/// A relative of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relative {
    /// Its number, unique in the account.
    pub id: RelativeId,
    /// Name.
    pub name: String,
    /// When they were born.
    pub birth_date: Date,
    /// Gender.
    pub gender: Gender,
    /// What they are to the customer.
    pub degree: RelativeDegree,
}

/// What is said of a relative. All of it must be said of one that is added.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(missing_docs, reason = "each is the field of the same name")]
pub struct RelativeChanges {
    pub name: Option<String>,
    pub birth_date: Option<Date>,
    pub gender: Option<Gender>,
    pub degree: Option<RelativeDegree>,
}

/// What happens to the relatives of a person, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RelativeEdit {
    /// One is added.
    Add(RelativeChanges),
    /// The one of that number is changed; refused when the person has none.
    Change(RelativeId, RelativeChanges),
    /// The one of that number goes; one that is not there is gone already.
    Remove(RelativeId),
}

/// The relatives after the edits, those added numbered from `first` on.
///
/// # Errors
/// [`Refusal::Invalid`] with every wrong field, its index being the edit's.
pub fn apply_relative_edits(
    mut relatives: Vec<Relative>,
    edits: &[RelativeEdit],
    first: i64,
) -> Result<Vec<Relative>, Refusal> {
    let mut checks = Checks::default();
    let mut next = first;
    for (index, edit) in edits.iter().enumerate() {
        checks.within(Some(index));
        match edit {
            RelativeEdit::Remove(id) => relatives.retain(|relative| relative.id != *id),
            RelativeEdit::Add(new) => {
                let id = RelativeId::from_raw(next);
                next += 1;
                let Some(relative) = whole(id, new) else {
                    checks.note(Field::Relative, Problem::Blank);
                    continue;
                };
                relatives.push(relative);
                check(relatives.last_mut(), &mut checks);
            }
            RelativeEdit::Change(id, changes) => {
                let found = relatives.iter_mut().find(|relative| relative.id == *id);
                if let Some(relative) = found {
                    change(relative, changes);
                    check(Some(relative), &mut checks);
                } else {
                    checks.note(Field::Relative, Problem::Unknown);
                }
            }
        }
    }
    checks.verdict()?;
    Ok(relatives)
}

fn whole(id: RelativeId, new: &RelativeChanges) -> Option<Relative> {
    Some(Relative {
        id,
        name: new.name.clone()?,
        birth_date: new.birth_date?,
        gender: new.gender?,
        degree: new.degree?,
    })
}

fn change(relative: &mut Relative, changes: &RelativeChanges) {
    if let Some(name) = &changes.name {
        relative.name.clone_from(name);
    }
    relative.birth_date = changes.birth_date.unwrap_or(relative.birth_date);
    relative.gender = changes.gender.unwrap_or(relative.gender);
    relative.degree = changes.degree.unwrap_or(relative.degree);
}

fn check(relative: Option<&mut Relative>, checks: &mut Checks) {
    if let Some(relative) = relative {
        tidy_required(&mut relative.name);
        checks.required(Field::Name, &relative.name, NAME_MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::InvalidField;

    fn louis() -> RelativeChanges {
        RelativeChanges {
            name: Some(" Louis Lane ".to_owned()),
            birth_date: Some(Date::constant(2000, 11, 18)),
            gender: Some(Gender::Female),
            degree: Some(RelativeDegree::Mother),
        }
    }

    #[test]
    fn edits_add_change_and_remove_and_leave_the_others() {
        let add = RelativeEdit::Add(louis());
        let two = apply_relative_edits(Vec::new(), &[add.clone(), add], 7).unwrap();
        let names: Vec<_> = two.iter().map(|one| (one.id.raw(), one.name.as_str())).collect();
        assert_eq!(names, [(7, "Louis Lane"), (8, "Louis Lane")]);
        let edits = [
            RelativeEdit::Change(
                RelativeId::from_raw(8),
                RelativeChanges {
                    degree: Some(RelativeDegree::Aunt),
                    ..RelativeChanges::default()
                },
            ),
            RelativeEdit::Remove(RelativeId::from_raw(7)),
            RelativeEdit::Remove(RelativeId::from_raw(70)),
        ];
        let one = apply_relative_edits(two, &edits, 9).unwrap();
        assert_eq!(
            one.iter().map(|one| (one.id.raw(), one.degree)).collect::<Vec<_>>(),
            [(8, RelativeDegree::Aunt)]
        );
    }

    #[test]
    fn what_is_incomplete_unknown_or_nameless_is_refused_where_it_stands() {
        let nameless = RelativeChanges {
            name: Some(" ".to_owned()),
            ..louis()
        };
        let ageless = RelativeChanges {
            birth_date: None,
            ..louis()
        };
        let edits = [
            RelativeEdit::Add(nameless),
            RelativeEdit::Change(RelativeId::from_raw(3), louis()),
            RelativeEdit::Add(ageless),
        ];
        let expected = [
            InvalidField::at(Field::Name, 0, Problem::Blank),
            InvalidField::at(Field::Relative, 1, Problem::Unknown),
            InvalidField::at(Field::Relative, 2, Problem::Blank),
        ];
        assert_eq!(
            apply_relative_edits(Vec::new(), &edits, 1),
            Err(Refusal::Invalid(expected.to_vec()))
        );
    }
}

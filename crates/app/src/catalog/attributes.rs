//! Creating attributes with their options, adding options, reading both.

use std::collections::{BTreeMap, BTreeSet};

use domain::catalog::{AppliesTo, Attribute, AttributeOption, check_new_options};
use domain::events::{Event, EventKind};
use domain::ids::{AttributeGroupId, AttributeId, AttributeOptionId};
use domain::page::PageRequest;
use domain::refusal::{Entity, Field, Problem};
use domain::text::fold;
use store::counters::{self, Counter};
use store::{attribute_groups, attributes};

use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;
use crate::reader::Reader;

/// Adds an attribute with its options, in their order.
#[derive(Debug, Clone, Default)]
pub struct CreateAttribute {
    /// Its name.
    pub name: String,
    /// What it describes.
    pub applies_to: AppliesTo,
    /// The values it may take; more may be added later.
    pub options: Vec<String>,
}

impl Command for CreateAttribute {
    type Done = AttributeId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<AttributeId, Failure> {
        create(cx, self, None)
    }
}

/// Adds an attribute, in a group that has no other of its name when one is given.
pub(super) fn create(
    cx: &mut Context<'_, '_>,
    new: &CreateAttribute,
    group: Option<AttributeGroupId>,
) -> Result<AttributeId, Failure> {
    let account = cx.account();
    let wanted = [(Counter::Attribute, 1), (Counter::AttributeOption, new.options.len())];
    let [attribute, first_option] = counters::take(cx.tx, account, wanted)?;
    let mut attribute = Attribute {
        id: AttributeId::from_raw(attribute),
        group,
        name: new.name.clone(),
        applies_to: new.applies_to,
        created_at: cx.now,
        updated_at: cx.now,
    };
    attribute.normalize();
    let new_option = |((number, position), value): ((i64, i64), &String)| {
        option(cx, AttributeOptionId::from_raw(number), attribute.id, value, position)
    };
    let options: Vec<AttributeOption> = (first_option..).zip(0..).zip(&new.options).map(new_option).collect();
    attribute.check(&options)?;
    check_group(cx, &attribute)?;
    attributes::insert(cx.tx, account, &attribute)?;
    attributes::insert_options(cx.tx, account, &options)?;
    emit(cx, Entity::Attribute, attribute.id.raw(), EventKind::Created)?;
    Ok(attribute.id)
}

/// Adds a value that an attribute may take, after the others.
#[derive(Debug, Clone)]
pub struct AddAttributeOption {
    /// The attribute.
    pub attribute: AttributeId,
    /// The value, none of the attribute's yet.
    pub value: String,
}

impl Command for AddAttributeOption {
    type Done = AttributeOptionId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<AttributeOptionId, Failure> {
        let account = cx.account();
        let attribute = attributes::find(cx.tx, account, self.attribute)?
            .ok_or_else(|| Failure::not_found(Entity::Attribute, self.attribute))?;
        let others = attributes::options_of(cx.tx, account, &[attribute.id])?;
        let position = others.iter().map(|option| option.position + 1).max().unwrap_or(0);
        let taken: BTreeSet<String> = others.iter().map(|option| fold(&option.value)).collect();
        let number = AttributeOptionId::from_raw(counters::next(cx.tx, account, Counter::AttributeOption)?);
        let options = [option(cx, number, attribute.id, &self.value, position)];
        check_new_options(&options, &taken)?;
        attributes::insert_options(cx.tx, account, &options)?;
        emit(cx, Entity::AttributeOption, number.raw(), EventKind::Created)?;
        Ok(number)
    }
}

/// Refuses a group that does not exist, or that has another attribute of that name.
pub(super) fn check_group(cx: &mut Context<'_, '_>, attribute: &Attribute) -> Result<(), Failure> {
    let account = cx.account();
    let Some(group) = attribute.group else { return Ok(()) };
    if attribute_groups::find(cx.tx, account, group)?.is_none() {
        return Err(Failure::invalid(Field::AttributeGroup, Problem::Unknown));
    }
    match attributes::find_in_group(cx.tx, account, group, &attribute.name)? {
        Some(other) if other.id != attribute.id => Err(Failure::invalid(Field::Name, Problem::Taken)),
        Some(_) | None => Ok(()),
    }
}

fn option(
    cx: &Context<'_, '_>,
    id: AttributeOptionId,
    attribute: AttributeId,
    value: &str,
    position: i64,
) -> AttributeOption {
    let mut option = AttributeOption {
        id,
        attribute,
        value: value.to_owned(),
        position,
        created_at: cx.now,
        updated_at: cx.now,
    };
    option.normalize();
    option
}

pub(super) fn emit(cx: &mut Context<'_, '_>, entity: Entity, entity_id: i64, kind: EventKind) -> Result<(), Failure> {
    outbox::emit(
        cx,
        &[Event {
            entity,
            entity_id,
            organization: None,
            kind,
        }],
    )
}

/// An attribute and the values it may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeView {
    /// The attribute.
    pub attribute: Attribute,
    /// Its options, in their places.
    pub options: Vec<AttributeOption>,
}

impl Reader<'_, '_> {
    /// One attribute with its options.
    ///
    /// # Errors
    /// `Refusal::NotFound`, or a broken store.
    pub fn attribute(&mut self, id: AttributeId) -> Result<AttributeView, Failure> {
        let attribute =
            attributes::find(self.tx, self.account, id)?.ok_or_else(|| Failure::not_found(Entity::Attribute, id))?;
        let options = attributes::options_of(self.tx, self.account, &[id])?;
        Ok(AttributeView { attribute, options })
    }

    /// A page of attributes with their options, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn attributes(&mut self, page: PageRequest) -> Result<Vec<AttributeView>, Failure> {
        let found = attributes::list(self.tx, self.account, page)?;
        let ids: Vec<AttributeId> = found.iter().map(|attribute| attribute.id).collect();
        let mut options: BTreeMap<AttributeId, Vec<AttributeOption>> = BTreeMap::new();
        for option in attributes::options_of(self.tx, self.account, &ids)? {
            options.entry(option.attribute).or_default().push(option);
        }
        let view = |attribute: Attribute| {
            let options = options.remove(&attribute.id).unwrap_or_default();
            AttributeView { attribute, options }
        };
        Ok(found.into_iter().map(view).collect())
    }
}

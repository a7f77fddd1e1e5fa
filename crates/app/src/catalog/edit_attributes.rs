//! Groups of attributes, and changing and removing groups, attributes and options.
//!
//! Not their first creation with options, which is in `attributes.rs`, and not the values products have.
//!
//! The one rule to know: what a product or sku uses is not removed.

use std::collections::BTreeSet;

use domain::catalog::{AppliesTo, AttributeGroup, AttributeOption, check_new_options};
use domain::events::EventKind;
use domain::ids::{AttributeGroupId, AttributeId, AttributeOptionId};
use domain::refusal::{Entity, Refusal};
use domain::text::fold;
use store::counters::{self, Counter};
use store::{attribute_groups, attribute_values, attributes};

use super::attributes::{AddAttributeOption, CreateAttribute, check_group, create, emit};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::reader::Reader;

/// Adds a group of attributes.
#[derive(Debug, Clone)]
pub struct CreateAttributeGroup {
    /// Its name.
    pub name: String,
}

impl Command for CreateAttributeGroup {
    type Done = AttributeGroupId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<AttributeGroupId, Failure> {
        let account = cx.account();
        let mut group = AttributeGroup {
            id: AttributeGroupId::from_raw(counters::next(cx.tx, account, Counter::AttributeGroup)?),
            name: self.name.clone(),
            created_at: cx.now,
            updated_at: cx.now,
        };
        group.normalize();
        group.check()?;
        attribute_groups::insert(cx.tx, account, &group)?;
        emit(cx, Entity::AttributeGroup, group.id.raw(), EventKind::Created)?;
        Ok(group.id)
    }
}

/// Changes a group; what is not named stays.
#[derive(Debug, Clone)]
pub struct UpdateAttributeGroup {
    /// Which.
    pub group: AttributeGroupId,
    /// Its name.
    pub name: Option<String>,
}

impl Command for UpdateAttributeGroup {
    type Done = AttributeGroupId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<AttributeGroupId, Failure> {
        let account = cx.account();
        let before = attribute_groups::find(cx.tx, account, self.group)?
            .ok_or_else(|| Failure::not_found(Entity::AttributeGroup, self.group))?;
        let mut group = before.clone();
        group.name = self.name.clone().unwrap_or(group.name);
        group.normalize();
        if group == before {
            return Ok(group.id);
        }
        group.check()?;
        group.updated_at = cx.now;
        attribute_groups::update(cx.tx, account, &group)?;
        emit(cx, Entity::AttributeGroup, group.id.raw(), EventKind::Updated)?;
        Ok(group.id)
    }
}

/// Removes a group that has no attribute.
#[derive(Debug, Clone, Copy)]
pub struct DeleteAttributeGroup {
    /// Which.
    pub group: AttributeGroupId,
}

impl Command for DeleteAttributeGroup {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        if attribute_groups::find(cx.tx, account, self.group)?.is_none() {
            return Err(Failure::not_found(Entity::AttributeGroup, self.group));
        }
        if attribute_groups::is_used(cx.tx, account, self.group)? {
            return Err(in_use(Entity::AttributeGroup, self.group));
        }
        attribute_groups::delete(cx.tx, account, self.group)?;
        emit(cx, Entity::AttributeGroup, self.group.raw(), EventKind::Deleted)
    }
}

/// Adds an attribute to a group that has no other of that name. It describes products and skus alike.
#[derive(Debug, Clone)]
pub struct CreateAttributeInGroup {
    /// The group.
    pub group: AttributeGroupId,
    /// Its name.
    pub name: String,
}

impl Command for CreateAttributeInGroup {
    type Done = AttributeId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<AttributeId, Failure> {
        let new = CreateAttribute {
            name: self.name.clone(),
            applies_to: AppliesTo::Both,
            options: Vec::new(),
        };
        create(cx, &new, Some(self.group))
    }
}

/// Makes sure that a group has an attribute of that name, spelled so.
#[derive(Debug, Clone)]
pub struct PutAttribute {
    /// The group.
    pub group: AttributeGroupId,
    /// Its name; case and accents aside, a group has one attribute of it.
    pub name: String,
}

impl Command for PutAttribute {
    type Done = AttributeId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<AttributeId, Failure> {
        let account = cx.account();
        match attributes::find_in_group(cx.tx, account, self.group, self.name.trim())? {
            Some(known) => UpdateAttribute {
                attribute: known.id,
                group: None,
                name: Some(self.name.clone()),
            }
            .run(cx),
            None => CreateAttributeInGroup {
                group: self.group,
                name: self.name.clone(),
            }
            .run(cx),
        }
    }
}

/// Changes an attribute; what is not named stays.
#[derive(Debug, Clone)]
pub struct UpdateAttribute {
    /// Which.
    pub attribute: AttributeId,
    /// The group it moves to.
    pub group: Option<AttributeGroupId>,
    /// Its name.
    pub name: Option<String>,
}

impl Command for UpdateAttribute {
    type Done = AttributeId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<AttributeId, Failure> {
        let account = cx.account();
        let before = attributes::find(cx.tx, account, self.attribute)?
            .ok_or_else(|| Failure::not_found(Entity::Attribute, self.attribute))?;
        let mut attribute = before.clone();
        attribute.group = self.group.or(attribute.group);
        attribute.name = self.name.clone().unwrap_or(attribute.name);
        attribute.normalize();
        if attribute == before {
            return Ok(attribute.id);
        }
        attribute.check(&[])?;
        check_group(cx, &attribute)?;
        attribute.updated_at = cx.now;
        attributes::update(cx.tx, account, &attribute)?;
        emit(cx, Entity::Attribute, attribute.id.raw(), EventKind::Updated)?;
        Ok(attribute.id)
    }
}

/// Removes an attribute, with its options, that no product and no sku has.
#[derive(Debug, Clone, Copy)]
pub struct DeleteAttribute {
    /// Which.
    pub attribute: AttributeId,
}

impl Command for DeleteAttribute {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        if attributes::find(cx.tx, account, self.attribute)?.is_none() {
            return Err(Failure::not_found(Entity::Attribute, self.attribute));
        }
        if attribute_values::is_used(cx.tx, account, self.attribute, None)? {
            return Err(in_use(Entity::Attribute, self.attribute));
        }
        attributes::delete(cx.tx, account, self.attribute)?;
        emit(cx, Entity::Attribute, self.attribute.raw(), EventKind::Deleted)
    }
}

/// Makes sure that an attribute may take that value, spelled so.
#[derive(Debug, Clone)]
pub struct PutAttributeOption {
    /// The attribute.
    pub attribute: AttributeId,
    /// The value; case and accents aside, an attribute has it once.
    pub value: String,
}

impl Command for PutAttributeOption {
    type Done = AttributeOptionId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<AttributeOptionId, Failure> {
        let account = cx.account();
        let folded = fold(self.value.trim());
        let options = attributes::options_of(cx.tx, account, &[self.attribute])?;
        match options.iter().find(|option| fold(&option.value) == folded) {
            Some(known) => UpdateAttributeOption {
                option: known.id,
                value: Some(self.value.clone()),
            }
            .run(cx),
            None => AddAttributeOption {
                attribute: self.attribute,
                value: self.value.clone(),
            }
            .run(cx),
        }
    }
}

/// Changes an option; what is not named stays.
#[derive(Debug, Clone)]
pub struct UpdateAttributeOption {
    /// Which.
    pub option: AttributeOptionId,
    /// The value.
    pub value: Option<String>,
}

impl Command for UpdateAttributeOption {
    type Done = AttributeOptionId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<AttributeOptionId, Failure> {
        let account = cx.account();
        let before = find_option(cx, self.option)?;
        let mut option = before.clone();
        option.value = self.value.clone().unwrap_or(option.value);
        option.normalize();
        if option == before {
            return Ok(option.id);
        }
        let others = attributes::options_of(cx.tx, account, &[option.attribute])?;
        let others = others.iter().filter(|other| other.id != option.id);
        let taken: BTreeSet<String> = others.map(|other| fold(&other.value)).collect();
        check_new_options(std::slice::from_ref(&option), &taken)?;
        option.updated_at = cx.now;
        attributes::update_option(cx.tx, account, &option)?;
        emit(cx, Entity::AttributeOption, option.id.raw(), EventKind::Updated)?;
        Ok(option.id)
    }
}

/// Removes an option that no product and no sku has.
#[derive(Debug, Clone, Copy)]
pub struct DeleteAttributeOption {
    /// Which.
    pub option: AttributeOptionId,
}

impl Command for DeleteAttributeOption {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        let option = find_option(cx, self.option)?;
        if attribute_values::is_used(cx.tx, account, option.attribute, Some(option.id))? {
            return Err(in_use(Entity::AttributeOption, option.id));
        }
        attributes::delete_option(cx.tx, account, option.id)?;
        emit(cx, Entity::AttributeOption, option.id.raw(), EventKind::Deleted)
    }
}

fn find_option(cx: &mut Context<'_, '_>, id: AttributeOptionId) -> Result<AttributeOption, Failure> {
    let account = cx.account();
    let found = attributes::find_options(cx.tx, account, &[id])?;
    found
        .into_iter()
        .next()
        .ok_or_else(|| Failure::not_found(Entity::AttributeOption, id))
}

fn in_use(entity: Entity, key: impl ToString) -> Failure {
    let key = key.to_string();
    Refusal::InUse { entity, key }.into()
}

impl Reader<'_, '_> {
    /// Every group of attributes, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn attribute_groups(&mut self) -> Result<Vec<AttributeGroup>, Failure> {
        Ok(attribute_groups::all(self.tx, self.account)?)
    }

    /// One group of attributes.
    ///
    /// # Errors
    /// `Refusal::NotFound`, or a broken store.
    pub fn attribute_group(&mut self, id: AttributeGroupId) -> Result<AttributeGroup, Failure> {
        attribute_groups::find(self.tx, self.account, id)?.ok_or_else(|| Failure::not_found(Entity::AttributeGroup, id))
    }

    /// Every attribute without its options, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn all_attributes(&mut self) -> Result<Vec<domain::catalog::Attribute>, Failure> {
        Ok(attributes::all(self.tx, self.account)?)
    }

    /// One option.
    ///
    /// # Errors
    /// `Refusal::NotFound`, or a broken store.
    pub fn attribute_option(&mut self, id: AttributeOptionId) -> Result<AttributeOption, Failure> {
        let found = attributes::find_options(self.tx, self.account, &[id])?;
        found
            .into_iter()
            .next()
            .ok_or_else(|| Failure::not_found(Entity::AttributeOption, id))
    }
}

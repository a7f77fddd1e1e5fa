//! Creating, changing and reading categories.

use std::collections::BTreeMap;

use domain::catalog::{Category, CategoryFacts};
use domain::change::Change;
use domain::events::{Event, EventKind};
use domain::ids::{CategoryId, OrganizationId};
use domain::page::PageRequest;
use domain::refusal::Entity;
use store::categories;
use store::counters::{self, Counter};

use super::known;
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;
use crate::reader::Reader;

/// Adds a category.
#[derive(Debug, Clone, Default)]
pub struct CreateCategory {
    /// The category above; `None` at the top.
    pub parent: Option<CategoryId>,
    /// The organization it comes from.
    pub organization: Option<OrganizationId>,
    /// Its name.
    pub name: String,
    /// Its id in another system, unique in the account.
    pub external_id: Option<String>,
    /// Its text code.
    pub code: Option<String>,
}

impl Command for CreateCategory {
    type Done = CategoryId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<CategoryId, Failure> {
        let account = cx.account();
        let mut category = Category {
            id: CategoryId::from_raw(counters::next(cx.tx, account, Counter::Category)?),
            parent: self.parent,
            organization: self.organization,
            name: self.name.clone(),
            external_id: self.external_id.clone(),
            code: self.code.clone(),
            created_at: cx.now,
            updated_at: cx.now,
        };
        category.normalize();
        category.check(&facts(cx, &category, 0)?)?;
        categories::insert(cx.tx, account, &category)?;
        emit(cx, &category, EventKind::Created)?;
        Ok(category.id)
    }
}

/// Changes a category; what is not named stays.
#[derive(Debug, Clone)]
pub struct UpdateCategory {
    /// Which.
    pub category: CategoryId,
    /// Where it moves to.
    pub parent: Change<CategoryId>,
    /// The organization it comes from.
    pub organization: Change<OrganizationId>,
    /// Its name.
    pub name: Option<String>,
    /// Its id in another system.
    pub external_id: Change<String>,
    /// Its text code.
    pub code: Change<String>,
}

impl UpdateCategory {
    /// A change of nothing yet.
    #[must_use]
    pub fn of(category: CategoryId) -> Self {
        Self {
            category,
            parent: Change::Keep,
            organization: Change::Keep,
            name: None,
            external_id: Change::Keep,
            code: Change::Keep,
        }
    }
}

impl Command for UpdateCategory {
    type Done = CategoryId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<CategoryId, Failure> {
        let account = cx.account();
        let before = categories::find(cx.tx, account, self.category)?
            .ok_or_else(|| Failure::not_found(Entity::Category, self.category))?;
        let mut category = before.clone();
        self.parent.apply(&mut category.parent);
        self.organization.apply(&mut category.organization);
        self.external_id.clone().apply(&mut category.external_id);
        self.code.clone().apply(&mut category.code);
        if let Some(name) = &self.name {
            category.name.clone_from(name);
        }
        category.normalize();
        if category == before {
            return Ok(category.id);
        }
        let levels_below = categories::levels_below(cx.tx, account, category.id)?;
        category.check(&facts(cx, &category, levels_below)?)?;
        category.updated_at = cx.now;
        categories::update(cx.tx, account, &category)?;
        emit(cx, &category, EventKind::Updated)?;
        Ok(category.id)
    }
}

fn facts(cx: &mut Context<'_, '_>, category: &Category, levels_below: usize) -> Result<CategoryFacts, Failure> {
    let account = cx.account();
    let above = match category.parent {
        Some(parent) => categories::and_above(cx.tx, account, parent)?,
        None => Vec::new(),
    };
    let external_ids: Vec<&str> = category.external_id.as_deref().into_iter().collect();
    let namesakes = categories::find_by_external_ids(cx.tx, account, &external_ids)?;
    Ok(CategoryFacts {
        organization_known: known::organization(cx, category.organization)?,
        above,
        levels_below,
        external_id_taken: namesakes.iter().any(|other| other.id != category.id),
    })
}

fn emit(cx: &mut Context<'_, '_>, category: &Category, kind: EventKind) -> Result<(), Failure> {
    let event = Event {
        entity: Entity::Category,
        entity_id: category.id.raw(),
        organization: category.organization,
        kind,
    };
    outbox::emit(cx, &[event])
}

/// A category and what is directly below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryView {
    /// The category.
    pub category: Category,
    /// The categories directly below, by number.
    pub subcategories: Vec<CategoryId>,
}

/// A category with the whole branch below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryNode {
    /// The category.
    pub category: Category,
    /// What is below, by number. Never deeper than `domain::catalog::DEPTH_MAX`.
    pub subcategories: Vec<CategoryNode>,
}

impl Reader<'_, '_> {
    /// One category.
    ///
    /// # Errors
    /// `Refusal::NotFound`, or a broken store.
    pub fn category(&mut self, id: CategoryId) -> Result<CategoryView, Failure> {
        let category =
            categories::find(self.tx, self.account, id)?.ok_or_else(|| Failure::not_found(Entity::Category, id))?;
        let below = categories::children_of(self.tx, self.account, &[id])?;
        Ok(CategoryView {
            category,
            subcategories: below.into_iter().map(|(_, child)| child).collect(),
        })
    }

    /// A page of categories, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn categories(&mut self, page: PageRequest) -> Result<Vec<CategoryView>, Failure> {
        let found = categories::list(self.tx, self.account, page)?;
        let ids: Vec<CategoryId> = found.iter().map(|category| category.id).collect();
        let mut below: BTreeMap<CategoryId, Vec<CategoryId>> = BTreeMap::new();
        for (parent, child) in categories::children_of(self.tx, self.account, &ids)? {
            below.entry(parent).or_default().push(child);
        }
        let view = |category: Category| {
            let subcategories = below.remove(&category.id).unwrap_or_default();
            CategoryView {
                category,
                subcategories,
            }
        };
        Ok(found.into_iter().map(view).collect())
    }

    /// The whole tree from its tops, by number on every level.
    ///
    /// # Errors
    /// A broken store.
    pub fn category_tree(&mut self) -> Result<Vec<CategoryNode>, Failure> {
        Ok(tree(categories::all(self.tx, self.account)?))
    }
}

/// Hangs the categories, given by number, under their parents. One whose parent is gone is at the top.
fn tree(categories: Vec<Category>) -> Vec<CategoryNode> {
    let numbers: Vec<CategoryId> = categories.iter().map(|category| category.id).collect();
    let mut below: BTreeMap<Option<CategoryId>, Vec<Category>> = BTreeMap::new();
    for category in categories {
        let parent = category.parent.filter(|parent| numbers.binary_search(parent).is_ok());
        below.entry(parent).or_default().push(category);
    }
    branch(None, &mut below)
}

/// Depth is bounded by the domain, so recursing is safe; a category is taken out once, so it ends.
fn branch(parent: Option<CategoryId>, below: &mut BTreeMap<Option<CategoryId>, Vec<Category>>) -> Vec<CategoryNode> {
    let nodes = below.remove(&parent).unwrap_or_default();
    nodes
        .into_iter()
        .map(|category| CategoryNode {
            subcategories: branch(Some(category.id), below),
            category,
        })
        .collect()
}

//! Creating, changing and reading categories.

use std::collections::BTreeMap;

use domain::catalog::{CATEGORY_EXTERNAL_ID_MAX, Category, CategoryFacts, check_category_removal};
use domain::change::Change;
use domain::events::{Event, EventKind};
use domain::ids::{CategoryId, OrganizationId};
use domain::page::PageRequest;
use domain::refusal::Entity;
use domain::text::fold;
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
    /// Whether stores show it; they do unless told otherwise.
    pub enabled: Option<bool>,
    /// Whether others may stand below it; they may unless told otherwise.
    pub takes_children: Option<bool>,
    /// The most characters of an external id that the caller's clients hold, when that is less than the core's limit.
    pub external_id_max: Option<usize>,
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
            enabled: self.enabled.unwrap_or(true),
            takes_children: self.takes_children.unwrap_or(true),
            created_at: cx.now,
            updated_at: cx.now,
        };
        category.normalize();
        let mut facts = facts(cx, &category, None, 0)?;
        facts.external_id_max = self
            .external_id_max
            .unwrap_or(CATEGORY_EXTERNAL_ID_MAX)
            .min(CATEGORY_EXTERNAL_ID_MAX);
        category.check(&facts)?;
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
    /// Whether stores show it.
    pub enabled: Option<bool>,
    /// Whether others may stand below it.
    pub takes_children: Option<bool>,
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
            enabled: None,
            takes_children: None,
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
        category.enabled = self.enabled.unwrap_or(category.enabled);
        category.takes_children = self.takes_children.unwrap_or(category.takes_children);
        category.normalize();
        if category == before {
            return Ok(category.id);
        }
        let levels_below = categories::levels_below(cx.tx, account, category.id)?;
        category.check(&facts(cx, &category, before.parent, levels_below)?)?;
        category.updated_at = cx.now;
        categories::update(cx.tx, account, &category)?;
        emit(cx, &category, EventKind::Updated)?;
        Ok(category.id)
    }
}

/// Takes a category that nothing stands in or below out of the tree.
#[derive(Debug, Clone, Copy)]
pub struct RemoveCategory {
    /// Which.
    pub category: CategoryId,
}

impl Command for RemoveCategory {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        let category = categories::find(cx.tx, account, self.category)?
            .ok_or_else(|| Failure::not_found(Entity::Category, self.category))?;
        let has_children = !categories::children_of(cx.tx, account, &[category.id])?.is_empty();
        let has_products = categories::has_products(cx.tx, account, category.id)?;
        check_category_removal(has_children, has_products)?;
        categories::delete(cx.tx, account, category.id, cx.now)?;
        emit(cx, &category, EventKind::Deleted)
    }
}

/// The category at the end of a path from the top; those of it that do not exist are added. Case and accents aside, a
/// name stands once at each place.
pub(super) fn at_path(cx: &mut Context<'_, '_>, path: &[String]) -> Result<Option<CategoryId>, Failure> {
    let account = cx.account();
    let mut at = None;
    for name in path {
        let folded = fold(name.trim());
        let below = categories::below(cx.tx, account, at)?;
        let known = below.iter().find(|category| fold(&category.name) == folded);
        at = Some(match known {
            Some(known) => known.id,
            None => CreateCategory {
                parent: at,
                name: name.clone(),
                ..CreateCategory::default()
            }
            .run(cx)?,
        });
    }
    Ok(at)
}

fn facts(
    cx: &mut Context<'_, '_>,
    category: &Category,
    parent_before: Option<CategoryId>,
    levels_below: usize,
) -> Result<CategoryFacts, Failure> {
    let account = cx.account();
    let parent_is_closed = match category.parent {
        Some(parent) if category.parent != parent_before => {
            categories::find(cx.tx, account, parent)?.is_some_and(|parent| !parent.takes_children)
        }
        Some(_) | None => false,
    };
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
        parent_is_closed,
        external_id_taken: namesakes.iter().any(|other| other.id != category.id),
        external_id_max: CATEGORY_EXTERNAL_ID_MAX,
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

    /// The category of that external id.
    ///
    /// # Errors
    /// `Refusal::NotFound`, or a broken store.
    pub fn category_by_external_id(&mut self, external_id: &str) -> Result<Category, Failure> {
        let found = categories::find_by_external_ids(self.tx, self.account, &[external_id])?;
        found
            .into_iter()
            .next()
            .ok_or_else(|| Failure::not_found(Entity::Category, external_id))
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

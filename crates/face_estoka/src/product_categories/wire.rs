//! A category as the vendor writes it: alone with the numbers below it, in the tree, and inside a sale channel.

use app::catalog::{CategoryNode, CategoryView};
use domain::catalog::Category;
use face_kit::{Given, Text, WholeNumber};
use serde::{Deserialize, Serialize};

use crate::numbers::Spelling;

/// What a new category is sent as; its parent is called `ancestry`, and `parent_id` as in answers is taken, too.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct CategoryIn {
    pub(super) name: Given<Text>,
    pub(super) ancestry: Given<WholeNumber>,
    pub(super) parent_id: Given<WholeNumber>,
    pub(super) organization_id: Given<WholeNumber>,
    pub(super) external_id: Given<Text>,
}

#[derive(Serialize)]
pub(super) struct One {
    pub(super) product_category: CategoryOut,
}

#[derive(Serialize)]
pub(super) struct Many {
    pub(super) product_categories: Vec<NodeOut>,
}

/// A category alone.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CategoryOut {
    id: i64,
    organization_id: Option<i64>,
    account_id: i64,
    name: String,
    created_at: String,
    updated_at: String,
    parent_id: Option<i64>,
    external_id: Option<String>,
    subcategory_ids: Vec<i64>,
}

/// A category in the tree.
#[derive(Debug, Clone, Serialize)]
pub(super) struct NodeOut {
    id: i64,
    organization_id: Option<i64>,
    parent_id: Option<i64>,
    name: String,
    external_id: Option<String>,
    created_at: String,
    updated_at: String,
    subcategories: Vec<NodeOut>,
}

/// A category inside a sale channel. `ancestry` is the number of the category above, as text.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NestedCategoryOut {
    id: i64,
    name: String,
    organization_id: Option<i64>,
    created_at: String,
    updated_at: String,
    ancestry: Option<String>,
    account_id: i64,
    external_id: Option<String>,
}

impl CategoryOut {
    /// A category in this spelling.
    pub(super) fn of(view: &CategoryView, spelling: &Spelling) -> Self {
        let category = &view.category;
        Self {
            id: category.id.raw(),
            organization_id: category.organization.map(|id| id.raw()),
            account_id: spelling.account.raw(),
            name: category.name.clone(),
            created_at: spelling.instant(category.created_at),
            updated_at: spelling.instant(category.updated_at),
            parent_id: category.parent.map(|id| id.raw()),
            external_id: category.external_id.clone(),
            subcategory_ids: view.subcategories.iter().map(|id| id.raw()).collect(),
        }
    }
}

impl NodeOut {
    /// A category with the branch below it, in this spelling. The domain bounds the depth.
    pub(super) fn of(node: &CategoryNode, spelling: &Spelling) -> Self {
        let category = &node.category;
        Self {
            id: category.id.raw(),
            organization_id: category.organization.map(|id| id.raw()),
            parent_id: category.parent.map(|id| id.raw()),
            name: category.name.clone(),
            external_id: category.external_id.clone(),
            created_at: spelling.instant(category.created_at),
            updated_at: spelling.instant(category.updated_at),
            subcategories: node
                .subcategories
                .iter()
                .map(|below| Self::of(below, spelling))
                .collect(),
        }
    }
}

impl NestedCategoryOut {
    /// A category in this spelling.
    pub(crate) fn of(category: &Category, spelling: &Spelling) -> Self {
        Self {
            id: category.id.raw(),
            name: category.name.clone(),
            organization_id: category.organization.map(|id| id.raw()),
            created_at: spelling.instant(category.created_at),
            updated_at: spelling.instant(category.updated_at),
            ancestry: category.parent.map(|id| id.to_string()),
            account_id: spelling.account.raw(),
            external_id: category.external_id.clone(),
        }
    }
}

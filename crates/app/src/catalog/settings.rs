//! What an account wants of its catalogue beyond what always holds.
//!
//! Not the rules, which `domain::catalog` keeps.

use domain::catalog::CatalogSettings;

use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::reader::Reader;

/// Changes what the account wants of its catalogue; `None` keeps a switch as it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct UpdateCatalogSettings {
    /// Whether only a product with a picture is put on sale.
    pub enabling_needs_image: Option<bool>,
    /// Whether a product on sale is taken off before its skus and what they differ by change.
    pub changes_need_disabling: Option<bool>,
    /// Whether what a face does not know is refused rather than passed over.
    pub refuses_unknown: Option<bool>,
}

impl Command for UpdateCatalogSettings {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        let mut settings = read(cx)?;
        settings.enabling_needs_image = self.enabling_needs_image.unwrap_or(settings.enabling_needs_image);
        settings.changes_need_disabling = self.changes_need_disabling.unwrap_or(settings.changes_need_disabling);
        settings.refuses_unknown = self.refuses_unknown.unwrap_or(settings.refuses_unknown);
        Ok(store::catalog_settings::put(cx.tx, account, &settings)?)
    }
}

/// The settings as they stand.
pub(crate) fn read(cx: &mut Context<'_, '_>) -> Result<CatalogSettings, Failure> {
    let account = cx.account();
    Ok(store::catalog_settings::find(cx.tx, account)?)
}

impl Reader<'_, '_> {
    /// What the account wants of its catalogue.
    ///
    /// # Errors
    /// A broken store.
    pub fn catalog_settings(&mut self) -> Result<CatalogSettings, Failure> {
        Ok(store::catalog_settings::find(self.tx, self.account)?)
    }
}

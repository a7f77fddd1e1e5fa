//! What a counter agrees on with a sale beside its goods and its money. The rule is in `domain::orders`.

use domain::ids::OrderId;
use domain::orders::SaleTermsChange;

use crate::context::Context;
use crate::failure::Failure;

/// Changes what is agreed on with an order; saying nothing does nothing.
///
/// # Errors
/// What the rules of [`SaleTermsChange::apply`] refuse.
pub(crate) fn change(cx: &mut Context<'_, '_>, order: OrderId, change: &SaleTermsChange) -> Result<(), Failure> {
    if *change == SaleTermsChange::default() {
        return Ok(());
    }
    let account = cx.account();
    let mut terms = store::orders::sale_terms(cx.tx, account, &[order])?
        .remove(&order)
        .unwrap_or_default();
    change.apply(&mut terms)?;
    Ok(store::orders::put_sale_terms(cx.tx, account, order, &terms)?)
}

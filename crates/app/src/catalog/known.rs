//! Whether what a request points to exists. Answers only; what follows from them is decided in `domain`.

use domain::ids::OrganizationId;
use store::Tx;
use store::references::{Mentioned, existing};

use crate::context::Context;
use crate::failure::Failure;

/// Whether the organization exists; none is known.
pub(super) fn organization(cx: &mut Context<'_, '_>, id: Option<OrganizationId>) -> Result<bool, Failure> {
    one(cx, Mentioned::Organization, id.map(OrganizationId::raw))
}

/// Whether the record exists; none is known.
pub(super) fn one(cx: &mut Context<'_, '_>, what: Mentioned, number: Option<i64>) -> Result<bool, Failure> {
    let Some(number) = number else { return Ok(true) };
    Ok(!many(cx, what, &[number])?.is_empty())
}

/// Those of the records that exist.
pub(super) fn many(cx: &mut Context<'_, '_>, what: Mentioned, numbers: &[i64]) -> Result<Vec<i64>, Failure> {
    let account = cx.account();
    let tx: &mut Tx<'_> = cx.tx;
    Ok(existing(tx, account, what, numbers)?)
}

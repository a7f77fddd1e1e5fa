//! Branches (`filial`) and places of stock (`localEstoque`), as requests name them.
//!
//! Not what lies there.
//!
//! The one rule to know: a branch is named by its number; a place by its code or else its number; nothing said means the
//! credential's own branch, else the first, and its first warehouse.

use app::{Call, Failure, Reader};
use domain::ids::{LocationId, OrganizationId};
use domain::page::PageRequest;
use domain::refusal::{Entity, Field, Problem, Refusal};

/// The branch of this code.
///
/// # Errors
/// Not found in this account, or not the credential's.
pub(crate) fn branch(reader: &mut Reader<'_, '_>, call: &Call, code: &str) -> Result<OrganizationId, Failure> {
    let unknown = || Failure::from(Refusal::invalid(Field::Organization, Problem::Unknown));
    let number = code.trim().parse().map_err(|_| unknown())?;
    let id = OrganizationId::from_raw(number);
    match reader.organization(id) {
        Ok(_) => {}
        Err(Failure::Refused(_)) => return Err(unknown()),
        Err(broken @ Failure::Broken(_)) => return Err(broken),
    }
    match call.principal.organization {
        Some(own) if own != id => Err(unknown()),
        Some(_) | None => Ok(id),
    }
}

/// The branch that a request means.
///
/// # Errors
/// As [`branch`]; not found when the account has none.
pub(crate) fn branch_or_own(
    reader: &mut Reader<'_, '_>,
    call: &Call,
    code: Option<&str>,
) -> Result<OrganizationId, Failure> {
    if let Some(code) = code {
        return branch(reader, call, code);
    }
    if let Some(own) = call.principal.organization {
        return Ok(own);
    }
    let first = reader.organizations(PageRequest::new(1, 1, 1))?.pop();
    Ok(first.ok_or_else(|| Failure::not_found(Entity::Organization, "1"))?.id)
}

/// What a list is narrowed to: the branch that was named, or the credential's own, and the place of it that was named.
///
/// # Errors
/// As [`branch`] and [`place`].
pub(crate) fn narrowed(
    reader: &mut Reader<'_, '_>,
    call: &Call,
    code: Option<&str>,
    place_code: Option<&str>,
) -> Result<(Option<OrganizationId>, Option<LocationId>), Failure> {
    let organization = match code {
        Some(code) => Some(branch(reader, call, code)?),
        None => call.principal.organization,
    };
    let Some(place_code) = place_code else {
        return Ok((organization, None));
    };
    let branch = branch_or_own(reader, call, code)?;
    Ok((organization, Some(place(reader, branch, Some(place_code))?)))
}

/// The place of a branch that a request means.
///
/// # Errors
/// Unknown, or another branch's.
pub(crate) fn place(
    reader: &mut Reader<'_, '_>,
    branch: OrganizationId,
    code: Option<&str>,
) -> Result<LocationId, Failure> {
    let unknown = || Failure::from(Refusal::invalid(Field::Location, Problem::Unknown));
    let Some(code) = code.map(str::trim) else {
        let first = reader.warehouses_of(branch, PageRequest::new(1, 1, 1))?.pop();
        return Ok(first.ok_or_else(unknown)?.id);
    };
    let by_code = match reader.location_by_code(code) {
        Ok(found) => Some(found),
        Err(Failure::Refused(_)) => None,
        Err(broken @ Failure::Broken(_)) => return Err(broken),
    };
    let found = match (by_code, code.parse::<i64>()) {
        (Some(found), _) => Some(found),
        (None, Ok(number)) => match reader.location(LocationId::from_raw(number)) {
            Ok(found) => Some(found),
            Err(Failure::Refused(_)) => None,
            Err(broken @ Failure::Broken(_)) => return Err(broken),
        },
        (None, Err(_)) => None,
    };
    let found = found.filter(|found| found.details.organization == branch);
    Ok(found.ok_or_else(unknown)?.id)
}

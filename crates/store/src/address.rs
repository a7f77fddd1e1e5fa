//! The columns of an address, which three tables have under the same names. Not a table of its own.

use domain::address::Address;
use domain::geography::Coordinates;

use crate::columns::{Columns, columns};
use crate::engine::Row;
use crate::error::StoreError;

/// The address whose columns begin at `first`. The country is not among them.
pub(crate) fn read(row: &Row<'_>, first: usize) -> Result<Address, StoreError> {
    Ok(Address {
        street: row.get(first)?,
        number: row.get(first + 1)?,
        complement: row.get(first + 2)?,
        neighborhood: row.get(first + 3)?,
        city: row.get(first + 4)?,
        city_code: row.get(first + 5)?,
        state: row.get(first + 6)?,
        postal_code: row.get(first + 7)?,
        country: None,
    })
}

/// The columns with their values.
pub(crate) fn columns(address: &Address) -> Columns<'_> {
    columns! {
        street: &address.street,
        street_number: &address.number,
        complement: &address.complement,
        neighborhood: &address.neighborhood,
        city: &address.city,
        city_code: &address.city_code,
        state: &address.state,
        postal_code: &address.postal_code,
    }
}

/// The point whose latitude is at `first` and whose longitude follows.
pub(crate) fn read_coordinates(row: &Row<'_>, first: usize) -> Result<Option<Coordinates>, StoreError> {
    let (latitude, longitude): (Option<i64>, Option<i64>) = (row.get(first)?, row.get(first + 1)?);
    let Some((latitude, longitude)) = latitude.zip(longitude) else {
        return Ok(None);
    };
    let point = Coordinates::new(latitude, longitude);
    point.map(Some).ok_or_else(|| StoreError::Column {
        index: first,
        reason: "holds no point on the globe".to_owned(),
    })
}

/// A point's two columns with their values.
pub(crate) fn coordinate_columns(point: Option<Coordinates>) -> Columns<'static> {
    columns! {
        latitude_microdegrees: point.map(Coordinates::latitude_microdegrees),
        longitude_microdegrees: point.map(Coordinates::longitude_microdegrees),
    }
}

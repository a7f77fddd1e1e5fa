//! The columns of an address, which three tables have under the same names. Not a table of its own.

use domain::address::Address;
use domain::geography::Coordinates;

use crate::engine::{Param, Row, ToParam};
use crate::error::StoreError;

/// How many columns an address has: street, street_number, complement, neighborhood, city, city_code, state and
/// postal_code, in this order.
pub(crate) const WIDTH: usize = 8;

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

/// The values of the columns.
pub(crate) fn params(address: &Address) -> [Param<'_>; WIDTH] {
    [
        address.street.to_param(),
        address.number.to_param(),
        address.complement.to_param(),
        address.neighborhood.to_param(),
        address.city.to_param(),
        address.city_code.to_param(),
        address.state.to_param(),
        address.postal_code.to_param(),
    ]
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

/// The values of a point's two columns.
pub(crate) fn coordinate_params(point: Option<Coordinates>) -> [Param<'static>; 2] {
    [
        point.map(Coordinates::latitude_microdegrees).into(),
        point.map(Coordinates::longitude_microdegrees).into(),
    ]
}

//! Orders: creating, reading and moving them on.
//!
//! Not what is decided about them, which is the domain's.
//!
//! The one rule to know: an order is shown whole by every route that touches it.

use face_kit::Routes;

use crate::Estoka;

/// Adds the routes of orders to the table.
pub(crate) fn routes(routes: Routes<Estoka>) -> Routes<Estoka> {
    routes
}

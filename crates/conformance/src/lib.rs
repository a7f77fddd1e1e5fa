//! What the vendors' clients send and are answered: recorded exchanges per face, and stories that end in the core.
//!
//! Not unit tests: everything here goes through the router that is served, on a fresh database, on both engines.
//!
//! The one rule to know: an answer is compared after its types are checked; a value that changes from run to run is
//! blanked only then, and a key that nobody documented is a difference.
//!
//! | file | what |
//! | --- | --- |
//! | `script` | the format of `exchanges/<face>/*.json` |
//! | `variables` | what one exchange hands to the next |
//! | `placeholder`, `compare` | the expected answer against the real one |
//! | `client` | one credential at the served router |
//! | `clients` | the credentials of an account by the names that requests call them |
//! | `merchant` | the account the exchanges take place in |
//! | `dialect`, `dialects` | what the walks must know of a face |
//! | `ledger` | the movements of a sku, added up by hand |
//! | `runner` | a script from its first exchange to its last |
//! | `routes` | the routes the vendors have, and what is still missing |
//! | `walk` | every exchange of a face, and every wrong request made of them |
//! | `spoil` | right bodies made wrong in one place |
//! | `fuzz` | inputs that nobody would write |
//! | `tables` | everything that is in the database, to see that nothing was written |

pub mod client;
pub mod clients;
pub mod compare;
pub mod dialect;
pub mod dialects;
pub mod fuzz;
pub mod ledger;
pub mod merchant;
pub mod placeholder;
pub mod routes;
pub mod runner;
pub mod script;
pub mod spoil;
pub mod tables;
pub mod variables;
pub mod walk;

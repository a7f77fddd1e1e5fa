//! What a user may be told no about. Not an error type for broken machines (that is `store::StoreError`), and it holds
//! no prose: each face words every variant in its own `errors.rs`, without a catch-all arm, so that a new rule does not
//! compile until all vendors' answers are chosen.

mod entity;
mod field;

pub use entity::Entity;
pub use field::Field;

use crate::amount::{Money, Quantity};
use crate::ids::{OrderId, SkuId};
use crate::orders::OrderStatus;

/// A rule said no. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The entity does not exist in this account; another account's entity answers the same.
    NotFound {
        /// What was looked for.
        entity: Entity,
        /// The id or code as the caller gave it.
        key: String,
    },
    /// One or more fields break a rule; all that were found, in the order of the request.
    Invalid(Vec<InvalidField>),
    /// A reservation or a shipment asks for more than there is.
    StockNotAvailable {
        /// The sku that is short.
        sku: SkuId,
        /// Its code, for the message.
        code: String,
        /// What was asked.
        asked: Quantity,
        /// What can be promised now.
        available: Quantity,
    },
    /// No location of the channel has every item of the order.
    NoLocationHasEveryItem,
    /// The order's state does not allow the action.
    OrderStateForbids {
        /// The order.
        order: OrderId,
        /// Where it stands.
        status: OrderStatus,
        /// What was asked of it.
        action: OrderAction,
    },
    /// The order code exists with other content; the same content would have answered the first order.
    OrderCodeTaken {
        /// The code.
        code: String,
    },
    /// The total the caller states is not the total of the lines.
    TotalDiffers {
        /// What the caller states.
        stated: Money,
        /// Σ items − discounts + freight.
        computed: Money,
    },
    /// A discount was given for the order and for an item; only one of the two may be above zero.
    DiscountGivenTwice,
    /// The state of a transfer, receipt, shipment or title does not allow the action.
    StateForbids {
        /// What kind of document.
        entity: Entity,
        /// Its id or code.
        key: String,
    },
    /// The entity is used elsewhere and cannot go.
    InUse {
        /// What was to be removed.
        entity: Entity,
        /// Its id or code.
        key: String,
    },
    /// The same idempotency key came with another body.
    IdempotencyKeyReused,
    /// The credential may not do this.
    Forbidden,
}

/// One field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidField {
    /// The core's name of the field.
    pub field: Field,
    /// Which element of the list the field is in, from 0; `None` outside lists.
    pub index: Option<usize>,
    /// What is wrong.
    pub problem: Problem,
}

impl InvalidField {
    /// A problem with a field that is not in a list.
    pub fn new(field: Field, problem: Problem) -> Self {
        Self {
            field,
            index: None,
            problem,
        }
    }

    /// A problem with a field of the list's element `index` (from 0).
    pub fn at(field: Field, index: usize, problem: Problem) -> Self {
        Self {
            field,
            index: Some(index),
            problem,
        }
    }
}

impl Refusal {
    /// A refusal of one field.
    pub fn invalid(field: Field, problem: Problem) -> Self {
        Self::Invalid(vec![InvalidField::new(field, problem)])
    }

    /// Nothing when no field is wrong, otherwise the refusal of all of them.
    ///
    /// # Errors
    /// [`Refusal::Invalid`]
    pub fn unless_empty(invalid: Vec<InvalidField>) -> Result<(), Self> {
        if invalid.is_empty() {
            Ok(())
        } else {
            Err(Self::Invalid(invalid))
        }
    }

    /// The refusal for an entity that this account does not have.
    pub fn not_found(entity: Entity, key: impl ToString) -> Self {
        Self::NotFound {
            entity,
            key: key.to_string(),
        }
    }
}

/// What can be wrong with a field. Closed, so that every face can word every case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Required and absent, null or empty.
    Blank,
    /// Text where a number is due.
    NotANumber,
    /// A fraction where a whole number is due.
    NotAnInteger,
    /// Not a date or time in any spelling the vendor takes.
    NotADate,
    /// Another JSON type than the field's (a list for a text, say).
    WrongType,
    /// Longer than `max` characters.
    TooLong {
        /// The most characters.
        max: usize,
    },
    /// More decimals than the field holds.
    TooManyDecimals {
        /// The most decimals.
        max: u8,
    },
    /// A number beyond what the field holds.
    OutOfRange,
    /// Zero or less where more is due.
    NotPositive,
    /// Less than zero where that is not allowed.
    Negative,
    /// Not one of the listed values.
    NotInList,
    /// Another record of the account has it.
    Taken,
    /// Points at a record that this account does not have.
    Unknown,
    /// A document number whose check digits are wrong.
    WrongCheckDigit,
    /// Any other break of the field's form.
    Malformed,
    /// Given although it may not be with what else was given.
    NotAllowed,
}

/// What can be asked of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderAction {
    /// Turn the pre-order into an order.
    Confirm,
    /// Add or remove items.
    ChangeItems,
    /// Change anything else.
    Update,
    /// Remove the pre-order.
    Delete,
    /// Take the paid order on: the store says yes.
    Accept,
    /// Hand the goods of a quote over at the counter.
    Conclude,
    /// Take a counter sale back as if it had not been.
    Void,
    /// Approve the payment.
    ApprovePayment,
    /// Collect the goods.
    Pick,
    /// Close the volumes.
    Pack,
    /// Issue the fiscal document.
    Invoice,
    /// Print the transport label.
    Label,
    /// Put it with a carrier's load.
    Separate,
    /// Take it out of the load again.
    Unload,
    /// Hand it to the carrier.
    Ship,
    /// Send it out for the last mile.
    Route,
    /// Hand it to the customer.
    Deliver,
    /// Hold it for the customer to collect.
    AwaitWithdrawal,
    /// Cancel it.
    Cancel,
    /// Take goods back.
    Return,
}

//! How an order is paid, and whether it has been. The method codes are those of the NF-e (table of `tPag`), which the
//! vendors share up to 19; 20 and 21 are the wallets that Estoka adds.

/// Whether the order is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaymentStatus {
    /// Waiting for the payer or the acquirer.
    Pending,
    /// Paid.
    Approved,
    /// Refused by the acquirer, or never paid.
    Rejected,
    /// Some of it was given back.
    PartiallyRefunded,
    /// All of it was given back.
    Refunded,
}

impl PaymentStatus {
    /// Every status.
    pub const ALL: [Self; 5] = [
        Self::Pending,
        Self::Approved,
        Self::Rejected,
        Self::PartiallyRefunded,
        Self::Refunded,
    ];

    /// The name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::PartiallyRefunded => "partially_refunded",
            Self::Refunded => "refunded",
        }
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// With what it is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the means of payment of the same name")]
pub enum PaymentMethod {
    Cash,
    Check,
    CreditCard,
    DebitCard,
    StoreCredit,
    FoodVoucher,
    MealVoucher,
    GiftCard,
    FuelVoucher,
    TradeBill,
    BankSlip,
    ExchangeVoucher,
    Loyalty,
    CreditContract,
    Pix,
    Paypal,
    Ame,
    NoPayment,
    Other,
}

impl PaymentMethod {
    /// Every method with its two-digit code.
    pub const CODES: [(Self, &'static str); 19] = [
        (Self::Cash, "01"),
        (Self::Check, "02"),
        (Self::CreditCard, "03"),
        (Self::DebitCard, "04"),
        (Self::StoreCredit, "05"),
        (Self::FoodVoucher, "10"),
        (Self::MealVoucher, "11"),
        (Self::GiftCard, "12"),
        (Self::FuelVoucher, "13"),
        (Self::TradeBill, "14"),
        (Self::BankSlip, "15"),
        (Self::ExchangeVoucher, "16"),
        (Self::Loyalty, "17"),
        (Self::CreditContract, "18"),
        (Self::Pix, "19"),
        (Self::Paypal, "20"),
        (Self::Ame, "21"),
        (Self::NoPayment, "90"),
        (Self::Other, "99"),
    ];

    /// The two-digit code, also the name in the store.
    pub fn code(self) -> &'static str {
        // The table has every variant; a test proves it.
        Self::CODES
            .iter()
            .find(|(method, _)| *method == self)
            .map_or("99", |(_, code)| code)
    }

    /// The method of a code of one or two digits.
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.trim();
        Self::CODES
            .iter()
            .find(|(_, known)| *known == code || (code.len() == 1 && known.strip_prefix('0') == Some(code)))
            .map(|(method, _)| *method)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_with_one_digit_or_two() {
        assert_eq!(PaymentMethod::from_code("3"), Some(PaymentMethod::CreditCard));
        assert_eq!(PaymentMethod::from_code("03"), Some(PaymentMethod::CreditCard));
        assert_eq!(PaymentMethod::from_code("15"), Some(PaymentMethod::BankSlip));
        assert_eq!(PaymentMethod::from_code("003"), None);
        assert_eq!(PaymentMethod::from_code("0"), None);
    }

    #[test]
    fn every_method_has_its_own_code() {
        for (method, code) in PaymentMethod::CODES {
            assert_eq!(method.code(), code);
            assert_eq!(PaymentMethod::from_code(code), Some(method));
        }
    }
}

//! What the account of Estoka's exchanges offers its customers: five discounts, one of each kind; the key for which voucher
//! codes are encrypted; a type and a job of customers; a seller who is away.
//!
//! Not what it sells, which is beside.
//!
//! The one rule to know: everything is made by the application's commands, in the order of the numbers it must get.

use app::account_keys::SetPublicKey;
use app::customers::{PutCustomerJob, PutCustomerType};
use app::discounts::CreateDiscount;
use app::parties::{NoteAbsence, SetSellerChannels};
use app::testing::VOUCHER_PUBLIC_KEY;
use domain::amount::{Money, Quantity, Rate};
use domain::discounts::{DiscountDetails, DiscountKind, GiftTerms, RuleTerms, Worth};
use domain::ids::{ChannelId, OrganizationId, PartyId, SkuId};

use super::Merchant;

impl Merchant {
    /// Discounts 1 to 5, the voucher key, a type and a job of customers; seller 4 is away.
    pub(super) fn promotions(&self) {
        for (kind, terms) in discounts() {
            // The last is the account's own.
            let organization = (kind != DiscountKind::BirthdayMonth).then(|| OrganizationId::from_raw(1));
            let details = DiscountDetails {
                organization,
                name: "Compras acima de R$ 1.000,00".to_owned(),
                kind,
                active: true,
                is_optional: true,
                starts_on: Some("2018-01-01".parse().expect("a day")),
                ends_on: (kind == DiscountKind::Gift).then(|| "2021-09-10".parse().expect("a day")),
            };
            self.make(CreateDiscount {
                details,
                channels: vec![ChannelId::from_raw(1)],
                rules: vec![terms],
            });
        }
        self.make(SetPublicKey {
            pem: VOUCHER_PUBLIC_KEY.to_owned(),
        });
        self.make(NoteAbsence {
            seller: PartyId::from_raw(4),
            reason: "Férias".to_owned(),
            starts_at: "2026-03-01T03:00:00Z".parse().expect("an instant"),
            ends_at: "2026-04-01T03:00:00Z".parse().expect("an instant"),
        });
        self.make(SetSellerChannels {
            seller: PartyId::from_raw(4),
            channels: [1, 5].map(ChannelId::from_raw).to_vec(),
        });
        self.make(PutCustomerType {
            organization: OrganizationId::from_raw(1),
            code: "tcode".to_owned(),
            name: "Type Name".to_owned(),
        });
        self.make(PutCustomerJob {
            code: "jcode".to_owned(),
            name: "Job Name".to_owned(),
        });
    }
}

/// Each kind with its rule; the first gives enough for what the examples claim of it.
fn discounts() -> [(DiscountKind, RuleTerms); 5] {
    let terms = |percent: &str, minimum: Option<i64>| RuleTerms {
        active: true,
        worth: Worth::Share(Rate::from_percent(percent).expect("a percentage")),
        minimum: minimum.map(|units| Money::from_units(units).expect("an amount")),
        skus: Vec::new(),
        gift: None,
    };
    let item = RuleTerms {
        skus: vec![SkuId::from_raw(2)],
        ..terms("12.5", Some(1_000))
    };
    let gift = RuleTerms {
        skus: vec![SkuId::from_raw(2)],
        gift: Some(GiftTerms {
            is_free: false,
            wanted: vec![SkuId::from_raw(1)],
            counts_wanted_alone: false,
            minimum_quantity: Quantity::ZERO,
        }),
        ..terms("15", Some(1_000))
    };
    let first = RuleTerms {
        worth: Worth::Amount(Money::from_units(30).expect("an amount")),
        ..terms("1", None)
    };
    [
        (DiscountKind::Total, terms("15", Some(0))),
        (DiscountKind::Item, item),
        (DiscountKind::Gift, gift),
        (DiscountKind::FirstPurchase, first),
        (DiscountKind::BirthdayMonth, terms("10", None)),
    ]
}

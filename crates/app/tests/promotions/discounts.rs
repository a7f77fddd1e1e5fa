//! Discounts by rule: how they are kept and listed, and that orders claim what the rules give and no more.

use app::discounts::{CreateDiscount, DiscountFilter};
use app::parties::CreateParty;
use app::workflow::change_items::RemoveItems;
use app::workflow::place_order::PlaceOrder;
use app::workflow::update_order::UpdateOrder;
use domain::amount::{Quantity, Rate};
use domain::discounts::{
    ClaimedSku, Discount, DiscountClaim, DiscountDetails, DiscountKind, GiftTerms, RuleTerms, Worth,
};
use domain::ids::{DiscountId, OrganizationId};
use domain::orders::{NewOrder, PlaceMode, SkuReference};
use domain::page::PageRequest;
use domain::parties::{PartyDetails, PartyKind, Role, Roles};
use domain::refusal::{Entity, Field, Problem, Refusal};

use crate::world::{World, money, on_each_engine, wrong};

fn share(percent: &str) -> Worth {
    Worth::Share(Rate::from_percent(percent).unwrap())
}

fn terms(worth: Worth, minimum: Option<&str>) -> RuleTerms {
    RuleTerms {
        active: true,
        worth,
        minimum: minimum.map(money),
        skus: Vec::new(),
        gift: None,
    }
}

fn details(kind: DiscountKind) -> DiscountDetails {
    DiscountDetails {
        organization: None,
        name: "Desconto".to_owned(),
        kind,
        active: true,
        is_optional: true,
        starts_on: None,
        ends_on: None,
    }
}

/// Creates a discount of one rule.
fn create(world: &World, details: DiscountDetails, terms: RuleTerms) -> Discount {
    let channels = vec![world.channel];
    let id = world
        .run(CreateDiscount {
            details,
            channels,
            rules: vec![terms],
        })
        .unwrap();
    world.read(move |reader| reader.discounts_by_id(&[id])).remove(0)
}

/// A claim of so much by the discount's rule.
fn claim(discount: &Discount, amount: &str) -> DiscountClaim {
    DiscountClaim {
        discount: discount.id,
        rule: discount.rules[0].id,
        amount: money(amount),
        skus: Vec::new(),
    }
}

/// An order of ten units, 100.00, discounted as much as it claims.
fn claiming(world: &World, code: &str, claims: Vec<DiscountClaim>) -> NewOrder {
    let discount = claims.first().map(|claim| claim.amount).unwrap_or_default();
    NewOrder {
        discount,
        claims,
        ..world.order(code, &[(world.skus[0], 9), (world.skus[1], 1)])
    }
}

#[test]
fn a_discount_is_kept_whole() {
    on_each_engine(|world| {
        let gift = GiftTerms {
            is_free: true,
            wanted: vec![world.skus[1], world.skus[0], world.skus[1]],
            counts_wanted_alone: true,
            minimum_quantity: Quantity::parse("1.5").unwrap(),
        };
        let rules = vec![
            RuleTerms {
                skus: vec![world.skus[2]],
                gift: Some(gift.clone()),
                ..terms(share("12.5"), Some("1000"))
            },
            RuleTerms {
                active: false,
                skus: vec![world.skus[0], world.skus[2]],
                gift: Some(GiftTerms {
                    wanted: Vec::new(),
                    is_free: false,
                    ..gift.clone()
                }),
                ..terms(Worth::Amount(money("30")), Some("0"))
            },
        ];
        let details = DiscountDetails {
            organization: Some(world.shop.0),
            name: " Brinde ".to_owned(),
            active: false,
            is_optional: false,
            starts_on: Some("2026-01-01".parse().unwrap()),
            ends_on: Some("2026-12-31".parse().unwrap()),
            ..details(DiscountKind::Gift)
        };
        let channels = vec![world.other_channel, world.channel, world.channel];
        let id = world
            .run(CreateDiscount {
                details: details.clone(),
                channels,
                rules: rules.clone(),
            })
            .unwrap();
        let kept = world.read(move |reader| reader.discounts_by_id(&[id])).remove(0);
        assert_eq!(
            kept.details,
            DiscountDetails {
                name: "Brinde".to_owned(),
                ..details
            }
        );
        assert_eq!(kept.channels, [world.channel, world.other_channel]);
        let mut expected = rules;
        expected[0].gift = Some(GiftTerms {
            wanted: vec![world.skus[0], world.skus[1]],
            ..gift
        });
        assert_eq!(
            kept.rules.iter().map(|rule| rule.terms.clone()).collect::<Vec<_>>(),
            expected
        );
    });
}

#[test]
fn a_discount_points_at_what_the_account_has() {
    on_each_engine(|world| {
        let unknown = OrganizationId::from_raw(99);
        let rule = RuleTerms {
            skus: vec![domain::ids::SkuId::from_raw(99)],
            ..terms(share("1"), Some("1"))
        };
        let discount = CreateDiscount {
            details: DiscountDetails {
                organization: Some(unknown),
                ..details(DiscountKind::Item)
            },
            channels: vec![domain::ids::ChannelId::from_raw(99)],
            rules: vec![rule],
        };
        let fields = [Field::Organization, Field::Channel, Field::Sku];
        assert_eq!(
            wrong(world.run(discount)),
            fields.map(|field| (field, None, Problem::Unknown))
        );
    });
}

#[test]
fn an_organization_lists_its_discounts_and_the_accounts_by_channel_kind_and_day() {
    on_each_engine(|world| {
        let term = |from: Option<&str>, until: Option<&str>, details: DiscountDetails| DiscountDetails {
            starts_on: from.map(|day| day.parse().unwrap()),
            ends_on: until.map(|day| day.parse().unwrap()),
            ..details
        };
        let total = || details(DiscountKind::Total);
        let own = DiscountDetails {
            organization: Some(world.shop.0),
            ..total()
        };
        let elsewhere = DiscountDetails {
            organization: Some(world.other.0),
            ..total()
        };
        let rule = || terms(share("1"), Some("1"));
        create(world, own, rule());
        create(world, elsewhere, rule());
        create(world, details(DiscountKind::FirstPurchase), terms(share("1"), None));
        let everywhere = CreateDiscount {
            details: term(Some("2026-03-10"), Some("2026-03-10"), total()),
            channels: Vec::new(),
            rules: vec![rule()],
        };
        world.run(everywhere).unwrap();
        create(world, term(None, Some("2026-03-09"), total()), rule());
        create(
            world,
            DiscountDetails {
                active: false,
                ..total()
            },
            rule(),
        );
        let shop = world.shop.0;
        let ids = |filter: DiscountFilter| -> Vec<i64> {
            let page = PageRequest::new(1, 25, 100);
            let found = world.read(move |reader| reader.discounts_of(shop, filter, page));
            found.into_iter().map(|discount| discount.id.raw()).collect()
        };
        let today = "2026-03-10".parse().unwrap();
        let all = DiscountFilter::default();
        assert_eq!(ids(all), [1, 3, 4, 5, 6]);
        assert_eq!(
            ids(DiscountFilter {
                channel: Some(world.other_channel),
                ..all
            }),
            [4]
        );
        assert_eq!(
            ids(DiscountFilter {
                channel: Some(world.channel),
                ..all
            }),
            [1, 3, 4, 5, 6]
        );
        assert_eq!(
            ids(DiscountFilter {
                kind: Some(DiscountKind::FirstPurchase),
                ..all
            }),
            [3]
        );
        assert_eq!(
            ids(DiscountFilter {
                holds_on: Some((today, true)),
                ..all
            }),
            [1, 3, 4]
        );
        assert_eq!(
            ids(DiscountFilter {
                holds_on: Some((today, false)),
                ..all
            }),
            [5, 6]
        );
        let page = PageRequest::new(2, 2, 100);
        let second = world.read(move |reader| reader.discounts_of(shop, DiscountFilter::default(), page));
        assert_eq!(
            second.iter().map(|discount| discount.id.raw()).collect::<Vec<_>>(),
            [4, 5]
        );
        let nobody = OrganizationId::from_raw(99);
        let missing = world.app.read_blocking(&world.call, move |reader| {
            reader.discounts_of(nobody, DiscountFilter::default(), page)
        });
        assert_eq!(
            crate::world::refusal(missing),
            Refusal::not_found(Entity::Organization, nobody)
        );
    });
}

#[test]
fn an_order_claims_what_a_rule_gives_and_shows_it() {
    on_each_engine(|world| {
        let discount = create(world, details(DiscountKind::Total), terms(share("15"), Some("100")));
        let mut claimed = claim(&discount, "15");
        let sku = |sku, is_listed, amount: Option<&str>| ClaimedSku {
            sku,
            is_listed,
            amount: amount.map(money),
        };
        claimed.skus = vec![sku(world.skus[1], true, None), sku(world.skus[0], false, Some("13.5"))];
        let order = world.place(claiming(world, "1", vec![claimed.clone()]));
        assert_eq!(world.view(order).claims, [claimed]);
        let too_much = PlaceOrder(claiming(world, "2", vec![claim(&discount, "15.01")]));
        assert_eq!(
            wrong(world.run(too_much)),
            [(Field::ClaimedAmount, Some(0), Problem::OutOfRange)]
        );
        let mut unknown = claim(&discount, "1");
        unknown.discount = DiscountId::from_raw(99);
        let unknown = PlaceOrder(claiming(world, "2", vec![claim(&discount, "1"), unknown]));
        assert_eq!(
            wrong(world.run(unknown)),
            [(Field::ClaimedDiscount, Some(1), Problem::Unknown)]
        );
        let elsewhere = NewOrder {
            channel: world.other_channel,
            ..claiming(world, "2", vec![claim(&discount, "1")])
        };
        assert_eq!(
            wrong(world.run(PlaceOrder(elsewhere))),
            [(Field::ClaimedDiscount, Some(0), Problem::NotAllowed)]
        );
    });
}

#[test]
fn the_day_is_the_accounts_at_which_the_order_was_placed() {
    on_each_engine(|world| {
        let day = "2026-03-10".parse().unwrap();
        let term = DiscountDetails {
            starts_on: Some(day),
            ends_on: Some(day),
            ..details(DiscountKind::Total)
        };
        let discount = create(world, term, terms(share("15"), Some("0")));
        let at = |code: &str, at: &str| {
            let order = claiming(world, code, vec![claim(&discount, "1")]);
            world.run(PlaceOrder(NewOrder {
                placed_at: Some(at.parse().unwrap()),
                ..order
            }))
        };
        at("1", "2026-03-10T03:00:00Z").unwrap();
        at("2", "2026-03-11T02:59:59Z").unwrap();
        let too_early = at("3", "2026-03-10T02:59:59Z");
        assert_eq!(
            wrong(too_early),
            [(Field::ClaimedDiscount, Some(0), Problem::NotAllowed)]
        );
    });
}

#[test]
fn a_first_purchase_is_had_once_unless_it_was_cancelled() {
    on_each_engine(|world| {
        let discount = create(world, details(DiscountKind::FirstPurchase), terms(share("30"), None));
        let not_earned = [(Field::ClaimedRule, Some(0), Problem::NotAllowed)];
        let first = |code: &str| {
            let order = claiming(world, code, vec![claim(&discount, "30")]);
            NewOrder {
                mode: PlaceMode::Order,
                ..order
            }
        };
        let order = world.place(first("1"));
        assert_eq!(wrong(world.run(PlaceOrder(first("2")))), not_earned);
        // The order itself is no purchase before itself.
        let fewer = vec![claim(&discount, "29")];
        world
            .run(UpdateOrder {
                claims: Some(fewer),
                ..UpdateOrder::of(order)
            })
            .unwrap();
        world.run(app::workflow::cancel_order::CancelOrder { order }).unwrap();
        world.place(first("3"));
        let mut nobody = first("4");
        nobody.customer.document = None;
        assert_eq!(wrong(world.run(PlaceOrder(nobody))), not_earned);
    });
}

#[test]
fn a_birthday_is_the_customers() {
    on_each_engine(|world| {
        let discount = create(world, details(DiscountKind::BirthdayMonth), terms(share("10"), None));
        let mut party = PartyDetails::new(PartyKind::Person, "Maria", Roles::of(&[Role::Customer]));
        party.tax_document = Some("52998224725".to_owned());
        party.birth_date = Some("1987-03-31".parse().unwrap());
        world.run(CreateParty::new(party)).unwrap();
        world.place(claiming(world, "1", vec![claim(&discount, "10")]));
        let later = NewOrder {
            placed_at: Some("2026-04-01T12:00:00Z".parse().unwrap()),
            ..claiming(world, "2", vec![claim(&discount, "10")])
        };
        assert_eq!(
            wrong(world.run(PlaceOrder(later))),
            [(Field::ClaimedRule, Some(0), Problem::NotAllowed)]
        );
    });
}

#[test]
fn a_change_of_the_order_keeps_what_it_claims_covered() {
    on_each_engine(|world| {
        let discount = create(world, details(DiscountKind::Total), terms(share("15"), Some("100")));
        let pre_order = claiming(world, "1", vec![claim(&discount, "15")]);
        let order = world.place(NewOrder {
            mode: PlaceMode::PreOrder,
            ..pre_order
        });
        let of = || UpdateOrder::of(order);
        let smaller = UpdateOrder {
            discount: Some(money("14.99")),
            ..of()
        };
        assert_eq!(
            wrong(world.run(smaller.clone())),
            [(Field::Discount, None, Problem::OutOfRange)]
        );
        let less = vec![claim(&discount, "10")];
        world
            .run(UpdateOrder {
                claims: Some(less.clone()),
                ..smaller
            })
            .unwrap();
        assert_eq!(world.view(order).claims, less);
        let more = UpdateOrder {
            claims: Some(vec![claim(&discount, "15.01")]),
            discount: Some(money("20")),
            ..of()
        };
        assert_eq!(
            wrong(world.run(more)),
            [(Field::ClaimedAmount, Some(0), Problem::OutOfRange)]
        );
        // Without the tenth unit the purchase is not worth 100.00 any more.
        let out = RemoveItems {
            order,
            skus: vec![SkuReference::Id(world.skus[1])],
        };
        assert_eq!(
            wrong(world.run(out.clone())),
            [(Field::ClaimedRule, Some(0), Problem::NotAllowed)]
        );
        world
            .run(UpdateOrder {
                claims: Some(Vec::new()),
                ..of()
            })
            .unwrap();
        world.run(out).unwrap();
        assert_eq!(world.view(order).claims, []);
    });
}

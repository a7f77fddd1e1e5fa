//! What a return issues, and how coupons are found.

use app::coupons::{CouponSearch, CouponView};
use app::workflow::exchange_coupons::ExchangeCoupons;
use domain::amount::Money;
use domain::coupons::CreditStatus;
use domain::finance::TitleState;
use domain::ids::{OrderId, SkuId};
use domain::orders::{NewOrder, OrderStatus, PaymentStatus};

use crate::world::{World, money, now, on_each_engine};

fn amounts(coupons: &[CouponView]) -> Vec<Money> {
    coupons.iter().map(|view| view.coupon.amount).collect()
}

fn moneys(texts: &[&str]) -> Vec<Money> {
    texts.iter().map(|text| money(text)).collect()
}

#[test]
fn each_unit_that_comes_back_is_a_coupon_over_what_was_paid_for_it() {
    on_each_engine(|world| {
        let (a, b) = (world.skus[0], world.skus[1]);
        let discounted = NewOrder {
            discount: money("1"),
            ..world.order("1", &[(a, 2), (b, 1)])
        };
        let order = world.place(discounted);
        // 1.00 of 30.00 is spread over 20.00 and 10.00: 0.67 and 0.33.
        world.take_back(order, &[(a, 1)]);
        assert_eq!(amounts(&world.coupons(order)), moneys(&["9.67"]));
        world.take_back(order, &[(b, 1), (a, 1)]);
        let coupons = world.coupons(order);
        assert_eq!(amounts(&coupons), moneys(&["9.67", "9.67", "9.66"]));
        let view = world.view(order);
        assert_eq!(view.order.status, OrderStatus::Returned);
        assert_eq!(Money::checked_sum(amounts(&coupons)), Some(view.order.total));
        let one = &coupons[0];
        assert_eq!((one.coupon.sku, one.coupon.customer), (a, view.order.customer));
        assert_eq!(one.coupon.code.len(), 10);
        assert_eq!(one.coupon.status(now()), CreditStatus::Active);
        assert_eq!(one.coupon.expires_at, "2026-05-09T15:00:00Z".parse().unwrap());
        assert_eq!(one.organization.as_ref().map(|one| one.id), Some(world.shop.0));
        assert_eq!(one.sku.as_ref().map(|view| view.sku.code.as_str()), Some("A"));
    });
}

#[test]
fn the_titles_of_what_was_paid_stay_and_those_of_what_was_not_end_without_coupons() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        let states = |order: OrderId| {
            world
                .titles(order)
                .into_iter()
                .map(|title| title.state)
                .collect::<Vec<_>>()
        };
        let paid = world.place(world.order("1", &[(sku, 1)]));
        world.take_back(paid, &[(sku, 1)]);
        assert_eq!((states(paid), world.coupons(paid).len()), (vec![TitleState::Open], 1));
        let unpaid = NewOrder {
            payment_status: PaymentStatus::Pending,
            ..world.order("2", &[(sku, 1)])
        };
        let unpaid = world.place(unpaid);
        world.take_back(unpaid, &[(sku, 1)]);
        assert_eq!(
            (states(unpaid), world.coupons(unpaid).len()),
            (vec![TitleState::Cancelled], 0)
        );
    });
}

/// An order of so many units, all of which came back.
fn returned(world: &World, order: NewOrder, sku: SkuId, count: i64) -> OrderId {
    let order = world.place(order);
    world.take_back(order, &[(sku, count)]);
    order
}

#[test]
fn coupons_are_found_by_whose_they_are_what_for_and_by_code() {
    on_each_engine(|world| {
        let (a, b) = (world.skus[0], world.skus[1]);
        let mine = returned(world, world.order("1", &[(a, 2)]), a, 2);
        let mut elsewhere = world.order("2", &[(b, 1)]);
        elsewhere.place = Some(world.other);
        elsewhere.customer.document = Some("11144477735".to_owned());
        let hers = returned(world, elsewhere, b, 1);
        let ids = |search: CouponSearch| -> Vec<i64> {
            world
                .search(search)
                .into_iter()
                .map(|view| view.coupon.id.raw())
                .collect()
        };
        let all = CouponSearch::default();
        let by = |document: &str| CouponSearch {
            document: Some(document.to_owned()),
            ..all.clone()
        };
        assert_eq!(ids(all.clone()), [1, 2, 3]);
        assert_eq!(ids(by("529.982.247-25")), [1, 2]);
        assert_eq!(ids(by("11144477735")), [3]);
        assert_eq!(ids(by("00000000000")), [0; 0]);
        assert_eq!(
            ids(CouponSearch {
                organization: Some(world.other.0),
                ..by("52998224725")
            }),
            [0; 0]
        );
        assert_eq!(
            ids(CouponSearch {
                organization: Some(world.other.0),
                ..all.clone()
            }),
            [3]
        );
        assert_eq!(
            ids(CouponSearch {
                sku: Some(b),
                ..all.clone()
            }),
            [3]
        );
        assert_eq!(
            ids(CouponSearch {
                order: Some(mine),
                ..all.clone()
            }),
            [1, 2]
        );
        let code = world.codes(hers).remove(0);
        assert_eq!(
            ids(CouponSearch {
                code: Some(code),
                ..all
            }),
            [3]
        );
    });
}

#[test]
fn of_each_sku_as_many_usable_coupons_are_found_as_asked_for_the_oldest_first() {
    on_each_engine(|world| {
        let (a, b, c) = (world.skus[0], world.skus[1], world.skus[2]);
        let first = returned(world, world.order("1", &[(a, 1)]), a, 1);
        let many = world.order("2", &[(a, 3), (b, 1)]);
        let many = world.place(many);
        world.take_back(many, &[(a, 3), (b, 1)]);
        let elsewhere = NewOrder {
            place: Some(world.other),
            ..world.order("3", &[(b, 2)])
        };
        returned(world, elsewhere, b, 2);
        // The first is used up.
        world
            .run(ExchangeCoupons {
                customer: world.customer(first),
                codes: world.codes(first),
            })
            .unwrap();
        let asked = [(a, 2), (b, 9), (c, 1)];
        let found = |organization, at: &str| {
            let at = at.parse().unwrap();
            let found = world.read(move |reader| reader.coupons_of_skus(organization, &asked, at));
            let ids = |views: Vec<CouponView>| views.into_iter().map(|view| view.coupon.id.raw()).collect::<Vec<_>>();
            found
                .into_iter()
                .map(|(sku, views)| (sku, ids(views)))
                .collect::<Vec<_>>()
        };
        let today = "2026-03-10T15:00:00Z";
        assert_eq!(
            found(Some(world.shop.0), today),
            [(a, vec![2, 3]), (b, vec![5]), (c, vec![])]
        );
        assert_eq!(found(None, today), [(a, vec![2, 3]), (b, vec![5, 6, 7]), (c, vec![])]);
        assert_eq!(
            found(None, "2026-05-09T15:00:00Z"),
            [(a, vec![]), (b, vec![]), (c, vec![])]
        );
    });
}

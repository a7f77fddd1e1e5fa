//! Makes the company: its organizations with their stocks, its price tables and its sales channels.
//!
//! Not its customers or goods.
//!
//! The one rule to know: organization `n` lies in row `n` of `places::PLACES`, and only the head office has no goods.

use jiff::civil::Date;

use super::dice::Dice;
use super::parties::address_in;
use super::places::PLACES;
use super::world::{AccountPlan, ChannelPlan, OrganizationPlan, PriceTablePlan, ProductPlan, Role, SkuAt};

pub(super) const ACCOUNT: AccountPlan = AccountPlan {
    name: "Casa Jatobá (demonstração)",
    subdomain: "casa-jatoba",
};

const COMPANY: &str = "Casa Jatobá Comércio de Demonstração Ltda.";

/// The shops, then the distribution centre: organizations that hold goods.
pub(super) const WITH_GOODS: [usize; 4] = [1, 2, 3, 4];
/// The shops.
pub(super) const SHOPS: [usize; 3] = [1, 2, 3];
/// The distribution centre.
pub(super) const DISTRIBUTION: usize = 4;

/// Sells at the counters of the shops.
pub(super) const COUNTER: usize = 0;
/// The company's own site.
pub(super) const ONLINE: usize = 1;
/// A marketplace.
pub(super) const MARKETPLACE: usize = 2;
/// A marketplace where the shop must accept a paid order.
pub(super) const ACCEPTING: usize = 3;
/// The first of the three pickup points, one a shop.
pub(super) const FIRST_PICKUP_POINT: usize = 4;

pub(super) fn organizations(dice: &mut Dice) -> Vec<OrganizationPlan> {
    let root = dice.cnpj_root();
    let rows = [
        (Role::HeadOffice, "Matriz São Paulo", "Matriz (sem estoque)", "MATRIZ"),
        (Role::Shop, "Loja Rio de Janeiro", "Estoque Loja Rio", "LOJA-RJ"),
        (Role::Shop, "Loja Belo Horizonte", "Estoque Loja BH", "LOJA-BH"),
        (Role::Shop, "Loja Recife", "Estoque Loja Recife", "LOJA-REC"),
        (Role::DistributionCentre, "CD Cajamar", "Estoque CD Cajamar", "CD-CAJ"),
    ];
    (1..)
        .zip(rows)
        .zip(PLACES)
        .map(
            |((branch, (role, name, stock_name, stock_code)), place)| OrganizationPlan {
                name: name.to_owned(),
                company_name: COMPANY.to_owned(),
                role,
                cnpj: dice.cnpj(&root, branch),
                state_registration: dice.digits(9),
                address: address_in(dice, place),
                stock_name: stock_name.to_owned(),
                stock_code,
            },
        )
        .collect()
}

/// Retail, wholesale, and a promotion that holds from a week before `today` to three weeks after.
pub(super) fn price_tables(dice: &mut Dice, products: &[ProductPlan], today: Date) -> Vec<PriceTablePlan> {
    let days = |from: i32, to: i32| {
        let shifted = |days: i32| today.saturating_add(jiff::Span::new().days(days));
        Some((shifted(from), shifted(to)))
    };
    let all: Vec<(SkuAt, i64)> = products
        .iter()
        .enumerate()
        .flat_map(|(product, plan)| {
            plan.skus
                .iter()
                .enumerate()
                .map(move |(sku, plan)| (SkuAt { product, sku }, plan.price_cents))
        })
        .collect();
    let promoted: Vec<bool> = products.iter().map(|_| dice.percent(15)).collect();
    let discounted = |percent: i64| move |(at, cents): &(SkuAt, i64)| (*at, cents * (100 - percent) / 100);
    let promotion = all
        .iter()
        .filter(|(at, _)| promoted[at.product])
        .map(discounted(20))
        .collect();
    vec![
        PriceTablePlan {
            name: "Varejo",
            days: None,
            is_promotion: false,
            prices: all.iter().copied().collect(),
        },
        PriceTablePlan {
            name: "Atacado",
            days: None,
            is_promotion: false,
            prices: all.iter().map(discounted(12)).collect(),
        },
        PriceTablePlan {
            name: "Promoção da temporada",
            days: days(-7, 21),
            is_promotion: true,
            prices: promotion,
        },
    ]
}

pub(super) fn channels() -> Vec<ChannelPlan> {
    let everywhere = || WITH_GOODS.to_vec();
    let channel = |name| ChannelPlan {
        name,
        organization: None,
        is_pickup_point: false,
        requires_acceptance: false,
        organizations: everywhere(),
        price_tables: vec![0, 2],
    };
    let pickup = |name, organization| ChannelPlan {
        name,
        organization: Some(organization),
        is_pickup_point: true,
        requires_acceptance: false,
        organizations: vec![organization],
        price_tables: vec![0],
    };
    vec![
        ChannelPlan {
            organizations: SHOPS.to_vec(),
            ..channel("Balcão das lojas")
        },
        channel("Site Casa Jatobá"),
        channel("Marketplace Praça"),
        ChannelPlan {
            requires_acceptance: true,
            ..channel("Marketplace Vitrine")
        },
        pickup("Retirada Loja Rio de Janeiro", SHOPS[0]),
        pickup("Retirada Loja Belo Horizonte", SHOPS[1]),
        pickup("Retirada Loja Recife", SHOPS[2]),
    ]
}

#[cfg(test)]
mod tests {
    use domain::documents::Cnpj;

    use super::*;

    #[test]
    fn the_branches_share_a_root_and_their_cnpjs_check() {
        let organizations = organizations(&mut Dice::new(1));
        for organization in &organizations {
            assert!(Cnpj::parse(&organization.cnpj).is_ok(), "{}", organization.name);
            assert_eq!(organization.cnpj[..8], organizations[0].cnpj[..8]);
        }
        let roles: Vec<_> = organizations.iter().map(|organization| organization.role).collect();
        assert_eq!(
            roles,
            [
                Role::HeadOffice,
                Role::Shop,
                Role::Shop,
                Role::Shop,
                Role::DistributionCentre
            ]
        );
    }

    #[test]
    fn the_named_rows_are_what_their_names_say() {
        let organizations = organizations(&mut Dice::new(1));
        assert!(SHOPS.iter().all(|shop| organizations[*shop].role == Role::Shop));
        assert_eq!(organizations[DISTRIBUTION].role, Role::DistributionCentre);
        let channels = channels();
        assert!(channels[ACCEPTING].requires_acceptance);
        assert!(
            ![COUNTER, ONLINE, MARKETPLACE]
                .iter()
                .any(|channel| channels[*channel].requires_acceptance)
        );
        for (offset, shop) in SHOPS.into_iter().enumerate() {
            let point = &channels[FIRST_PICKUP_POINT + offset];
            assert!(point.is_pickup_point && point.organization == Some(shop));
        }
        assert_eq!(channels[COUNTER].organizations, SHOPS);
    }
}

//! Lists of parties: filters, orders, pages, sellers.

use app::parties::{CreateParty, DeleteParty};
use domain::ids::{OrganizationId, PartyId};
use domain::page::PageRequest;
use domain::parties::{PartyDetails, PartyFilter, PartyKind, PartyOrder, PartyOrderBy, PartyStatus, Role, Roles};

use crate::world::{ALL, World, is_missing, later, on_each_engine};

fn party(kind: PartyKind, name: &str, roles: &[Role]) -> PartyDetails {
    PartyDetails::new(kind, name, Roles::of(roles))
}

/// Five parties, created a minute apart: 1 to 4, and 5 which is deleted.
fn some(world: &World) -> OrganizationId {
    let organization = world.organization(1);
    let text = |text: &str| Some(text.to_owned());
    let all = [
        PartyDetails {
            tax_document: text("52998224725"),
            email: text("joao@exemplo.com"),
            ..party(PartyKind::Person, "João", &[Role::Customer])
        },
        PartyDetails {
            tax_document: text("57414248000116"),
            phone: text("(21) 3333-4444"),
            trading_name: text("Ponto Ágil"),
            ..party(PartyKind::Company, "acme", &[Role::Customer, Role::Supplier])
        },
        PartyDetails {
            organization: Some(organization),
            external_id: text("123456"),
            ..party(PartyKind::Person, "Bia", &[Role::Seller])
        },
        PartyDetails {
            external_id: text("123456"),
            status: PartyStatus::Inactive,
            ..party(PartyKind::Company, "Zeta 50%", &[Role::Carrier])
        },
        party(PartyKind::Person, "João Velho", &[Role::Customer]),
    ];
    for (minute, details) in (0..).zip(all) {
        world.run_later(minute * 60, CreateParty::new(details)).unwrap();
    }
    world
        .run_later(
            300,
            DeleteParty {
                id: PartyId::from_raw(5),
            },
        )
        .unwrap();
    organization
}

fn found(world: &World, filter: PartyFilter, order: PartyOrder, page: PageRequest) -> Vec<i64> {
    let counted = world
        .read({
            let filter = filter.clone();
            move |reader| reader.party_count(&filter)
        })
        .unwrap();
    let parties = world.read(move |reader| reader.parties(&filter, order, page)).unwrap();
    if page == ALL {
        assert_eq!(counted, parties.len() as u64);
    }
    parties.into_iter().map(|party| party.id.raw()).collect()
}

fn none() -> PartyFilter {
    PartyFilter::default()
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn assert_found<const N: usize>(world: &World, table: [(PartyFilter, Vec<i64>); N]) {
    for (filter, expected) in table {
        let shown = format!("{filter:?}");
        assert_eq!(found(world, filter, PartyOrder::default(), ALL), expected, "{shown}");
    }
}

#[test]
fn a_text_is_found_anywhere_in_what_a_party_is_known_by() {
    on_each_engine(|world| {
        some(world);
        let texts = [
            ("JOAO", vec![1]),
            ("agil", vec![2]),
            ("3333", vec![2]),
            ("0%", vec![4]),
            ("\0", vec![]),
        ];
        assert_found(
            world,
            texts.map(|(asked, ids)| {
                (
                    PartyFilter {
                        text: text(asked),
                        ..none()
                    },
                    ids,
                )
            }),
        );
    });
}

#[test]
fn filters_say_what_parties_have_in_common() {
    on_each_engine(|world| {
        let organization = Some(some(world));
        let role = |role| PartyFilter {
            role: Some(role),
            ..none()
        };
        let companies = |filter| PartyFilter {
            kind: Some(PartyKind::Company),
            ..filter
        };
        let status = Some(PartyStatus::Inactive);
        assert_found(
            world,
            [
                (none(), vec![1, 2, 3, 4]),
                (role(Role::Customer), vec![1, 2]),
                (role(Role::Technician), vec![]),
                (companies(none()), vec![2, 4]),
                (companies(role(Role::Customer)), vec![2]),
                (PartyFilter { status, ..none() }, vec![4]),
                (PartyFilter { organization, ..none() }, vec![3]),
            ],
        );
        assert_eq!(
            world
                .read_foreign(|reader| reader.party_count(&PartyFilter::default()))
                .unwrap(),
            0
        );
    });
}

#[test]
fn what_identifies_a_party_finds_it_alone() {
    on_each_engine(|world| {
        some(world);
        let tax_document = text("529.982.247-25");
        let email = text("JOAO@exemplo.com");
        assert_found(
            world,
            [
                (PartyFilter { tax_document, ..none() }, vec![1]),
                (PartyFilter { email, ..none() }, vec![1]),
                (
                    PartyFilter {
                        external_id: text("123456"),
                        ..none()
                    },
                    vec![3, 4],
                ),
                (
                    PartyFilter {
                        code: text("2"),
                        ..none()
                    },
                    vec![2],
                ),
            ],
        );
    });
}

#[test]
fn ranges_of_instants_are_half_open() {
    on_each_engine(|world| {
        some(world);
        let created = PartyFilter {
            created_from: Some(later(60)),
            created_until: Some(later(180)),
            ..none()
        };
        let updated = PartyFilter {
            updated_from: Some(later(120)),
            updated_until: Some(later(121)),
            ..none()
        };
        assert_found(world, [(created, vec![2, 3]), (updated, vec![3])]);
    });
}

#[test]
fn lists_have_one_order_and_a_page_past_the_end_is_empty() {
    on_each_engine(|world| {
        some(world);
        let order = |by, descending| PartyOrder { by, descending };
        let table = [
            (order(PartyOrderBy::Id, true), vec![4, 3, 2, 1]),
            (order(PartyOrderBy::Name, false), vec![2, 3, 1, 4]),
            (order(PartyOrderBy::Name, true), vec![4, 1, 3, 2]),
            (order(PartyOrderBy::CreatedAt, true), vec![4, 3, 2, 1]),
            (order(PartyOrderBy::UpdatedAt, false), vec![1, 2, 3, 4]),
        ];
        for (order, expected) in table {
            assert_eq!(found(world, PartyFilter::default(), order, ALL), expected, "{order:?}");
        }
        for (page, expected) in [(1, vec![1, 2, 3]), (2, vec![4]), (3, vec![]), (u32::MAX, vec![])] {
            let request = PageRequest::new(page, 3, 3);
            assert_eq!(
                found(world, PartyFilter::default(), PartyOrder::default(), request),
                expected,
                "{page}"
            );
        }
    });
}

#[test]
fn sellers_belong_to_an_organization_and_carriers_are_found_by_their_code_elsewhere() {
    on_each_engine(|world| {
        let organization = some(world);
        let other = world.organization(2);
        let seller = PartyId::from_raw(3);
        let sellers = world.read(move |reader| reader.sellers_of(organization, ALL)).unwrap();
        assert_eq!(sellers.iter().map(|party| party.id).collect::<Vec<_>>(), [seller]);
        assert!(
            world
                .read(move |reader| reader.sellers_of(other, ALL))
                .unwrap()
                .is_empty()
        );
        assert!(world.read(move |reader| reader.seller_of(organization, seller)).is_ok());
        assert!(is_missing(&world.read(move |reader| reader.seller_of(other, seller))));
        assert!(is_missing(&world.read(move |reader| {
            reader.seller_by_tax_document(organization, "52998224725")
        })));
        let carrier = world.read(|reader| reader.carrier_by_external_id("123456")).unwrap();
        assert_eq!(
            carrier,
            Some(PartyId::from_raw(4)),
            "the seller of the same id is no carrier"
        );
        assert_eq!(world.read(|reader| reader.carrier_by_external_id("\0")).unwrap(), None);
    });
}

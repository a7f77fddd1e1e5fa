//! How many statements views cost: as many for one record as for many.

use app::channels::CreateChannel;
use app::parties::CreateParty;
use app::{Failure, Reader};
use domain::channels::ChannelDetails;
use domain::ids::{LocationId, OrganizationId, PartyId};
use domain::page::PageRequest;
use domain::parties::{
    AddressEdit, AddressTarget, ContactEdit, ContactKind, NewContact, PartyDetails, PartyFilter, PartyKind, PartyOrder,
    Role, Roles,
};

use crate::world::{World, on_each_engine};

/// Thirty of everything, each with something hanging on it.
fn many(world: &World) {
    for number in 1..=30 {
        world.organization(number);
        world
            .run(CreateChannel::new(ChannelDetails::new(
                &format!("Canal {number}"),
                None,
            )))
            .unwrap();
        let roles = Roles::of(&[Role::Customer, Role::Supplier]);
        world
            .run(CreateParty {
                addresses: vec![AddressEdit::Write(AddressTarget::New, Box::default())],
                contacts: vec![ContactEdit::Add(NewContact::new(ContactKind::Email, "a@b"))],
                ..CreateParty::new(PartyDetails::new(PartyKind::Person, "Maria", roles))
            })
            .unwrap();
    }
}

type View = fn(&mut Reader<'_, '_>, u32) -> Result<usize, Failure>;

fn page(length: u32) -> PageRequest {
    PageRequest::new(1, length, 500)
}

fn numbers<T>(length: u32, make: fn(i64) -> T) -> Vec<T> {
    (1..=i64::from(length)).map(make).collect()
}

#[test]
fn a_list_costs_as_many_statements_as_one_record() {
    let views: [(&str, View, u64); 6] = [
        (
            "organizations",
            |reader, length| Ok(reader.organizations(page(length))?.len()),
            1,
        ),
        (
            "organizations_by_id",
            |reader, length| {
                Ok(reader
                    .organizations_by_id(&numbers(length, OrganizationId::from_raw))?
                    .len())
            },
            1,
        ),
        (
            "location_views",
            |reader, length| Ok(reader.location_views(&numbers(length, LocationId::from_raw))?.len()),
            2,
        ),
        // The price tables and categories of none are not asked for.
        (
            "channel_views",
            |reader, length| Ok(reader.channel_views(page(length))?.len()),
            3,
        ),
        (
            "party_views",
            |reader, length| {
                Ok(reader
                    .party_views(&PartyFilter::default(), PartyOrder::default(), page(length))?
                    .len())
            },
            3,
        ),
        (
            "party_views_by_id",
            |reader, length| Ok(reader.party_views_by_id(&numbers(length, PartyId::from_raw))?.len()),
            3,
        ),
    ];
    on_each_engine(|world| {
        many(world);
        for (name, view, cost) in views {
            for length in [1, 30] {
                let (found, statements) = world
                    .read(move |reader| {
                        let found = view(reader, length)?;
                        Ok((found, reader.statements()))
                    })
                    .unwrap();
                assert_eq!((found, statements), (length as usize, cost), "{name} of {length}");
            }
        }
    });
}

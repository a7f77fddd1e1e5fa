//! Shipments: who joins, who leaves, and what the carrier takes.

use app::parties::CreateParty;
use app::workflow::advance_order::{AdvanceOrder, NewInvoice, OrderStep};
use app::workflow::cancel_order::CancelOrder;
use app::workflow::ship_orders::{ChangeShipment, CreateShipment, ShipmentChange};
use domain::ids::{OrderId, PartyId, ShipmentId};
use domain::orders::{OrderLogEvent, OrderStatus};
use domain::page::PageRequest;
use domain::parties::{PartyDetails, PartyKind, Role, Roles};
use domain::refusal::{Entity, Field, InvalidField, OrderAction, Problem, Refusal};
use domain::shipments::{Shipment, ShipmentDetails, ShipmentState};

use crate::world::{World, on_each_engine, refusal};

fn carrier(world: &World) -> PartyId {
    let details = PartyDetails::new(PartyKind::Company, "LOGXPTO", Roles::of(&[Role::Carrier]));
    world.run(CreateParty::new(details)).unwrap()
}

/// An order whose label is printed.
fn labelled(world: &World, code: &str) -> OrderId {
    let order = world.place(world.order(code, Some(world.rio), &[(world.skus[0], 1)]));
    for step in [
        OrderStep::Pick,
        OrderStep::Pack(Vec::new()),
        OrderStep::Invoice(NewInvoice::default()),
        OrderStep::Label,
    ] {
        world.run(AdvanceOrder { order, step }).unwrap();
    }
    order
}

fn create(world: &World, carrier: PartyId, orders: &[OrderId]) -> CreateShipment {
    CreateShipment {
        organization: world.rio.organization,
        details: ShipmentDetails {
            location: Some(world.rio.location),
            carrier,
            carrier_name: Some("TESTE".to_owned()),
            service: Some("SEDEX".to_owned()),
            vehicle_kind: Some("motocicleta".to_owned()),
            vehicle_plate: Some("XPT0001".to_owned()),
            leaves_at: "2018-11-19T00:00:00Z".parse().unwrap(),
        },
        orders: orders.to_vec(),
    }
}

fn change(world: &World, shipment: ShipmentId, change: ShipmentChange) -> ChangeShipment {
    ChangeShipment {
        organization: world.rio.organization,
        shipment,
        change,
    }
}

fn shown(world: &World, id: ShipmentId) -> Shipment {
    let organization = world.rio.organization;
    world.read(move |reader| reader.shipment(organization, id))
}

fn status(world: &World, order: OrderId) -> OrderStatus {
    world.view(order).order.status
}

fn closed(id: ShipmentId) -> Refusal {
    Refusal::StateForbids {
        entity: Entity::Shipment,
        key: id.to_string(),
    }
}

#[test]
fn orders_join_leave_and_are_taken() {
    on_each_engine(|world| {
        world.receive(world.rio, world.skus[0], 10, "2");
        let carrier = carrier(world);
        let (first, second, third) = (labelled(world, "1"), labelled(world, "2"), labelled(world, "3"));
        let id = world.run(create(world, carrier, &[second, first, second])).unwrap();
        let made = shown(world, id);
        assert_eq!((made.state, made.orders), (ShipmentState::Open, vec![first, second]));
        assert_eq!(made.details.service.as_deref(), Some("SEDEX"));
        assert_eq!(status(world, first), OrderStatus::Separated);

        let added = world
            .run(change(world, id, ShipmentChange::Add(vec![first, third])))
            .unwrap();
        assert_eq!(added.orders, [first, second, third], "one that is in it stays");
        let left = world
            .run(change(world, id, ShipmentChange::Remove(vec![second])))
            .unwrap();
        assert_eq!(left.orders, [first, third]);
        assert_eq!(status(world, second), OrderStatus::Labelled);

        let finished = world.run(change(world, id, ShipmentChange::Finish)).unwrap();
        assert_eq!(finished.state, ShipmentState::Finished);
        for order in [first, third] {
            let view = world.view(order);
            assert_eq!(view.order.status, OrderStatus::InTransit);
            let last: Vec<_> = view.logs.iter().rev().take(2).map(|log| log.event).collect();
            assert_eq!(last, [OrderLogEvent::Shipped, OrderLogEvent::Separated]);
        }
        for late in [
            ShipmentChange::Add(vec![second]),
            ShipmentChange::Remove(vec![first]),
            ShipmentChange::Finish,
            ShipmentChange::Delete,
        ] {
            assert_eq!(refusal(world.run(change(world, id, late))), closed(id));
        }
        let again = world.run(create(world, carrier, &[second])).unwrap();
        assert_eq!(shown(world, again).orders, [second], "it waited for another");
    });
}

#[test]
fn an_order_without_a_label_or_in_another_shipment_cannot_join() {
    on_each_engine(|world| {
        world.receive(world.rio, world.skus[0], 10, "2");
        let carrier = carrier(world);
        let unlabelled = world.place(world.order("1", Some(world.rio), &[(world.skus[0], 1)]));
        let loaded = labelled(world, "2");
        world.run(create(world, carrier, &[loaded])).unwrap();
        for (order, status) in [
            (unlabelled, OrderStatus::WaitingPicking),
            (loaded, OrderStatus::Separated),
        ] {
            assert_eq!(
                refusal(world.run(create(world, carrier, &[order]))),
                Refusal::OrderStateForbids {
                    order,
                    status,
                    action: OrderAction::Separate
                }
            );
        }
    });
}

#[test]
fn what_a_shipment_names_must_exist_and_be_the_organizations() {
    on_each_engine(|world| {
        world.receive(world.rio, world.skus[0], 10, "2");
        let carrier = carrier(world);
        let order = labelled(world, "1");
        let mut elsewhere = create(world, PartyId::from_raw(99), &[order, OrderId::from_raw(99)]);
        elsewhere.organization = world.campinas.organization;
        let expected = [
            InvalidField::new(Field::Carrier, Problem::Unknown),
            InvalidField::new(Field::Location, Problem::Unknown),
            InvalidField::at(Field::Orders, 0, Problem::Unknown),
            InvalidField::at(Field::Orders, 1, Problem::Unknown),
        ];
        assert_eq!(refusal(world.run(elsewhere)), Refusal::Invalid(expected.to_vec()));
        assert_eq!(
            refusal(world.run(create(world, carrier, &[]))),
            Refusal::invalid(Field::Orders, Problem::Blank)
        );
        let customer = world.view(order).order.customer;
        assert_eq!(
            refusal(world.run(create(world, customer, &[order]))),
            Refusal::invalid(Field::Carrier, Problem::Unknown),
            "a customer carries nothing"
        );
        let id = world.run(create(world, carrier, &[order])).unwrap();
        let other = OrderId::from_raw(77);
        assert_eq!(
            refusal(world.run(change(world, id, ShipmentChange::Remove(vec![other])))),
            Refusal::Invalid(vec![InvalidField::at(Field::Orders, 0, Problem::Unknown)])
        );
        let mut foreign = change(world, id, ShipmentChange::Finish);
        foreign.organization = world.campinas.organization;
        assert_eq!(refusal(world.run(foreign)), Refusal::not_found(Entity::Shipment, id));
    });
}

#[test]
fn a_cancelled_order_holds_a_shipment_up_until_it_is_removed() {
    on_each_engine(|world| {
        world.receive(world.rio, world.skus[0], 10, "2");
        let carrier = carrier(world);
        let (first, second) = (labelled(world, "1"), labelled(world, "2"));
        let id = world.run(create(world, carrier, &[first, second])).unwrap();
        world.run(CancelOrder { order: first }).unwrap();
        assert_eq!(
            refusal(world.run(change(world, id, ShipmentChange::Finish))),
            Refusal::OrderStateForbids {
                order: first,
                status: OrderStatus::Cancelled,
                action: OrderAction::Ship
            }
        );
        assert_eq!(status(world, second), OrderStatus::Separated, "nothing was written");
        world
            .run(change(world, id, ShipmentChange::Remove(vec![first])))
            .unwrap();
        assert_eq!(status(world, first), OrderStatus::Cancelled);
        world.run(change(world, id, ShipmentChange::Finish)).unwrap();
        assert_eq!(status(world, second), OrderStatus::InTransit);
    });
}

#[test]
fn a_deleted_shipment_gives_its_orders_back_and_is_not_found_again() {
    on_each_engine(|world| {
        world.receive(world.rio, world.skus[0], 10, "2");
        let carrier = carrier(world);
        let orders = [labelled(world, "1"), labelled(world, "2")];
        let id = world.run(create(world, carrier, &orders)).unwrap();
        let deleted = world.run(change(world, id, ShipmentChange::Delete)).unwrap();
        assert_eq!(deleted.orders, orders);
        for order in orders {
            assert_eq!(status(world, order), OrderStatus::Labelled);
        }
        assert_eq!(
            refusal(world.run(change(world, id, ShipmentChange::Delete))),
            Refusal::not_found(Entity::Shipment, id)
        );
        let organization = world.rio.organization;
        let page = PageRequest::new(1, 10, 10);
        let kept = world.run(create(world, carrier, &orders)).unwrap();
        let listed = world.read(move |reader| reader.shipments_of(organization, page));
        assert_eq!(listed.iter().map(|one| one.id).collect::<Vec<_>>(), [kept]);
    });
}

#[test]
fn a_shipment_of_many_orders_costs_few_waits() {
    on_each_engine(|world| {
        world.receive(world.rio, world.skus[0], 40, "2");
        let carrier = carrier(world);
        let orders: Vec<OrderId> = (1..=12).map(|code| labelled(world, &code.to_string())).collect();
        let id = world.run(create(world, carrier, &orders)).unwrap();
        let organization = world.rio.organization;
        let (found, statements) = world.read(move |reader| {
            let found = reader.shipment(organization, id)?;
            Ok((found.orders.len(), reader.statements()))
        });
        assert_eq!((found, statements), (12, 2));
    });
}

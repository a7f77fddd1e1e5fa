//! Goods received with a supplier's document: matched, unmatched and matched later, by lots and boxes, and never twice.

use app::Failure;
use app::catalog::{CreatePackaging, CreateProduct, NewSku};
use app::workflow::match_receipt::{LineChoice, MatchReceipt};
use app::workflow::receive_goods::ReceiveGoods;
use app::workflow::receive_nfe::read_nfe;
use domain::amount::{Quantity, UnitPrice};
use domain::catalog::PackagingUsage;
use domain::fiscal::FiscalPurpose;
use domain::ids::{ReceiptId, SkuId};
use domain::orders::SkuReference;
use domain::page::PageRequest;
use domain::parties::{PartyDetails, PartyKind, Role, Roles};
use domain::receipts::{GoodsReceipt, ReceiptState};
use domain::refusal::{Entity, Field, InvalidField, Problem, Refusal};
use domain::stock::Balance;
use nfe::testing::{Draft, DraftLine};

use crate::world::{World, on_each_engine, refusal, units};

impl World {
    /// Receives a document in Rio.
    fn take_in(&self, draft: &Draft) -> Result<ReceiptId, Failure> {
        self.run(self.receipt_of(draft))
    }

    fn receipt_of(&self, draft: &Draft) -> ReceiveGoods {
        let read = read_nfe(draft.xml().as_bytes()).unwrap();
        ReceiveGoods {
            organization: self.rio.organization,
            location: Some(self.rio.location),
            invoice: read.invoice,
            xml: Some(read.xml),
            extras_estoka: None,
        }
    }

    fn receipt(&self, id: ReceiptId) -> GoodsReceipt {
        self.read(move |reader| reader.receipt(id))
    }

    fn shelves(&self, sku: SkuId) -> Vec<Balance> {
        self.read(move |reader| reader.balances_of_sku(sku))
            .into_iter()
            .map(|view| view.balance)
            .collect()
    }
}

fn price(text: &str) -> UnitPrice {
    UnitPrice::parse(text).unwrap()
}

#[test]
fn a_document_whose_lines_are_all_known_comes_to_stock_at_once() {
    on_each_engine(|world| {
        world.receive(world.rio, world.skus[0], 10, "2");
        let mut second = DraftLine::of("B", "4", "10.00");
        second.discount = Some("2.00".to_owned());
        second.freight = Some("4.00".to_owned());
        let draft = Draft::new(1, vec![DraftLine::of("A", "5", "3.50"), second]);
        let id = world.take_in(&draft).unwrap();

        let receipt = world.receipt(id);
        assert_eq!(receipt.state, ReceiptState::Concluded);
        assert_eq!(receipt.access_key.as_deref(), Some(draft.key().as_str()));
        assert_eq!(
            receipt.items.iter().map(|item| item.stock_quantity).collect::<Vec<_>>(),
            [Some(units(5)), Some(units(4))]
        );
        assert_eq!(world.stock(world.rio, world.skus[0]), (15, 0, 15));
        assert_eq!(world.stock(world.rio, world.skus[1]), (4, 0, 4));
        let costs = |sku: usize| {
            let shelf = world.shelves(world.skus[sku]).remove(0);
            (shelf.average_cost, shelf.replacement_cost)
        };
        assert_eq!(costs(0), (price("2.5"), price("3.5")));
        assert_eq!(costs(1), (price("10.5"), price("10.5")));
        assert_eq!(world.read(move |reader| reader.receipt_xml(id)), Some(draft.xml()));
        assert_eq!(
            world.read(|reader| reader.open_receipts(PageRequest::new(1, 10, 10))),
            []
        );
    });
}

#[test]
fn the_supplier_is_made_once_and_a_known_party_keeps_its_name() {
    on_each_engine(|world| {
        let first = world
            .take_in(&Draft::new(1, vec![DraftLine::of("A", "1", "1")]))
            .unwrap();
        let second = world
            .take_in(&Draft::new(2, vec![DraftLine::of("A", "1", "1")]))
            .unwrap();
        let supplier = world.receipt(first).supplier.unwrap();
        assert_eq!(world.receipt(second).supplier, Some(supplier));
        let view = world.read(move |reader| reader.provider(supplier));
        assert_eq!(view.party.details.tax_document.as_deref(), Some("12ABC34501DE35"));
        assert!(view.party.details.roles.supplier && !view.party.details.roles.customer);
        assert_eq!(view.addresses[0].address.city_code.as_deref(), Some("3304557"));

        let customer = PartyDetails {
            tax_document: Some("11444777000161".to_owned()),
            ..PartyDetails::new(PartyKind::Company, "Freguesa", Roles::of(&[Role::Customer]))
        };
        let known = world.run(app::parties::CreateParty::new(customer)).unwrap();
        let mut draft = Draft::new(3, vec![DraftLine::of("A", "1", "1")]);
        draft.issuer = domain::documents::Cnpj::parse("11444777000161").unwrap();
        let third = world.take_in(&draft).unwrap();
        assert_eq!(world.receipt(third).supplier, Some(known));
        let party = world.read(move |reader| reader.party(known));
        assert_eq!(party.details.name, "Freguesa");
        assert!(party.details.roles.supplier && party.details.roles.customer);
    });
}

#[test]
fn the_document_is_recorded_as_a_purchase() {
    on_each_engine(|world| {
        let draft = Draft::new(27, vec![DraftLine::of("A", "1", "1")]);
        let id = world.take_in(&draft).unwrap();
        let recorded = world.receipt(id).fiscal_document.unwrap();
        let document = world.read(move |reader| reader.fiscal_document(recorded));
        assert_eq!(document.purpose, FiscalPurpose::Purchase);
        assert_eq!(document.receipt, Some(id));
        assert_eq!(
            (document.model.as_str(), document.number.as_deref()),
            ("nfe", Some("27"))
        );
        assert_eq!(document.access_key.as_deref(), Some(draft.key().as_str()));
        assert_eq!(document.authorization_status.as_deref(), Some("Resposta 100"));
    });
}

#[test]
fn a_document_is_received_once() {
    on_each_engine(|world| {
        let draft = Draft::new(1, vec![DraftLine::of("A", "5", "3.50")]);
        world.take_in(&draft).unwrap();
        let again = refusal(world.take_in(&draft));
        assert_eq!(again, Refusal::invalid(Field::AccessKey, Problem::Taken));
        let mut spelled = world.receipt_of(&draft);
        spelled.invoice.access_key = format!("NFe{}", draft.key().formatted().to_lowercase());
        assert_eq!(refusal(world.run(spelled)), again);
        assert_eq!(world.stock(world.rio, world.skus[0]), (5, 0, 5));
    });
}

#[test]
fn an_unknown_line_holds_the_receipt_until_somebody_says_what_it_is() {
    on_each_engine(|world| {
        let known = DraftLine::of("A", "5", "3.50");
        let unknown = DraftLine::of("X-9", "7", "1.00").lot("L1", "7.000", "2026-01-01", "2027-01-31");
        let id = world.take_in(&Draft::new(1, vec![known, unknown.clone()])).unwrap();
        let open = world.receipt(id);
        assert_eq!(open.state, ReceiptState::Open);
        assert_eq!(
            open.unmatched()
                .map(|item| item.supplier_code.as_deref())
                .collect::<Vec<_>>(),
            [Some("X-9")]
        );
        assert_eq!(world.stock(world.rio, world.skus[0]), (0, 0, 0));
        assert_eq!(
            world
                .read(|reader| reader.open_receipts(PageRequest::new(1, 10, 10)))
                .len(),
            1
        );

        let choose = |line, sku: &str| MatchReceipt {
            receipt: id,
            choices: vec![LineChoice {
                line,
                sku: SkuReference::Code(sku.to_owned()),
            }],
        };
        let wrong = |field, problem| Refusal::Invalid(vec![InvalidField::at(field, 0, problem)]);
        assert_eq!(
            refusal(world.run(choose(3, "B"))),
            wrong(Field::Items, Problem::Unknown)
        );
        assert_eq!(
            refusal(world.run(choose(2, "none"))),
            wrong(Field::Sku, Problem::Unknown)
        );
        world.run(choose(2, "B")).unwrap();

        assert_eq!(world.receipt(id).state, ReceiptState::Concluded);
        assert_eq!(world.stock(world.rio, world.skus[0]), (5, 0, 5));
        assert_eq!(world.stock(world.rio, world.skus[1]), (7, 0, 7));
        assert_eq!(world.shelves(world.skus[1])[0].lot_code.as_deref(), Some("L1"));
        assert!(matches!(
            refusal(world.run(choose(2, "C"))),
            Refusal::StateForbids {
                entity: Entity::Receipt,
                ..
            }
        ));
        // What was chosen is known the next time.
        let next = world.take_in(&Draft::new(2, vec![unknown])).unwrap();
        assert_eq!(world.receipt(next).state, ReceiptState::Concluded);
        assert_eq!(world.stock(world.rio, world.skus[1]), (14, 0, 14));
    });
}

#[test]
fn a_receipt_looks_again_when_the_product_exists() {
    on_each_engine(|world| {
        let id = world
            .take_in(&Draft::new(
                1,
                vec![DraftLine::of("Z", "2", "5").barcode("7891000315507")],
            ))
            .unwrap();
        let look = || {
            world.run(MatchReceipt {
                receipt: id,
                choices: Vec::new(),
            })
        };
        look().unwrap();
        assert_eq!(world.receipt(id).state, ReceiptState::Open);
        let product = CreateProduct {
            code: Some("D".to_owned()),
            skus: vec![NewSku {
                ean: Some("07891000315507".to_owned()),
                ..NewSku::default()
            }],
            ..CreateProduct::named("D")
        };
        world.run(product).unwrap();
        look().unwrap();
        assert_eq!(world.receipt(id).state, ReceiptState::Concluded);
        let sku = world.read(|reader| reader.sku_by_code("D")).sku.id;
        assert_eq!(world.stock(world.rio, sku), (2, 0, 2));
    });
}

#[test]
fn boxes_are_counted_as_pieces() {
    on_each_engine(|world| {
        world
            .run(CreatePackaging {
                sku: world.skus[0],
                unit: "CX".to_owned(),
                factor: units(12),
                barcode: Some("17891000315504".to_owned()),
                usage: PackagingUsage::Purchase,
            })
            .unwrap();
        let by_code = DraftLine::of("A", "2.5", "30").unit("CX");
        let by_barcode = DraftLine::of("Z", "1", "60").unit("UN").barcode("17891000315504");
        let id = world
            .take_in(&Draft::new(
                1,
                vec![by_code, by_barcode, DraftLine::of("B", "1", "1").unit("CX")],
            ))
            .unwrap();
        assert_eq!(world.stock(world.rio, world.skus[0]), (42, 0, 42));
        assert_eq!(world.stock(world.rio, world.skus[1]), (1, 0, 1));
        let shelf = world.shelves(world.skus[0]).remove(0);
        assert_eq!(shelf.replacement_cost, price("5"));
        assert_eq!(world.receipt(id).items[0].quantity, Quantity::parse("2.5").unwrap());
    });
}

#[test]
fn lots_of_a_document_are_sold_first_expiring_first() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        let late = DraftLine::of("A", "5", "2").lot("LATE", "5.000", "2026-01-01", "2026-12-31");
        let mixed = DraftLine::of("A", "6", "2")
            .lot("SOON", "3.000", "2026-01-01", "2026-06-30")
            .lot("LATE", "2.000", "2026-01-01", "2026-12-31");
        world.take_in(&Draft::new(1, vec![late, mixed])).unwrap();
        world.place(world.order("1", Some(world.rio), &[(sku, 4)]));
        let mut shelves: Vec<_> = world
            .shelves(sku)
            .into_iter()
            .map(|shelf| {
                (
                    shelf.lot_code,
                    shelf.expires_on.map(|day| day.to_string()),
                    shelf.on_hand,
                    shelf.reserved,
                )
            })
            .collect();
        shelves.sort();
        let day = |text: &str| Some(text.to_owned());
        assert_eq!(
            shelves,
            [
                (None, None, units(1), units(0)),
                (Some("LATE".to_owned()), day("2026-12-31"), units(7), units(1)),
                (Some("SOON".to_owned()), day("2026-06-30"), units(3), units(3)),
            ]
        );
    });
}

#[test]
fn goods_go_to_the_organizations_own_place_or_nowhere() {
    on_each_engine(|world| {
        let draft = Draft::new(1, vec![DraftLine::of("A", "1", "1")]);
        let foreign = ReceiveGoods {
            location: Some(world.campinas.location),
            ..world.receipt_of(&draft)
        };
        assert_eq!(
            refusal(world.run(foreign)),
            Refusal::invalid(Field::Location, Problem::Unknown)
        );
        let transfer = app::workflow::transfer_stock::CreateTransfer {
            organization: world.rio.organization,
            from: world.rio.location,
            to: world.campinas.location,
            order: None,
            note: None,
            items: vec![(SkuReference::Id(world.skus[1]), units(1))],
        };
        world.receive(world.rio, world.skus[1], 1, "1");
        let transfer = world.run(transfer).unwrap();
        world
            .run(app::workflow::transfer_stock::AdvanceTransfer {
                organization: world.rio.organization,
                transfer,
                step: domain::transfers::TransferStep::Ship,
            })
            .unwrap();
        let rio = world.rio.organization;
        let places = world.read(move |reader| reader.locations_of(rio, PageRequest::new(1, 10, 10)));
        let transit = places
            .iter()
            .find(|place| !domain::receipts::may_receive(place))
            .unwrap()
            .id;
        let on_the_way = ReceiveGoods {
            location: Some(transit),
            ..world.receipt_of(&draft)
        };
        assert_eq!(
            refusal(world.run(on_the_way)),
            Refusal::invalid(Field::Location, Problem::Unknown)
        );
        let unnamed = ReceiveGoods {
            location: None,
            ..world.receipt_of(&draft)
        };
        world.run(unnamed).unwrap();
        assert_eq!(world.stock(world.rio, world.skus[0]), (1, 0, 1));
    });
}

#[test]
fn a_refused_document_leaves_nothing_behind() {
    on_each_engine(|world| {
        let mut receipt = world.receipt_of(&Draft::new(1, vec![DraftLine::of("A", "1", "1")]));
        receipt.invoice.supplier.name = String::new();
        receipt.invoice.supplier.address.postal_code = Some("1".to_owned());
        let Refusal::Invalid(fields) = refusal(world.run(receipt)) else {
            panic!("invalid fields")
        };
        let fields: Vec<_> = fields.iter().map(|wrong| (wrong.field, wrong.index)).collect();
        assert_eq!(fields, [(Field::Name, None), (Field::PostalCode, None)]);
        let missing = world
            .app
            .read_blocking(&world.call, |reader| reader.receipt(ReceiptId::from_raw(1)));
        assert_eq!(refusal(missing), Refusal::not_found(Entity::Receipt, 1));
        assert_eq!(world.stock(world.rio, world.skus[0]), (0, 0, 0));
    });
}

#[test]
fn a_wide_document_is_read_back_in_two_statements() {
    on_each_engine(|world| {
        let lines = (0..300)
            .map(|number| DraftLine::of(["A", "B", "C"][number % 3], "1", "2"))
            .collect();
        let id = world.take_in(&Draft::new(1, lines)).unwrap();
        assert_eq!(world.receipt(id).items.len(), 300);
        assert_eq!(world.stock(world.rio, world.skus[2]), (100, 0, 100));
        let statements = world.read(move |reader| {
            reader.receipt(id)?;
            Ok(reader.statements())
        });
        assert_eq!(statements, 2);
    });
}

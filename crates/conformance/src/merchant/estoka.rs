//! The account of Estoka's exchanges, made so that the numbers in the vendor's examples mean something: its stock 6 is the
//! distribution centre of organization 1, its sku 1 has the code `CAI74`, its carrier 2 is the post.
//!
//! Not goods: every stock is empty until an exchange enters some.
//!
//! The one rule to know: everything is made by the application's commands, in the order of the numbers it must get.

use app::catalog::{CreateAttribute, CreateBrand, CreateCategory, CreatePriceTable, CreateProduct, NewPrice, NewSku};
use app::channels::CreateChannel;
use app::locations::CreateLocation;
use app::organizations::CreateOrganization;
use app::parties::CreateParty;
use domain::address::Address;
use domain::amount::{Quantity, Rate, UnitPrice};
use domain::catalog::{AppliesTo, SkuOption, SupplierCode};
use domain::channels::ChannelDetails;
use domain::geography::Coordinates;
use domain::ids::{AttributeId, AttributeOptionId, BrandId, CategoryId, OrganizationId, PartyId, PriceTableId};
use domain::locations::{LocationDetails, LocationUsage, Modality};
use domain::organizations::OrganizationDetails;
use domain::parties::{PartyDetails, PartyKind, Role, Roles, StateRegistrationKind, SupplierKind};
use store::Store;

use super::Merchant;

impl Merchant {
    /// The account of Estoka's examples, as the only one of a fresh store.
    ///
    /// # Panics
    /// When the account cannot be made, which is a defect of its own.
    #[must_use]
    pub fn open(store: &Store) -> Self {
        let merchant = Self::empty(store);
        merchant.organizations();
        merchant.locations();
        merchant.parties();
        merchant.catalogue();
        merchant.channels();
        merchant.promotions();
        merchant
    }

    /// Organizations 1 to 3, which bring the stocks 1 to 3.
    fn organizations(&self) {
        let loja = OrganizationDetails {
            withdrawal_hours: Some(3),
            address: Address {
                street: text("Rua Manoel Fiel Filho"),
                number: text("1"),
                neighborhood: text("Bosque dos Eucaliptos"),
                ..city("São José dos Campos", "3549904", "SP", "12233690")
            },
            coordinates: Coordinates::parse("-23.229000", "-45.889000"),
            ..OrganizationDetails::new("Loja 1", "New Organization S/A", "55492986000156")
        };
        let second = OrganizationDetails {
            address: city("Vitória", "3205309", "ES", "29060300"),
            coordinates: Coordinates::parse("-20.290000", "-40.290000"),
            ..OrganizationDetails::new("Loja 2", "Loja 2 Ltda", "69979284000106")
        };
        let third = OrganizationDetails {
            address: city("São Paulo", "3550308", "SP", "05348030"),
            coordinates: Coordinates::parse("-23.548000", "-46.748000"),
            ..OrganizationDetails::new("R2C", "R2C Ltda", "87189496000252")
        };
        for details in [loja, second, third] {
            self.make(CreateOrganization {
                details,
                extras_estoka: Some(r#"{"emites_id":67}"#.to_owned()),
            });
        }
    }

    /// Stocks 4 to 9; 6, 7 and 9 are those of the examples.
    fn locations(&self) {
        let warehouse = |organization: i64, code: &str, name: &str| {
            LocationDetails::warehouse(OrganizationId::from_raw(organization), code, name)
        };
        let centre = LocationDetails {
            description: text("Depósito normal"),
            address: Address {
                street: text("Rua do Carmo"),
                number: text("19999"),
                complement: text("Conjunto 22"),
                neighborhood: text("Centro"),
                ..city("Rio de Janeiro", "3304557", "RJ", "20011020")
            },
            coordinates: Coordinates::parse("-22.903855", "-43.175869"),
            ..warehouse(1, "CD1", "Centro de distribuição 1")
        };
        let matriz = LocationDetails {
            description: text("Depósito Matriz"),
            modality: Modality::PickupOnStore,
            default_safety_margin: units(1),
            address: Address {
                street: text("Avenida Onófrio Milano"),
                number: text("1207"),
                neighborhood: text("Jaguaré"),
                ..city("São Paulo", "3550308", "SP", "05348030")
            },
            ..warehouse(3, "R2C", "R2C Matriz")
        };
        let reverse = LocationDetails {
            description: text("Depósito reversa"),
            modality: Modality::PickupOnStore,
            usage: LocationUsage::Reverse,
            default_safety_margin: units(1),
            address: Address {
                street: text("Rua Camassari"),
                number: text("56"),
                neighborhood: text("Jardim das Oliveiras"),
                ..city("Embu-Guaçu", "3515103", "SP", "06900000")
            },
            ..warehouse(1, "DEP2", "Depósito dois")
        };
        let others = [
            warehouse(2, "D4", "Depósito quatro"),
            warehouse(2, "D5", "Depósito cinco"),
        ];
        let eighth = warehouse(2, "D8", "Depósito oito");
        for details in others.into_iter().chain([centre, matriz, eighth, reverse]) {
            self.make(CreateLocation { details });
        }
    }

    /// Manufacturer 1, carriers 2 and 3, seller 4, suppliers 5 and 6.
    fn parties(&self) {
        let company = |name: &str, roles: &[Role]| PartyDetails::new(PartyKind::Company, name, Roles::of(roles));
        let manufacturer = PartyDetails {
            organization: Some(OrganizationId::from_raw(3)),
            ..company("Comercio de Componentes Eletrônicos", &[Role::Manufacturer])
        };
        let post = PartyDetails {
            trading_name: text("Correios"),
            tax_document: text("52723924000110"),
            state_registration_kind: Some(StateRegistrationKind::Taxpayer),
            supplier_kind: Some(SupplierKind::Carrier),
            external_id: text("1"),
            ..company("Correios LTDA.", &[Role::Supplier, Role::Carrier])
        };
        let other = PartyDetails {
            supplier_kind: Some(SupplierKind::Carrier),
            external_id: text("code1"),
            ..company("Transportes Modelo", &[Role::Supplier, Role::Carrier])
        };
        let seller = PartyDetails {
            organization: Some(OrganizationId::from_raw(1)),
            tax_document: text("12345678909"),
            email: text("joao.silva@example.com"),
            phone: text("11999999123"),
            seller_registration: text("ABC123"),
            external_id: text("464844e4-b13a-4efe-a20d-665df840be1e"),
            ..PartyDetails::new(PartyKind::Person, "João da Silva", Roles::of(&[Role::Seller]))
        };
        let supplier = |name: &str| PartyDetails {
            supplier_kind: Some(SupplierKind::Distributor),
            ..company(name, &[Role::Supplier])
        };
        let suppliers = [supplier("Dell Distribuidora"), supplier("Atacado Modelo")];
        for details in [manufacturer, post, other, seller].into_iter().chain(suppliers) {
            self.make(CreateParty::new(details));
        }
    }

    /// Attributes, categories, brand 1, price table 1 and the skus of the examples.
    fn catalogue(&self) {
        let attribute = |name: &str, applies_to, options: &[&str]| CreateAttribute {
            name: name.to_owned(),
            applies_to,
            options: options.iter().map(ToString::to_string).collect(),
        };
        self.make(attribute(
            "Tamanho",
            AppliesTo::Sku,
            &["PP", "P", "M", "G", "GG", "GGG"],
        ));
        self.make(attribute(
            "Cor",
            AppliesTo::Both,
            &["Preto", "Branco", "Prata", "Verde", "Vermelho"],
        ));
        self.make(attribute("Peso", AppliesTo::Product, &["1kg", "2kg"]));
        for (parent, name, external) in [
            (None, "Informática", None),
            (None, "Vestuário", None),
            (Some(1), "Alimentos", Some("ali1")),
            (Some(3), "Arroz", Some("arr1")),
            (Some(3), "Feijão", None),
            (None, "Higiene", None),
        ] {
            self.make(CreateCategory {
                parent: parent.map(CategoryId::from_raw),
                name: name.to_owned(),
                external_id: external.and_then(text),
                ..CreateCategory::default()
            });
        }
        self.make(CreateBrand {
            manufacturer: Some(PartyId::from_raw(1)),
            name: "CG RC".to_owned(),
            ..CreateBrand::default()
        });
        self.make(CreatePriceTable {
            organization: Some(OrganizationId::from_raw(1)),
            ..CreatePriceTable::named("Table 1")
        });
        self.notebooks();
        for (name, codes) in [
            ("Produto de entrada", &["code_A", "code_B"][..]),
            ("Produto consolidado", &["sku123"]),
            ("Notebook Dell Inspiron 17", &["CAI76"]),
            ("Produto alfanumérico", &["UKLO-9874NB"]),
            ("Produto de ajuste", &["CAI7556"]),
            ("Produto de pré-pedido", &["CODE123"]),
        ] {
            let skus = codes.iter().zip(1..).map(|(code, option)| NewSku {
                code: text(code),
                options: vec![size(option)],
                ..NewSku::default()
            });
            self.make(CreateProduct {
                skus: skus.collect(),
                ..CreateProduct::named(name)
            });
        }
    }

    /// Product 1 with the skus 1 (`CAI74`) and 2 (`CAI75`), all of whose fields are filled in.
    fn notebooks(&self) {
        let price = NewPrice {
            table: PriceTableId::from_raw(1),
            price: UnitPrice::parse("100").expect("a price"),
            discount: Rate::parse("0").expect("a rate"),
        };
        let first = NewSku {
            code: text("CAI74"),
            fiscal_code: text("DELL6792"),
            ean: text("7891000315507"),
            additional_eans: vec!["7891000100103".to_owned()],
            name: text("Notebook Dell Inspiron de 15 polegadas"),
            description: text("Tela de 15 polegadas, preto"),
            width: Quantity::parse("0.2").ok(),
            height: Quantity::parse("0.3").ok(),
            length: Quantity::parse("0.2").ok(),
            weight: Quantity::parse("1.2").ok(),
            options: vec![
                size(1),
                SkuOption {
                    is_additional: true,
                    ..colour(7)
                },
            ],
            supplier_codes: vec![supplier_code(5, "dell-7628-5"), supplier_code(6, "dell-7628-6")],
            prices: vec![price],
            ..NewSku::default()
        };
        let second = NewSku {
            code: text("CAI75"),
            options: vec![size(2)],
            ..NewSku::default()
        };
        self.make(CreateProduct {
            code: text("CAI"),
            category: Some(CategoryId::from_raw(1)),
            brand: Some(BrandId::from_raw(1)),
            skus: vec![first, second],
            ..CreateProduct::named("Notebook Dell Inspiron")
        });
    }

    /// Channels 1 to 7; 1 and 7 are those of the examples.
    fn channels(&self) {
        let third = Some(OrganizationId::from_raw(3));
        for (name, organization) in [
            ("Zeenow Commerce", None),
            ("Canal Ecommerce", None),
            ("Canal três", third),
            ("Canal quatro", third),
            ("Marketplace", None),
            ("Loja física", Some(OrganizationId::from_raw(1))),
            ("Zeenow", None),
        ] {
            let price_tables = if name == "Zeenow Commerce" {
                vec![PriceTableId::from_raw(1)]
            } else {
                Vec::new()
            };
            let details = ChannelDetails::new(name, organization);
            self.make(CreateChannel {
                price_tables,
                ..CreateChannel::new(details)
            });
        }
    }
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn units(units: i64) -> Quantity {
    Quantity::from_units(units).expect("a small quantity")
}

fn city(name: &str, code: &str, state: &str, postal_code: &str) -> Address {
    Address {
        city: text(name),
        city_code: text(code),
        state: text(state),
        postal_code: text(postal_code),
        ..Address::default()
    }
}

fn size(option: i64) -> SkuOption {
    sku_option(1, option)
}

fn colour(option: i64) -> SkuOption {
    sku_option(2, option)
}

fn sku_option(attribute: i64, option: i64) -> SkuOption {
    SkuOption {
        attribute: AttributeId::from_raw(attribute),
        option: AttributeOptionId::from_raw(option),
        is_additional: false,
    }
}

fn supplier_code(supplier: i64, code: &str) -> SupplierCode {
    SupplierCode {
        supplier: PartyId::from_raw(supplier),
        code: code.to_owned(),
    }
}

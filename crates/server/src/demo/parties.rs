//! Makes the people and companies around the shop: customers, suppliers, makers, carriers, sellers, and addresses.
//!
//! Not the company itself: that is `shops`.
//!
//! The one rule to know: nobody here is real. Names are drawn word by word, documents are drawn and made to check,
//! and every e-mail ends in a domain that is reserved for examples.

use domain::text::fold;
use jiff::civil::Date;

use super::dice::Dice;
use super::places::{PLACES, Place};
use super::shops::SHOPS;
use super::words::{
    CARRIERS, COMPANY_NAMES, COMPLEMENTS, FIRST_NAMES_F, FIRST_NAMES_M, MAKERS, NEIGHBORHOODS, STREET_KINDS,
    STREET_NAMES, SUPPLIERS, SURNAMES,
};
use super::world::{AddressPlan, CompanyPlan, CustomerPlan, Nature, SellerPlan};

/// How many people and companies buy.
const PEOPLE: usize = 380;
const COMPANIES: usize = 60;
/// The company with letters in its CNPJ, among the companies.
const LETTERED: usize = 0;
const SELLERS_PER_SHOP: usize = 3;

pub(super) fn manufacturers(dice: &mut Dice) -> Vec<CompanyPlan> {
    let names: Vec<&str> = MAKERS.iter().map(|(name, _)| *name).collect();
    companies(dice, &names)
}

pub(super) fn suppliers(dice: &mut Dice) -> Vec<CompanyPlan> {
    companies(dice, SUPPLIERS)
}

pub(super) fn carriers(dice: &mut Dice) -> Vec<CompanyPlan> {
    companies(dice, CARRIERS)
}

pub(super) fn sellers(dice: &mut Dice) -> Vec<SellerPlan> {
    let mut sellers = Vec::new();
    for organization in SHOPS {
        for _ in 0..SELLERS_PER_SHOP {
            let is_female = dice.percent(50);
            let name = person_name(dice, is_female);
            let registration = format!("V{:03}", sellers.len() + 1);
            sellers.push(SellerPlan {
                name,
                cpf: dice.cpf(),
                registration,
                organization,
            });
        }
    }
    sellers
}

/// People, then companies.
pub(super) fn customers(dice: &mut Dice) -> Vec<CustomerPlan> {
    let mut customers: Vec<CustomerPlan> = (0..PEOPLE).map(|number| person(dice, number)).collect();
    customers.extend((0..COMPANIES).map(|number| company(dice, number)));
    customers
}

/// An address of invented street in this municipality.
pub(super) fn address_in(dice: &mut Dice, place: &'static Place) -> AddressPlan {
    let (from, to) = place.postal_prefixes;
    let prefix = dice.between(i64::from(from), i64::from(to));
    AddressPlan {
        street: format!("{} {}", dice.pick(STREET_KINDS), dice.pick(STREET_NAMES)),
        number: dice.between(1, 1_999).to_string(),
        complement: dice.percent(30).then(|| *dice.pick(COMPLEMENTS)),
        neighborhood: NEIGHBORHOODS[dice.index(NEIGHBORHOODS.len())],
        postal_code: format!("{prefix:05}{:03}", dice.between(0, 899)),
        place,
    }
}

fn somewhere(dice: &mut Dice) -> AddressPlan {
    let weights: Vec<u32> = PLACES.iter().map(|place| place.weight).collect();
    let place = &PLACES[dice.weighted(&weights)];
    address_in(dice, place)
}

fn companies(dice: &mut Dice, names: &[&str]) -> Vec<CompanyPlan> {
    let make = |name: &&str| {
        let address = somewhere(dice);
        CompanyPlan {
            name: format!("{name} Ltda."),
            cnpj: dice.company_cnpj(),
            email: format!("contato@{}.example", slug(name)),
            phone: dice.phone(address.place.area),
            address,
        }
    };
    names.iter().map(make).collect()
}

fn person_name(dice: &mut Dice, is_female: bool) -> String {
    let first = dice.pick(if is_female { FIRST_NAMES_F } else { FIRST_NAMES_M });
    let surnames = dice.some_of(2, SURNAMES.len());
    format!("{first} {} {}", SURNAMES[surnames[0]], SURNAMES[surnames[1]])
}

fn person(dice: &mut Dice, number: usize) -> CustomerPlan {
    let is_female = dice.percent(52);
    let name = person_name(dice, is_female);
    let address = somewhere(dice);
    let birth_date = Date::new(
        i16::try_from(dice.between(1_950, 2_004)).expect("a year of four digits"),
        i8::try_from(dice.between(1, 12)).expect("a month"),
        i8::try_from(dice.between(1, 28)).expect("a day"),
    );
    CustomerPlan {
        email: format!("{}.{}@correio.example", slug(&name), number + 1),
        phone: dice.phone(address.place.area),
        nature: Nature::Person {
            cpf: dice.cpf(),
            birth_date: birth_date.expect("every month has 28 days"),
            is_female,
        },
        name,
        address,
    }
}

fn company(dice: &mut Dice, number: usize) -> CustomerPlan {
    let kind = COMPANY_NAMES[number % COMPANY_NAMES.len()];
    let surname = *dice.pick(SURNAMES);
    let address = somewhere(dice);
    let cnpj = if number == LETTERED {
        dice.cnpj_with_letters()
    } else {
        dice.company_cnpj()
    };
    // The registration of an exempt company is absent, not invented.
    let state_registration = dice.percent(60).then(|| dice.digits(9));
    CustomerPlan {
        name: format!("{kind} {surname} Ltda."),
        email: format!("compras.{}@{}.example", number + 1, slug(kind)),
        phone: dice.phone(address.place.area),
        nature: Nature::Company {
            cnpj,
            state_registration,
            trading_name: kind.to_owned(),
        },
        address,
    }
}

/// The name in the letters of an e-mail address.
fn slug(name: &str) -> String {
    let plain: String = fold(name)
        .chars()
        .map(|mark| if mark.is_ascii_alphanumeric() { mark } else { '.' })
        .collect();
    let words: Vec<&str> = plain.split('.').filter(|word| !word.is_empty()).collect();
    words.join(".")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use domain::documents::{Cnpj, Cpf, PostalCode};

    use super::*;

    #[test]
    fn every_customer_has_a_document_of_its_own_that_checks() {
        let customers = customers(&mut Dice::new(1));
        let mut seen = HashSet::new();
        for customer in &customers {
            let (document, valid) = match &customer.nature {
                Nature::Person { cpf, .. } => (cpf, Cpf::parse(cpf).is_ok()),
                Nature::Company { cnpj, .. } => (cnpj, Cnpj::parse(cnpj).is_ok()),
            };
            assert!(valid && seen.insert(document.clone()), "{document}");
        }
        assert_eq!(seen.len(), PEOPLE + COMPANIES);
    }

    #[test]
    fn one_customer_has_letters_in_its_cnpj() {
        let lettered = customers(&mut Dice::new(1))
            .into_iter()
            .filter(|customer| match &customer.nature {
                Nature::Person { .. } => false,
                Nature::Company { cnpj, .. } => cnpj.bytes().any(|byte| byte.is_ascii_alphabetic()),
            });
        assert_eq!(lettered.count(), 1);
    }

    #[test]
    fn the_companies_around_have_cnpjs_that_check() {
        let mut dice = Dice::new(1);
        let all = [manufacturers(&mut dice), suppliers(&mut dice), carriers(&mut dice)];
        for company in all.into_iter().flatten() {
            assert!(Cnpj::parse(&company.cnpj).is_ok(), "{}", company.name);
        }
        for seller in sellers(&mut dice) {
            assert!(Cpf::parse(&seller.cpf).is_ok(), "{}", seller.registration);
        }
    }

    #[test]
    fn every_address_has_a_postal_code_of_its_place_and_every_mail_goes_nowhere() {
        for customer in customers(&mut Dice::new(1)) {
            let code = &customer.address.postal_code;
            assert!(PostalCode::parse(code).is_ok(), "{code}");
            let prefix: u32 = code[..5].parse().expect("digits");
            let (from, to) = customer.address.place.postal_prefixes;
            assert!(
                (from..=to).contains(&prefix),
                "{code} is not in {}",
                customer.address.place.city
            );
            assert!(
                customer.email.is_ascii() && customer.email.ends_with(".example"),
                "{}",
                customer.email
            );
        }
    }
}

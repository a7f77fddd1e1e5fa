//! Seeded chance for the demo's generator: picks, ranges and valid document numbers.
//!
//! Not for credentials: everything drawn here can be drawn again by anybody who knows the seed.
//!
//! The one rule to know: the order of draws is the data. A draw added in the middle changes all that follows.

use std::collections::HashSet;

use domain::documents::{Cnpj, Cpf, Gtin};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// Letters a CNPJ may hold since July 2026, without those that are read as digits.
const CNPJ_LETTERS: &[u8] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

/// The one source of chance of a generated world.
pub(super) struct Dice {
    rng: StdRng,
    issued: HashSet<String>,
}

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            rng: StdRng::seed_from_u64(seed),
            issued: HashSet::new(),
        }
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        self.rng.random_range(low..=high)
    }

    /// An index below `length`, which is not zero.
    pub(super) fn index(&mut self, length: usize) -> usize {
        self.rng.random_range(0..length)
    }

    /// True `percent` times in a hundred.
    pub(super) fn percent(&mut self, percent: u32) -> bool {
        self.rng.random_range(0..100) < percent
    }

    /// One of the choices, of which there is at least one.
    pub(super) fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.index(choices.len())]
    }

    /// An index drawn in proportion to the weights, of which at least one is not zero.
    pub(super) fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut left = self.rng.random_range(0..weights.iter().sum::<u32>());
        for (index, weight) in weights.iter().enumerate() {
            if left < *weight {
                return index;
            }
            left -= weight;
        }
        weights.len() - 1
    }

    /// This many different indices below `length`, in no order; all of them when there are fewer.
    pub(super) fn some_of(&mut self, count: usize, length: usize) -> Vec<usize> {
        let mut indices: Vec<usize> = (0..length).collect();
        let count = count.min(length);
        for place in 0..count {
            let other = self.rng.random_range(place..length);
            indices.swap(place, other);
        }
        indices.truncate(count);
        indices
    }

    /// A text of this many random digits.
    pub(super) fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(b'0' + self.rng.random_range(0..10u8)))
            .collect()
    }

    /// A CPF that checks and was not drawn before, 11 digits.
    pub(super) fn cpf(&mut self) -> String {
        loop {
            let base = self.digits(9);
            // A base of nine equal digits has no CPF: draw again.
            if let Ok(cpf) = Cpf::from_base(&base)
                && self.issued.insert(cpf.as_str().to_owned())
            {
                return cpf.as_str().to_owned();
            }
        }
    }

    /// The root of a company's CNPJ: what its head office and branches share, 8 digits.
    pub(super) fn cnpj_root(&mut self) -> String {
        // Roots are issued in rising order; those above 90 million are not issued yet, so no real company is meant.
        format!("9{}", self.digits(7))
    }

    /// The CNPJ of a company's branch, 14 characters; 1 is the head office.
    pub(super) fn cnpj(&mut self, root: &str, branch: u32) -> String {
        let base = format!("{root}{branch:04}");
        let cnpj = Cnpj::from_base(&base).expect("eight and four digits make a base");
        self.issued.insert(cnpj.as_str().to_owned());
        cnpj.as_str().to_owned()
    }

    /// A CNPJ that checks and was not drawn before.
    pub(super) fn company_cnpj(&mut self) -> String {
        loop {
            let root = self.cnpj_root();
            if !self.issued.contains(&root) {
                self.issued.insert(root.clone());
                return self.cnpj(&root, 1);
            }
        }
    }

    /// A CNPJ with letters, as issued since July 2026.
    pub(super) fn cnpj_with_letters(&mut self) -> String {
        let root: String = (0..8)
            .map(|place| {
                if place % 3 == 1 {
                    self.digits(1)
                } else {
                    char::from(*self.pick(CNPJ_LETTERS)).to_string()
                }
            })
            .collect();
        self.cnpj(&root, 1)
    }

    /// A mobile number of this area code, digits only. No number that begins 9 0 is assigned to anybody.
    pub(super) fn phone(&mut self, area: u32) -> String {
        format!("{area}90{}", self.digits(7))
    }
}

/// The EAN-13 of a brand's item: GS1 Brasil's prefix and company number (7 digits), the item's number, a check digit.
pub(super) fn ean(company: u32, item: u32) -> String {
    let base = format!("{company:07}{item:05}");
    Gtin::from_base(&base)
        .expect("seven and five digits make a base")
        .as_str()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same_and_another_seed_does_not() {
        let draw = |seed| {
            let mut dice = Dice::new(seed);
            (
                dice.cpf(),
                dice.company_cnpj(),
                dice.some_of(5, 100),
                dice.weighted(&[1, 2, 3]),
            )
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn drawn_documents_check() {
        let mut dice = Dice::new(1);
        for _ in 0..1_000 {
            assert!(Cpf::parse(&dice.cpf()).is_ok());
            assert!(Cnpj::parse(&dice.company_cnpj()).is_ok());
        }
        let lettered = dice.cnpj_with_letters();
        assert!(
            lettered.chars().take(8).any(|mark| mark.is_ascii_uppercase()),
            "{lettered}"
        );
        assert!(Cnpj::parse(&lettered).is_ok(), "{lettered}");
        assert!(Gtin::parse(&ean(7_891_234, 17)).is_ok());
    }

    #[test]
    fn weights_of_zero_are_never_drawn() {
        let mut dice = Dice::new(3);
        assert!((0..1_000).all(|_| dice.weighted(&[0, 5, 0, 1]) % 2 == 1));
    }

    #[test]
    fn some_of_draws_different_indices_and_no_more_than_there_are() {
        let mut drawn = Dice::new(4).some_of(50, 10);
        drawn.sort_unstable();
        assert_eq!(drawn, (0..10).collect::<Vec<_>>());
    }
}

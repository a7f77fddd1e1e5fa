//! The 26 states and the Federal District, with their abbreviation (UF), IBGE code and name.
//!
//! Not other countries: the abbreviation `EX` of fiscal documents is no state.
//!
//! The one rule to know: the IBGE code begins every municipality code and every access key of the state.

use super::{DocumentError, DocumentKind, DocumentProblem};

/// Declares the states from one table, so that a state cannot lack a code or a name.
macro_rules! states {
    ($($name:ident $abbreviation:literal $ibge_code:literal $title:literal),+ $(,)?) => {
        /// A state of Brazil, or the Federal District.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum State {
            $(#[doc = $title] $name,)+
        }

        impl State {
            /// All 27, by IBGE code.
            pub const ALL: [Self; 27] = [$(Self::$name),+];

            /// The two letters (UF): as stored.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $abbreviation),+ }
            }

            /// The IBGE code, 11 to 53.
            #[must_use]
            pub const fn ibge_code(self) -> u32 {
                match self { $(Self::$name => $ibge_code),+ }
            }

            /// The name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $title),+ }
            }
        }
    };
}

states! {
    Ro "RO" 11 "Rondônia",
    Ac "AC" 12 "Acre",
    Am "AM" 13 "Amazonas",
    Rr "RR" 14 "Roraima",
    Pa "PA" 15 "Pará",
    Ap "AP" 16 "Amapá",
    To "TO" 17 "Tocantins",
    Ma "MA" 21 "Maranhão",
    Pi "PI" 22 "Piauí",
    Ce "CE" 23 "Ceará",
    Rn "RN" 24 "Rio Grande do Norte",
    Pb "PB" 25 "Paraíba",
    Pe "PE" 26 "Pernambuco",
    Al "AL" 27 "Alagoas",
    Se "SE" 28 "Sergipe",
    Ba "BA" 29 "Bahia",
    Mg "MG" 31 "Minas Gerais",
    Es "ES" 32 "Espírito Santo",
    Rj "RJ" 33 "Rio de Janeiro",
    Sp "SP" 35 "São Paulo",
    Pr "PR" 41 "Paraná",
    Sc "SC" 42 "Santa Catarina",
    Rs "RS" 43 "Rio Grande do Sul",
    Ms "MS" 50 "Mato Grosso do Sul",
    Mt "MT" 51 "Mato Grosso",
    Go "GO" 52 "Goiás",
    Df "DF" 53 "Distrito Federal",
}

impl State {
    /// Reads the two letters, in either case, blanks around them allowed.
    ///
    /// # Errors
    /// [`DocumentError`] when it is not two letters or no state.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        let text = text.trim();
        let problem = if text.chars().count() == 2 {
            DocumentProblem::Unknown
        } else {
            DocumentProblem::Length { expected: "2" }
        };
        Self::ALL
            .into_iter()
            .find(|state| state.as_str().eq_ignore_ascii_case(text))
            .ok_or(DocumentError {
                kind: DocumentKind::State,
                problem,
            })
    }

    /// The state of this IBGE code.
    #[must_use]
    pub fn from_ibge_code(ibge_code: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.ibge_code() == ibge_code)
    }
}

/// The two letters.
impl std::fmt::Display for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

//! The municipalities where the demo's people and companies live: a table of public facts.
//!
//! Not a gazetteer: sixty places of 5,570, with the range of CEPs that lies in each and its coordinates.
//!
//! The one rule to know: the first five rows are the company's own addresses, in the order of its organizations.

/// A municipality.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) city: &'static str,
    pub(super) state: &'static str,
    /// IBGE code, seven digits.
    pub(super) city_code: &'static str,
    /// The first five digits of its CEPs, from and to.
    pub(super) postal_prefixes: (u32, u32),
    pub(super) latitude_microdegrees: i64,
    pub(super) longitude_microdegrees: i64,
    /// Telephone area.
    pub(super) area: u32,
    /// How often a customer lives there.
    pub(super) weight: u32,
}

const fn place(
    names: (&'static str, &'static str, &'static str),
    postal_prefixes: (u32, u32),
    at_microdegrees: (i64, i64),
    area: u32,
    weight: u32,
) -> Place {
    Place {
        city: names.0,
        state: names.1,
        city_code: names.2,
        postal_prefixes,
        latitude_microdegrees: at_microdegrees.0,
        longitude_microdegrees: at_microdegrees.1,
        area,
        weight,
    }
}

// One row a line.
#[rustfmt::skip]
pub(super) const PLACES: &[Place] = &[
    place(("São Paulo", "SP", "3550308"), (1_001, 5_899), (-23_550_520, -46_633_308), 11, 60),
    place(("Rio de Janeiro", "RJ", "3304557"), (20_010, 23_799), (-22_906_847, -43_172_897), 21, 40),
    place(("Belo Horizonte", "MG", "3106200"), (30_110, 31_999), (-19_916_681, -43_934_493), 31, 30),
    place(("Recife", "PE", "2611606"), (50_010, 52_999), (-8_047_562, -34_876_964), 81, 30),
    place(("Cajamar", "SP", "3509205"), (7_750, 7_799), (-23_356_110, -46_876_940), 11, 1),
    place(("Salvador", "BA", "2927408"), (40_010, 42_499), (-12_971_400, -38_501_400), 71, 14),
    place(("Fortaleza", "CE", "2304400"), (60_010, 61_599), (-3_717_220, -38_543_060), 85, 14),
    place(("Brasília", "DF", "5300108"), (70_040, 72_799), (-15_793_890, -47_882_780), 61, 14),
    place(("Curitiba", "PR", "4106902"), (80_010, 82_999), (-25_428_360, -49_273_250), 41, 12),
    place(("Porto Alegre", "RS", "4314902"), (90_010, 91_999), (-30_034_650, -51_217_660), 51, 12),
    place(("Manaus", "AM", "1302603"), (69_005, 69_099), (-3_119_030, -60_021_730), 92, 7),
    place(("Belém", "PA", "1501402"), (66_010, 66_999), (-1_455_830, -48_490_240), 91, 7),
    place(("Goiânia", "GO", "5208707"), (74_003, 74_899), (-16_686_890, -49_264_790), 62, 8),
    place(("Campinas", "SP", "3509502"), (13_010, 13_139), (-22_905_560, -47_060_830), 19, 12),
    place(("São Luís", "MA", "2111300"), (65_010, 65_099), (-2_530_730, -44_306_820), 98, 5),
    place(("Maceió", "AL", "2704302"), (57_010, 57_099), (-9_665_830, -35_735_280), 82, 5),
    place(("Natal", "RN", "2408102"), (59_010, 59_139), (-5_794_480, -35_211_000), 84, 6),
    place(("Teresina", "PI", "2211001"), (64_000, 64_099), (-5_089_210, -42_801_630), 86, 4),
    place(("João Pessoa", "PB", "2507507"), (58_010, 58_099), (-7_119_500, -34_845_010), 83, 6),
    place(("Aracaju", "SE", "2800308"), (49_010, 49_098), (-10_947_250, -37_073_080), 79, 4),
    place(("Cuiabá", "MT", "5103403"), (78_005, 78_099), (-15_601_410, -56_097_890), 65, 4),
    place(("Campo Grande", "MS", "5002704"), (79_002, 79_124), (-20_469_710, -54_620_120), 67, 4),
    place(("Florianópolis", "SC", "4205407"), (88_010, 88_099), (-27_595_380, -48_548_050), 48, 6),
    place(("Vitória", "ES", "3205309"), (29_010, 29_099), (-20_315_500, -40_312_800), 27, 5),
    place(("Porto Velho", "RO", "1100205"), (76_801, 76_834), (-8_761_160, -63_900_430), 69, 2),
    place(("Macapá", "AP", "1600303"), (68_900, 68_914), (34_930, -51_069_400), 96, 2),
    place(("Boa Vista", "RR", "1400100"), (69_301, 69_339), (2_823_500, -60_675_800), 95, 2),
    place(("Rio Branco", "AC", "1200401"), (69_900, 69_923), (-9_975_380, -67_824_900), 68, 2),
    place(("Palmas", "TO", "1721000"), (77_001, 77_249), (-10_183_990, -48_333_660), 63, 2),
    place(("Guarulhos", "SP", "3518800"), (7_010, 7_399), (-23_453_800, -46_533_300), 11, 10),
    place(("Santos", "SP", "3548500"), (11_010, 11_099), (-23_960_800, -46_333_600), 13, 6),
    place(("Ribeirão Preto", "SP", "3543402"), (14_010, 14_109), (-21_177_500, -47_810_300), 16, 7),
    place(("Sorocaba", "SP", "3552205"), (18_010, 18_109), (-23_501_500, -47_452_600), 15, 6),
    place(("São José dos Campos", "SP", "3549904"), (12_210, 12_249), (-23_189_600, -45_884_100), 12, 6),
    place(("Santo André", "SP", "3547809"), (9_010, 9_299), (-23_663_900, -46_538_300), 11, 6),
    place(("Osasco", "SP", "3534401"), (6_010, 6_299), (-23_532_900, -46_791_600), 11, 6),
    place(("Jundiaí", "SP", "3525904"), (13_201, 13_219), (-23_185_700, -46_897_800), 11, 5),
    place(("Niterói", "RJ", "3303302"), (24_020, 24_399), (-22_883_200, -43_103_400), 21, 7),
    place(("Duque de Caxias", "RJ", "3301702"), (25_010, 25_499), (-22_785_800, -43_311_700), 21, 5),
    place(("Petrópolis", "RJ", "3303906"), (25_600, 25_779), (-22_505_000, -43_178_600), 24, 3),
    place(("Uberlândia", "MG", "3170206"), (38_400, 38_415), (-18_918_600, -48_277_200), 34, 6),
    place(("Juiz de Fora", "MG", "3136702"), (36_010, 36_099), (-21_764_200, -43_350_300), 32, 5),
    place(("Contagem", "MG", "3118601"), (32_010, 32_399), (-19_932_100, -44_053_900), 31, 6),
    place(("Londrina", "PR", "4113700"), (86_010, 86_099), (-23_304_500, -51_169_600), 43, 4),
    place(("Maringá", "PR", "4115200"), (87_005, 87_099), (-23_420_500, -51_933_300), 44, 4),
    place(("Joinville", "SC", "4209102"), (89_201, 89_239), (-26_304_500, -48_848_700), 47, 4),
    place(("Blumenau", "SC", "4202404"), (89_010, 89_099), (-26_919_400, -49_066_100), 47, 4),
    place(("Caxias do Sul", "RS", "4305108"), (95_010, 95_124), (-29_167_800, -51_179_400), 54, 4),
    place(("Pelotas", "RS", "4314407"), (96_010, 96_099), (-31_765_400, -52_337_600), 53, 3),
    place(("Feira de Santana", "BA", "2910800"), (44_001, 44_149), (-12_266_400, -38_966_300), 75, 4),
    place(("Campina Grande", "PB", "2504009"), (58_400, 58_449), (-7_229_100, -35_880_800), 83, 4),
    place(("Jaboatão dos Guararapes", "PE", "2607901"), (54_080, 54_589), (-8_112_800, -35_014_700), 81, 8),
    place(("Olinda", "PE", "2609600"), (53_010, 53_439), (-8_008_900, -34_855_300), 81, 6),
    place(("Caruaru", "PE", "2604106"), (55_002, 55_099), (-8_276_000, -35_981_900), 81, 4),
    place(("Petrolina", "PE", "2611101"), (56_302, 56_354), (-9_389_100, -40_503_000), 87, 3),
    place(("Anápolis", "GO", "5201108"), (75_001, 75_149), (-16_326_700, -48_952_800), 62, 3),
    place(("Vila Velha", "ES", "3205200"), (29_100, 29_129), (-20_329_700, -40_292_500), 27, 4),
    place(("Ananindeua", "PA", "1500800"), (67_010, 67_199), (-1_365_600, -48_372_200), 91, 3),
    place(("Imperatriz", "MA", "2105302"), (65_900, 65_919), (-5_518_470, -47_477_700), 99, 2),
    place(("Mossoró", "RN", "2408003"), (59_600, 59_649), (-5_187_500, -37_344_100), 84, 2),
];

#[cfg(test)]
mod tests {
    use domain::documents::Municipality;

    use super::*;

    #[test]
    fn every_city_code_checks_and_lies_in_its_state() {
        for place in PLACES {
            let code = Municipality::parse(place.city_code);
            let state = code.ok().and_then(|code| code.state()).map(|state| state.as_str());
            assert_eq!(state, Some(place.state), "{}", place.city);
        }
    }

    #[test]
    fn every_place_lies_in_brazil_and_has_postal_codes_of_its_own() {
        for place in PLACES {
            assert!(
                (-33_752_000..=5_272_000).contains(&place.latitude_microdegrees),
                "{}",
                place.city
            );
            assert!(
                (-73_991_000..=-34_792_000).contains(&place.longitude_microdegrees),
                "{}",
                place.city
            );
            let (from, to) = place.postal_prefixes;
            assert!(from <= to && to <= 99_999, "{}", place.city);
            let shared = PLACES
                .iter()
                .filter(|other| other.postal_prefixes.0 <= to && from <= other.postal_prefixes.1);
            assert_eq!(shared.count(), 1, "{}", place.city);
        }
    }
}

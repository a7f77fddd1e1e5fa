//! By what the skus of a product differ: colours, sizes, voltages, volumes.
//!
//! Not the products: a kind of product names one of these grids.
//!
//! The one rule to know: attributes and options are numbered in the order of these tables.

/// An attribute with its options.
pub(super) struct Attribute {
    pub(super) name: &'static str,
    pub(super) options: &'static [&'static str],
}

pub(super) const COLOUR: usize = 0;
const SIZE: usize = 1;
const FOOTWEAR: usize = 2;
const TROUSERS: usize = 3;
const VOLTAGE: usize = 4;
const VOLUME: usize = 5;
const FRAGRANCE: usize = 6;
const WEIGHT: usize = 7;
const BED: usize = 8;
const WATTS: usize = 9;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute {
        name: "Cor",
        options: &[
            "Preto", "Branco", "Azul", "Vermelho", "Verde", "Cinza", "Rosa", "Amarelo", "Bege", "Marrom",
        ],
    },
    Attribute {
        name: "Tamanho",
        options: &["PP", "P", "M", "G", "GG", "XGG"],
    },
    Attribute {
        name: "Numeração",
        options: &["34", "35", "36", "37", "38", "39", "40", "41", "42", "43", "44"],
    },
    Attribute {
        name: "Manequim",
        options: &["36", "38", "40", "42", "44", "46", "48"],
    },
    Attribute {
        name: "Voltagem",
        options: &["127 V", "220 V"],
    },
    Attribute {
        name: "Volume",
        options: &["50 ml", "100 ml", "200 ml", "300 ml", "500 ml", "1 l"],
    },
    Attribute {
        name: "Fragrância",
        options: &["Lavanda", "Capim-limão", "Maracujá", "Cupuaçu", "Neutra"],
    },
    Attribute {
        name: "Peso",
        options: &["250 g", "500 g", "1 kg", "3 kg", "10 kg"],
    },
    Attribute {
        name: "Cama",
        options: &["Solteiro", "Casal", "Queen", "King"],
    },
    Attribute {
        name: "Potência",
        options: &["7 W", "9 W", "12 W", "15 W"],
    },
];

/// How many skus a product has, and what tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grid {
    /// One sku.
    Single,
    /// Some colours.
    Colours,
    /// Some colours by four sizes.
    Clothing,
    /// Two colours by six numbers.
    Footwear,
    /// One colour by five sizes of trousers.
    Trousers,
    /// Both voltages.
    Voltage,
    /// Two volumes.
    Volume,
    /// Three fragrances.
    Fragrance,
    /// Two weights.
    Weight,
    /// The widths of a bed, in two colours.
    Bed,
    /// Three powers of a lamp.
    Watts,
}

/// An attribute of a grid: which, how many options a product takes of it, and whether the options lie side by side.
pub(super) struct Axis {
    pub(super) attribute: usize,
    pub(super) count: usize,
    /// Sizes run on without gaps; colours may be any.
    pub(super) consecutive: bool,
}

const fn any(attribute: usize, count: usize) -> Axis {
    Axis {
        attribute,
        count,
        consecutive: false,
    }
}

const fn run(attribute: usize, count: usize) -> Axis {
    Axis {
        attribute,
        count,
        consecutive: true,
    }
}

impl Grid {
    pub(super) const fn axes(self) -> &'static [Axis] {
        match self {
            Self::Single => &[],
            Self::Colours => &const { [any(COLOUR, 3)] },
            Self::Clothing => &const { [any(COLOUR, 2), run(SIZE, 4)] },
            Self::Footwear => &const { [any(COLOUR, 2), run(FOOTWEAR, 6)] },
            Self::Trousers => &const { [any(COLOUR, 1), run(TROUSERS, 5)] },
            Self::Voltage => &const { [run(VOLTAGE, 2)] },
            Self::Volume => &const { [run(VOLUME, 2)] },
            Self::Fragrance => &const { [any(FRAGRANCE, 3)] },
            Self::Weight => &const { [run(WEIGHT, 2)] },
            Self::Bed => &const { [any(COLOUR, 2), run(BED, 3)] },
            Self::Watts => &const { [run(WATTS, 3)] },
        }
    }
}

//! The kinds of goods the demo's shops sell: one table, with the tariff code (NCM) under which each kind is taxed.
//!
//! Not the products: `catalogue` makes several models of each kind, of different brands.
//!
//! The one rule to know: `maker` is a row of `words::MAKERS`; a kind is only made by its maker.

use super::grids::Grid;

/// A shelf of the shop: a root category and one below it.
pub(super) struct Shelf {
    pub(super) root: &'static str,
    pub(super) name: &'static str,
    pub(super) maker: usize,
    pub(super) kinds: &'static [Kind],
}

/// A kind of goods.
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) ncm: &'static str,
    pub(super) unit: &'static str,
    pub(super) grid: Grid,
    /// Shelf prices in whole reais, from and to.
    pub(super) price: (i64, i64),
    pub(super) weight_g: i64,
    /// Width, height and length of the packed good.
    pub(super) size_cm: (i64, i64, i64),
}

const fn kind(
    name: &'static str,
    ncm: &'static str,
    grid: Grid,
    price: (i64, i64),
    weight_g: i64,
    size_cm: (i64, i64, i64),
) -> Kind {
    Kind {
        name,
        ncm,
        unit: "UN",
        grid,
        price,
        weight_g,
        size_cm,
    }
}

const fn in_unit(unit: &'static str, kind: Kind) -> Kind {
    Kind { unit, ..kind }
}

// One kind a line.
#[rustfmt::skip]
pub(super) const SHELVES: &[Shelf] = &[
    Shelf {
        root: "Moda",
        name: "Camisas e camisetas",
        maker: 0,
        kinds: &[
            kind("Camiseta básica", "61091000", Grid::Clothing, (29, 79), 180, (25, 3, 30)),
            kind("Camisa polo", "61051000", Grid::Clothing, (59, 149), 240, (25, 4, 30)),
            kind("Camisa social", "62052000", Grid::Clothing, (89, 199), 260, (26, 4, 34)),
        ],
    },
    Shelf {
        root: "Moda",
        name: "Calças e bermudas",
        maker: 0,
        kinds: &[
            kind("Calça jeans masculina", "62034200", Grid::Trousers, (99, 229), 620, (30, 5, 35)),
            kind("Calça jeans feminina", "62046200", Grid::Trousers, (99, 229), 560, (30, 5, 35)),
            kind("Bermuda de sarja", "62034200", Grid::Trousers, (69, 139), 380, (28, 4, 30)),
        ],
    },
    Shelf {
        root: "Moda",
        name: "Vestidos e agasalhos",
        maker: 1,
        kinds: &[
            kind("Vestido midi", "62044300", Grid::Clothing, (119, 289), 320, (28, 4, 34)),
            kind("Moletom com capuz", "61102000", Grid::Clothing, (109, 219), 650, (32, 8, 36)),
        ],
    },
    Shelf {
        root: "Moda",
        name: "Meias e roupa íntima",
        maker: 1,
        kinds: &[
            in_unit("KT", kind("Kit de meias", "61159500", Grid::Colours, (24, 49), 120, (12, 4, 20))),
            kind("Cueca boxer", "61071100", Grid::Clothing, (19, 45), 70, (12, 3, 16)),
        ],
    },
    Shelf {
        root: "Moda",
        name: "Calçados",
        maker: 2,
        kinds: &[
            in_unit("PR", kind("Tênis de corrida", "64041100", Grid::Footwear, (179, 549), 780, (20, 12, 33))),
            in_unit("PR", kind("Chinelo", "64022000", Grid::Footwear, (24, 59), 320, (14, 9, 28))),
            in_unit("PR", kind("Sapato social", "64039990", Grid::Footwear, (159, 399), 950, (20, 12, 32))),
        ],
    },
    Shelf {
        root: "Moda",
        name: "Bolsas e acessórios",
        maker: 3,
        kinds: &[
            kind("Mochila", "42029200", Grid::Colours, (99, 289), 700, (32, 15, 46)),
            kind("Bolsa tiracolo", "42022210", Grid::Colours, (89, 239), 450, (26, 9, 22)),
            kind("Cinto de couro", "42033000", Grid::Colours, (49, 129), 200, (12, 5, 12)),
            kind("Óculos de sol", "90041000", Grid::Colours, (79, 259), 90, (17, 7, 7)),
            kind("Relógio de pulso", "91021110", Grid::Colours, (129, 459), 150, (9, 8, 9)),
        ],
    },
    Shelf {
        root: "Casa",
        name: "Cama e banho",
        maker: 4,
        kinds: &[
            kind("Toalha de banho", "63026000", Grid::Colours, (34, 89), 450, (30, 8, 35)),
            in_unit("JG", kind("Jogo de lençol", "63022100", Grid::Bed, (99, 299), 1_400, (30, 12, 38))),
            kind("Edredom", "94044000", Grid::Bed, (149, 399), 2_300, (45, 25, 50)),
            kind("Travesseiro", "94049000", Grid::Single, (39, 119), 700, (48, 14, 68)),
        ],
    },
    Shelf {
        root: "Casa",
        name: "Cozinha",
        maker: 5,
        kinds: &[
            kind("Caçarola antiaderente", "76151000", Grid::Colours, (89, 229), 1_600, (32, 18, 32)),
            kind("Frigideira de inox", "73239300", Grid::Single, (99, 259), 1_200, (30, 9, 48)),
            in_unit("JG", kind("Faqueiro", "82152000", Grid::Single, (119, 349), 1_900, (25, 6, 38))),
            kind("Faca do chef", "82119210", Grid::Single, (49, 159), 250, (9, 3, 38)),
            in_unit("JG", kind("Jogo de copos", "70133700", Grid::Single, (39, 99), 1_800, (30, 14, 22))),
            kind("Xícara de porcelana", "69111090", Grid::Colours, (24, 59), 380, (14, 10, 14)),
            kind("Garrafa térmica", "96170010", Grid::Colours, (59, 169), 600, (12, 31, 12)),
        ],
    },
    Shelf {
        root: "Casa",
        name: "Organização",
        maker: 6,
        kinds: &[
            kind("Pote hermético", "39241000", Grid::Colours, (14, 39), 220, (14, 9, 20)),
            kind("Caixa organizadora", "39249000", Grid::Colours, (29, 89), 900, (30, 22, 42)),
        ],
    },
    Shelf {
        root: "Eletro",
        name: "Eletroportáteis",
        maker: 7,
        kinds: &[
            kind("Liquidificador", "85094010", Grid::Voltage, (119, 329), 2_600, (24, 40, 22)),
            kind("Batedeira", "85094020", Grid::Voltage, (149, 499), 3_100, (24, 34, 38)),
            kind("Ferro de passar", "85164000", Grid::Voltage, (89, 239), 1_200, (14, 16, 31)),
            kind("Cafeteira elétrica", "85167100", Grid::Voltage, (119, 399), 2_200, (24, 33, 22)),
            kind("Torradeira", "85167200", Grid::Voltage, (99, 229), 1_500, (19, 20, 30)),
            kind("Fritadeira elétrica", "85167990", Grid::Voltage, (249, 649), 4_800, (33, 36, 34)),
            kind("Ventilador de mesa", "84145110", Grid::Voltage, (119, 259), 2_900, (42, 48, 24)),
            kind("Secador de cabelo", "85163100", Grid::Voltage, (79, 289), 750, (10, 25, 23)),
            kind("Aspirador de pó", "85081100", Grid::Voltage, (199, 549), 4_200, (28, 30, 44)),
            kind("Lâmpada LED", "85395200", Grid::Watts, (9, 29), 60, (7, 12, 7)),
        ],
    },
    Shelf {
        root: "Eletro",
        name: "Áudio e informática",
        maker: 8,
        kinds: &[
            kind("Fone de ouvido sem fio", "85183000", Grid::Colours, (99, 449), 180, (10, 5, 12)),
            kind("Caixa de som portátil", "85182100", Grid::Colours, (129, 599), 650, (10, 10, 22)),
            kind("Cabo USB-C", "85444200", Grid::Colours, (19, 59), 50, (9, 3, 15)),
            kind("Carregador de tomada", "85044010", Grid::Single, (49, 149), 120, (7, 6, 10)),
            kind("Mouse sem fio", "84716053", Grid::Colours, (49, 229), 130, (10, 5, 14)),
            kind("Teclado", "84716052", Grid::Single, (79, 399), 700, (16, 4, 46)),
        ],
    },
    Shelf {
        root: "Esporte e lazer",
        name: "Esportes",
        maker: 9,
        kinds: &[
            kind("Bola de futebol", "95066200", Grid::Colours, (59, 199), 430, (22, 22, 22)),
            in_unit("PR", kind("Par de halteres", "95069100", Grid::Single, (59, 249), 4_100, (18, 14, 20))),
            kind("Raquete de tênis", "95065100", Grid::Single, (149, 599), 320, (28, 4, 70)),
            kind("Bicicleta aro 29", "87120010", Grid::Colours, (1_199, 2_499), 15_500, (22, 78, 138)),
            kind("Capacete de ciclismo", "65061000", Grid::Colours, (99, 299), 340, (22, 18, 29)),
        ],
    },
    Shelf {
        root: "Esporte e lazer",
        name: "Brinquedos e jogos",
        maker: 10,
        kinds: &[
            kind("Boneca de pano", "95030022", Grid::Single, (49, 149), 300, (18, 10, 38)),
            kind("Blocos de montar", "95030060", Grid::Single, (59, 259), 800, (28, 8, 36)),
            kind("Quebra-cabeça", "95030070", Grid::Single, (39, 119), 600, (24, 6, 34)),
            kind("Bicho de pelúcia", "95030031", Grid::Colours, (49, 139), 260, (22, 18, 30)),
            kind("Jogo de tabuleiro", "95049090", Grid::Single, (69, 249), 950, (27, 6, 38)),
        ],
    },
    Shelf {
        root: "Beleza",
        name: "Cabelos e banho",
        maker: 11,
        kinds: &[
            kind("Xampu", "33051000", Grid::Volume, (19, 49), 350, (7, 20, 5)),
            kind("Condicionador", "33059000", Grid::Volume, (19, 49), 350, (7, 20, 5)),
            kind("Sabonete em barra", "34011190", Grid::Fragrance, (5, 15), 95, (6, 4, 9)),
        ],
    },
    Shelf {
        root: "Beleza",
        name: "Pele e perfumaria",
        maker: 11,
        kinds: &[
            kind("Hidratante corporal", "33049910", Grid::Fragrance, (29, 79), 420, (8, 19, 5)),
            kind("Protetor solar", "33049990", Grid::Volume, (39, 89), 220, (6, 17, 4)),
            kind("Perfume", "33030010", Grid::Volume, (119, 329), 380, (8, 14, 6)),
            kind("Batom", "33041000", Grid::Colours, (19, 59), 25, (3, 9, 3)),
            kind("Esmalte", "33043000", Grid::Colours, (7, 15), 40, (3, 8, 3)),
        ],
    },
    Shelf {
        root: "Papelaria",
        name: "Escritório e escola",
        maker: 12,
        kinds: &[
            kind("Caderno universitário", "48202000", Grid::Colours, (17, 45), 520, (21, 2, 28)),
            in_unit("CX", kind("Canetas esferográficas", "96081000", Grid::Colours, (19, 49), 300, (9, 4, 16))),
            in_unit("CX", kind("Lápis de cor", "96091000", Grid::Single, (19, 69), 180, (20, 2, 22))),
        ],
    },
    Shelf {
        root: "Pet",
        name: "Cães e gatos",
        maker: 13,
        kinds: &[
            in_unit("PCT", kind("Ração para cães", "23091000", Grid::Weight, (24, 79), 1_100, (20, 8, 32))),
            kind("Coleira", "42010090", Grid::Colours, (19, 69), 90, (12, 4, 18)),
        ],
    },
    Shelf {
        root: "Mercearia",
        name: "Despensa",
        maker: 14,
        kinds: &[
            in_unit("PCT", kind("Café torrado e moído", "09012100", Grid::Weight, (18, 45), 520, (9, 16, 7))),
            in_unit("PCT", kind("Biscoito amanteigado", "19053100", Grid::Single, (7, 19), 220, (8, 6, 22))),
            kind("Chocolate em tablete", "18063210", Grid::Single, (9, 29), 110, (8, 2, 17)),
            kind("Azeite extravirgem", "15092000", Grid::Single, (39, 99), 860, (7, 28, 7)),
            kind("Mel silvestre", "04090000", Grid::Weight, (24, 59), 620, (8, 13, 8)),
        ],
    },
];

//! The middle of each region of Brazilian postal codes (CEP), by the first three digits.
//!
//! Not an address register: a region is a city or several, and its middle is taken from its largest one. Written down
//! from general knowledge of how the Correios divide the country (first digit: region, second: sub-region, third:
//! sector); no file of theirs was used, so a border may be off by a sector.
//!
//! The one rule to know: it says which region is nearer, not how far a house is; coordinates, where given, win.

use super::Coordinates;

/// First and last three digits, latitude and longitude of the middle in thousandths of a degree.
const REGIONS: [(u16, u16, i64, i64); 320] = [
    (10, 59, -23550, -46633),   // São Paulo
    (60, 62, -23532, -46792),   // Osasco
    (63, 66, -23511, -46876),   // Barueri
    (67, 68, -23604, -46919),   // Cotia
    (69, 69, -23832, -46813),   // Embu-Guaçu
    (70, 73, -23454, -46533),   // Guarulhos
    (74, 76, -23396, -46322),   // Arujá
    (77, 79, -23281, -46745),   // Franco da Rocha
    (80, 84, -23542, -46471),   // São Paulo, zona leste
    (85, 86, -23486, -46348),   // Itaquaquecetuba e Suzano
    (87, 89, -23523, -46188),   // Mogi das Cruzes
    (90, 92, -23664, -46538),   // Santo André
    (93, 94, -23668, -46461),   // Mauá
    (95, 95, -23623, -46555),   // São Caetano do Sul
    (96, 98, -23694, -46565),   // São Bernardo do Campo
    (99, 99, -23686, -46623),   // Diadema
    (110, 111, -23961, -46334), // Santos
    (112, 113, -23963, -46392), // São Vicente
    (114, 114, -23993, -46256), // Guarujá
    (115, 115, -23895, -46425), // Cubatão
    (116, 116, -23802, -45405), // São Sebastião
    (117, 117, -24006, -46403), // Praia Grande e Itanhaém
    (118, 119, -24488, -47844), // Registro
    (120, 121, -23026, -45556), // Taubaté
    (122, 122, -23224, -45900), // São José dos Campos
    (123, 123, -23305, -45966), // Jacareí
    (124, 124, -22924, -45462), // Pindamonhangaba
    (125, 125, -22808, -45192), // Guaratinguetá
    (126, 126, -22731, -45119), // Lorena
    (127, 128, -22577, -44962), // Cruzeiro
    (129, 129, -22952, -46542), // Bragança Paulista
    (130, 131, -22906, -47061), // Campinas
    (132, 132, -23186, -46884), // Jundiaí
    (133, 133, -23265, -47299), // Itu
    (134, 134, -22725, -47649), // Piracicaba
    (135, 135, -22018, -47891), // São Carlos
    (136, 136, -21967, -46796), // Pirassununga e São João da Boa Vista
    (137, 137, -21592, -46889), // São José do Rio Pardo
    (138, 138, -22432, -46957), // Mogi Guaçu
    (139, 139, -22631, -46789), // Amparo
    (140, 141, -21178, -47810), // Ribeirão Preto
    (142, 143, -21137, -47990), // Sertãozinho
    (144, 145, -20539, -47401), // Franca
    (146, 146, -20720, -47885), // São Joaquim da Barra
    (147, 147, -20949, -48479), // Bebedouro
    (148, 149, -21794, -48176), // Araraquara
    (150, 151, -20812, -49376), // São José do Rio Preto
    (152, 153, -21137, -48973), // Catanduva
    (154, 154, -20737, -48912), // Olímpia
    (155, 155, -20423, -49973), // Votuporanga
    (156, 156, -20284, -50247), // Fernandópolis
    (157, 157, -20269, -50546), // Jales
    (158, 159, -21137, -48973), // Catanduva
    (160, 161, -21209, -50433), // Araçatuba
    (162, 162, -21289, -50340), // Birigui
    (163, 163, -21415, -50076), // Penápolis
    (164, 164, -21678, -49757), // Lins
    (165, 169, -20896, -51373), // Andradina
    (170, 171, -22315, -49061), // Bauru
    (172, 173, -22296, -48558), // Jaú
    (174, 174, -21794, -49290), // Novo Horizonte
    (175, 175, -22214, -49946), // Marília
    (176, 176, -21935, -50514), // Tupã
    (177, 179, -21685, -51073), // Dracena
    (180, 181, -23502, -47458), // Sorocaba
    (182, 182, -23592, -48053), // Itapetininga
    (183, 183, -24316, -48846), // Capão Bonito
    (184, 184, -23982, -48876), // Itapeva
    (185, 185, -23355, -47857), // Tatuí
    (186, 187, -22886, -48445), // Botucatu
    (188, 189, -22979, -49871), // Ourinhos
    (190, 199, -22126, -51389), // Presidente Prudente
    (200, 209, -22907, -43173), // Rio de Janeiro, centro
    (210, 214, -22873, -43339), // Rio de Janeiro, zona norte
    (215, 219, -22810, -43330), // Rio de Janeiro, Ilha e Pavuna
    (220, 227, -22975, -43220), // Rio de Janeiro, zona sul e Barra
    (228, 229, -22980, -43420), // Rio de Janeiro, Barra e Recreio
    (230, 238, -22903, -43560), // Rio de Janeiro, zona oeste
    (239, 239, -23007, -44318), // Angra dos Reis
    (240, 243, -22883, -43104), // Niterói
    (244, 247, -22827, -43054), // São Gonçalo
    (248, 248, -22744, -42860), // Itaboraí
    (249, 249, -22919, -42819), // Maricá
    (250, 254, -22786, -43312), // Duque de Caxias
    (255, 255, -22802, -43371), // São João de Meriti
    (256, 257, -22505, -43179), // Petrópolis
    (258, 258, -22117, -43209), // Três Rios
    (259, 259, -22412, -42966), // Teresópolis e Magé
    (260, 262, -22759, -43451), // Nova Iguaçu
    (263, 263, -22716, -43555), // Queimados
    (264, 269, -22764, -43399), // Belford Roxo
    (270, 271, -22484, -43656), // Barra do Piraí e Vassouras
    (272, 272, -22523, -44104), // Volta Redonda
    (273, 274, -22544, -44171), // Barra Mansa
    (275, 275, -22469, -44447), // Resende
    (276, 279, -22245, -43704), // Valença
    (280, 281, -21754, -41324), // Campos dos Goytacazes
    (282, 284, -21205, -41888), // Itaperuna
    (285, 286, -22282, -42531), // Nova Friburgo
    (287, 288, -22747, -42483), // Rio Bonito e Silva Jardim
    (289, 289, -22879, -42019), // Cabo Frio e Macaé
    (290, 290, -20315, -40312), // Vitória
    (291, 291, -20330, -40292), // Vila Velha e Cariacica
    (292, 292, -20197, -40217), // Serra e Guarapari
    (293, 293, -20849, -41113), // Cachoeiro de Itapemirim
    (294, 295, -20197, -40217), // Serra e Guarapari
    (296, 297, -19539, -40631), // Colatina
    (298, 298, -18716, -39859), // São Mateus
    (299, 299, -19391, -40072), // Linhares
    (300, 319, -19917, -43935), // Belo Horizonte
    (320, 324, -19932, -44054), // Contagem
    (325, 329, -19968, -44198), // Betim
    (330, 332, -19771, -43851), // Santa Luzia
    (333, 339, -19763, -44085), // Ribeirão das Neves
    (340, 349, -19986, -43847), // Nova Lima
    (350, 350, -18851, -41950), // Governador Valadares
    (351, 351, -19468, -42537), // Ipatinga
    (352, 353, -19790, -42139), // Caratinga
    (354, 354, -20386, -43504), // Ouro Preto
    (355, 355, -20139, -44884), // Divinópolis
    (356, 356, -20139, -44884), // Bom Despacho
    (357, 357, -19466, -44247), // Sete Lagoas
    (358, 358, -18756, -44431), // Curvelo
    (359, 359, -19629, -43228), // Itabira e João Monlevade
    (360, 361, -21764, -43350), // Juiz de Fora
    (362, 362, -21226, -43774), // Barbacena
    (363, 363, -21136, -44262), // São João del-Rei
    (364, 364, -20660, -43786), // Conselheiro Lafaiete
    (365, 365, -21121, -42943), // Ubá e Viçosa
    (366, 366, -20754, -42882), // Viçosa
    (367, 368, -21130, -42366), // Muriaé e Leopoldina
    (369, 369, -20258, -42034), // Manhuaçu
    (370, 371, -21551, -45430), // Varginha
    (372, 372, -21245, -45000), // Lavras
    (373, 374, -21693, -45254), // Três Corações
    (375, 375, -22426, -45453), // Itajubá e Pouso Alegre
    (376, 376, -22230, -45936), // Pouso Alegre
    (377, 377, -21788, -46561), // Poços de Caldas
    (378, 378, -21296, -46701), // Guaxupé
    (379, 379, -20719, -46610), // Passos
    (380, 382, -19748, -47932), // Uberaba e Araxá
    (383, 383, -18972, -49465), // Ituiutaba
    (384, 384, -18919, -48277), // Uberlândia
    (385, 385, -18944, -46993), // Patrocínio
    (386, 386, -17222, -46875), // Paracatu
    (387, 389, -18579, -46518), // Patos de Minas
    (390, 391, -18246, -43600), // Diamantina
    (392, 393, -17345, -44945), // Pirapora
    (394, 394, -16735, -43862), // Montes Claros
    (395, 396, -15802, -43309), // Janaúba
    (397, 398, -17858, -41505), // Teófilo Otoni
    (399, 399, -16184, -40692), // Almenara e Pedra Azul
    (400, 419, -12971, -38501), // Salvador
    (420, 427, -12894, -38327), // Lauro de Freitas
    (428, 429, -12698, -38324), // Camaçari
    (430, 439, -12785, -38402), // Simões Filho e Candeias
    (440, 441, -12267, -38967), // Feira de Santana
    (442, 443, -12402, -38757), // Santo Amaro
    (444, 445, -12969, -39261), // Santo Antônio de Jesus
    (446, 449, -11181, -40511), // Jacobina e Senhor do Bonfim
    (450, 451, -14866, -40839), // Vitória da Conquista
    (452, 454, -13858, -40084), // Jequié
    (455, 456, -14786, -39280), // Itabuna e Ilhéus
    (457, 457, -15250, -40248), // Itapetinga
    (458, 459, -16450, -39065), // Porto Seguro e Teixeira de Freitas
    (460, 469, -14223, -42781), // Guanambi
    (470, 476, -13255, -43418), // Bom Jesus da Lapa
    (477, 479, -12153, -44990), // Barreiras
    (480, 482, -12136, -38419), // Alagoinhas
    (483, 484, -11660, -39007), // Serrinha
    (485, 486, -9406, -38215),  // Paulo Afonso
    (487, 487, -11660, -39007), // Serrinha
    (488, 489, -9416, -40503),  // Juazeiro
    (490, 491, -10909, -37075), // Aracaju
    (492, 499, -10685, -37425), // Itabaiana
    (500, 529, -8048, -34877),  // Recife
    (530, 536, -8009, -34855),  // Olinda e Paulista
    (537, 539, -7834, -34906),  // Igarassu
    (540, 545, -8113, -35015),  // Jaboatão dos Guararapes
    (546, 549, -8118, -35291),  // Vitória de Santo Antão
    (550, 551, -8284, -35976),  // Caruaru
    (552, 554, -8890, -36493),  // Garanhuns
    (555, 559, -8284, -35976),  // Caruaru
    (560, 562, -8283, -38030),  // Arcoverde e Serra Talhada
    (563, 564, -9389, -40503),  // Petrolina
    (565, 569, -7992, -38299),  // Serra Talhada
    (570, 571, -9665, -35735),  // Maceió
    (572, 573, -9752, -36661),  // Arapiraca
    (574, 579, -9665, -36100),  // Alagoas, interior
    (580, 581, -7115, -34863),  // João Pessoa
    (582, 583, -7050, -35300),  // Guarabira e Santa Rita
    (584, 586, -7230, -35881),  // Campina Grande
    (587, 587, -7024, -37280),  // Patos
    (588, 589, -6759, -38228),  // Sousa e Cajazeiras
    (590, 591, -5794, -35211),  // Natal
    (592, 593, -6458, -37098),  // Currais Novos e Caicó
    (594, 595, -5635, -35425),  // Ceará-Mirim e Assu
    (596, 599, -5188, -37344),  // Mossoró
    (600, 609, -3732, -38527),  // Fortaleza
    (610, 619, -3876, -38626),  // Maracanaú e Caucaia
    (620, 629, -3686, -40350),  // Sobral
    (630, 631, -7213, -39315),  // Juazeiro do Norte
    (632, 635, -6359, -39299),  // Iguatu
    (636, 639, -4971, -39015),  // Quixadá e Crateús
    (640, 641, -5089, -42802),  // Teresina
    (642, 643, -2905, -41777),  // Parnaíba
    (644, 645, -5089, -42802),  // Teresina, entorno
    (646, 649, -7078, -41467),  // Picos e Floriano
    (650, 651, -2530, -44303),  // São Luís
    (652, 653, -3455, -44784),  // Santa Inês e Bacabal
    (654, 656, -4866, -43357),  // Codó e Caxias
    (657, 658, -7532, -46036),  // Balsas
    (659, 659, -5526, -47478),  // Imperatriz
    (660, 669, -1456, -48490),  // Belém
    (670, 676, -1366, -48372),  // Ananindeua
    (677, 679, -1297, -47926),  // Castanhal
    (680, 682, -2443, -54708),  // Santarém
    (683, 684, -3203, -52206),  // Altamira
    (685, 685, -5369, -49118),  // Marabá
    (686, 688, -1050, -46765),  // Bragança e Breves
    (689, 689, 35, -51066),     // Macapá
    (690, 692, -3119, -60022),  // Manaus
    (693, 693, 2824, -60675),   // Boa Vista
    (694, 698, -3354, -64711),  // Amazonas, interior
    (699, 699, -9975, -67810),  // Rio Branco
    (700, 709, -15794, -47883), // Brasília, Plano Piloto
    (710, 719, -15830, -47980), // Guará e Núcleo Bandeirante
    (720, 727, -15836, -48055), // Taguatinga
    (728, 729, -16253, -47950), // Luziânia
    (730, 736, -15650, -47790), // Sobradinho e Planaltina
    (737, 739, -15537, -47337), // Formosa
    (740, 748, -16687, -49265), // Goiânia
    (749, 749, -16823, -49247), // Aparecida de Goiânia
    (750, 753, -16327, -48953), // Anápolis
    (754, 757, -17744, -48625), // Caldas Novas e Catalão
    (758, 759, -17881, -51715), // Jataí e Rio Verde
    (760, 762, -16687, -49265), // Goiânia, oeste
    (763, 767, -15309, -49598), // Ceres e Uruaçu
    (768, 769, -8761, -63904),  // Porto Velho e Rondônia
    (770, 772, -10184, -48334), // Palmas
    (773, 774, -11729, -49069), // Gurupi
    (775, 777, -10708, -48417), // Porto Nacional
    (778, 779, -7191, -48207),  // Araguaína
    (780, 781, -15601, -56097), // Cuiabá e Várzea Grande
    (782, 783, -16071, -57679), // Cáceres e Tangará da Serra
    (784, 785, -11864, -55507), // Sinop
    (786, 786, -15890, -52257), // Barra do Garças
    (787, 789, -16471, -54636), // Rondonópolis
    (790, 791, -20443, -54647), // Campo Grande
    (792, 793, -20471, -55787), // Aquidauana e Corumbá
    (794, 794, -18507, -54760), // Coxim
    (795, 796, -20788, -51703), // Três Lagoas
    (797, 798, -22222, -54806), // Dourados
    (799, 799, -23065, -54191), // Naviraí
    (800, 829, -25429, -49271), // Curitiba
    (830, 831, -25535, -49206), // São José dos Pinhais
    (832, 832, -25520, -48509), // Paranaguá
    (833, 834, -25292, -49224), // Colombo
    (835, 836, -25470, -49529), // Campo Largo
    (837, 839, -25594, -49411), // Araucária
    (840, 841, -25095, -50162), // Ponta Grossa
    (842, 849, -24326, -50617), // Telêmaco Borba e Irati
    (850, 851, -25390, -51466), // Guarapuava
    (852, 854, -24958, -53455), // Cascavel
    (855, 855, -26229, -52671), // Pato Branco
    (856, 856, -26081, -53055), // Francisco Beltrão
    (857, 857, -25300, -54094), // Medianeira
    (858, 858, -25516, -54585), // Foz do Iguaçu
    (859, 859, -24713, -53743), // Toledo
    (860, 862, -23310, -51163), // Londrina
    (863, 864, -23181, -50647), // Cornélio Procópio e Jacarezinho
    (865, 867, -23413, -51425), // Arapongas
    (868, 869, -23551, -51461), // Apucarana
    (870, 871, -23420, -51933), // Maringá
    (872, 873, -24046, -52378), // Cianorte e Campo Mourão
    (874, 875, -23766, -53325), // Umuarama
    (876, 879, -23073, -52465), // Paranavaí
    (880, 881, -27595, -48548), // Florianópolis e São José
    (882, 883, -26907, -48661), // Itajaí e Balneário Camboriú
    (884, 884, -27216, -49643), // Ibirama
    (885, 886, -27816, -50326), // Lages
    (887, 887, -28466, -49007), // Tubarão
    (888, 889, -28677, -49370), // Criciúma
    (890, 891, -26919, -49066), // Blumenau e Rio do Sul
    (892, 892, -26304, -48846), // Joinville e Jaraguá do Sul
    (893, 894, -26111, -49805), // Mafra e Canoinhas
    (895, 896, -27005, -51152), // Caçador e Joaçaba
    (897, 898, -27101, -52615), // Chapecó e Concórdia
    (899, 899, -26725, -53518), // São Miguel do Oeste
    (900, 919, -30033, -51230), // Porto Alegre
    (920, 924, -29918, -51184), // Canoas
    (925, 929, -30113, -51325), // Guaíba
    (930, 932, -29760, -51147), // São Leopoldo
    (933, 939, -29678, -51130), // Novo Hamburgo
    (940, 943, -29944, -50992), // Gravataí e Cachoeirinha
    (944, 949, -30081, -51023), // Viamão
    (950, 951, -29168, -51179), // Caxias do Sul
    (952, 952, -28507, -50934), // Vacaria
    (953, 954, -29171, -51519), // Bento Gonçalves e Garibaldi
    (955, 955, -29887, -50270), // Osório e litoral norte
    (956, 956, -29374, -50876), // Canela e Gramado
    (957, 957, -29171, -51519), // Bento Gonçalves
    (958, 959, -29459, -51968), // Lajeado e Montenegro
    (960, 961, -31765, -52338), // Pelotas
    (962, 963, -32035, -52099), // Rio Grande
    (964, 964, -31332, -54107), // Bagé
    (965, 966, -30039, -52894), // Cachoeira do Sul
    (967, 969, -29718, -52426), // Santa Cruz do Sul
    (970, 972, -29684, -53807), // Santa Maria
    (973, 974, -30336, -54320), // São Gabriel
    (975, 975, -29755, -57088), // Uruguaiana
    (976, 977, -29192, -54867), // São Borja e Santiago
    (978, 979, -29192, -54867), // Santiago
    (980, 982, -28639, -53606), // Cruz Alta
    (983, 984, -27901, -53314), // Palmeira das Missões e Frederico Westphalen
    (985, 986, -27360, -53394), // Três Passos
    (987, 987, -28388, -53915), // Ijuí e Santa Rosa
    (988, 989, -28300, -54263), // Santo Ângelo
    (990, 995, -28263, -52407), // Passo Fundo
    (996, 999, -27634, -52274), // Erechim
];

/// The middle of a postal code's region. Takes the code with or without punctuation; `None` when its first three digits
/// are in no region.
#[must_use]
pub fn postal_code_centroid(postal_code: &str) -> Option<Coordinates> {
    let digits: String = postal_code.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 8 {
        return None;
    }
    let prefix: u16 = digits[..3].parse().ok()?;
    let after = REGIONS.partition_point(|(first, ..)| *first <= prefix);
    let (_, last, latitude, longitude) = *REGIONS.get(after.checked_sub(1)?)?;
    if prefix > last {
        return None;
    }
    Coordinates::new(latitude * 1_000, longitude * 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_rise_without_overlap() {
        for pair in REGIONS.windows(2) {
            assert!(pair[0].1 < pair[1].0, "{pair:?}");
        }
        assert!(REGIONS.iter().all(|(first, last, ..)| first <= last));
    }

    #[test]
    fn every_middle_lies_in_brazil() {
        for (first, _, latitude, longitude) in REGIONS {
            assert!((-33_800..=5_300).contains(&latitude), "{first}");
            assert!((-74_000..=-34_700).contains(&longitude), "{first}");
        }
    }
}

//! Words the demo's names and addresses are put together from: tables only.
//!
//! Not names of anybody: any first name goes with any surname, any kind of street with any of trees and birds.
//!
//! The one rule to know: no brand, company or e-mail domain here is meant to be a real one.

#[rustfmt::skip]
pub(super) const FIRST_NAMES_F: &[&str] = &[
    "Adriana", "Alice", "Amanda", "Ana", "Beatriz", "Bianca", "Bruna", "Camila", "Carolina", "Cecília", "Clara",
    "Cláudia", "Daniela", "Débora", "Eduarda", "Elisa", "Fernanda", "Flávia", "Gabriela", "Helena", "Isabela",
    "Jéssica", "Joana", "Juliana", "Larissa", "Letícia", "Lívia", "Luana", "Luiza", "Manuela", "Mariana", "Marina",
    "Natália", "Patrícia", "Priscila", "Rafaela", "Renata", "Sabrina", "Sônia", "Tatiana", "Valéria", "Vanessa",
];

#[rustfmt::skip]
pub(super) const FIRST_NAMES_M: &[&str] = &[
    "Alexandre", "André", "Antônio", "Arthur", "Bernardo", "Bruno", "Caio", "Carlos", "César", "Daniel", "Davi",
    "Diego", "Eduardo", "Emanuel", "Fábio", "Felipe", "Fernando", "Francisco", "Gabriel", "Guilherme", "Gustavo",
    "Heitor", "Henrique", "Hugo", "Igor", "João", "Joaquim", "Jorge", "José", "Leandro", "Leonardo", "Lucas", "Luís",
    "Marcelo", "Márcio", "Mateus", "Miguel", "Otávio", "Paulo", "Pedro", "Rafael", "Ricardo", "Rodrigo", "Tiago",
    "Vinícius", "Vítor",
];

#[rustfmt::skip]
pub(super) const SURNAMES: &[&str] = &[
    "Almeida", "Alves", "Andrade", "Araújo", "Azevedo", "Barbosa", "Barros", "Batista", "Borges", "Campos", "Cardoso",
    "Carvalho", "Castro", "Coelho", "Correia", "Costa", "Cruz", "Cunha", "Dias", "Duarte", "Farias", "Fernandes",
    "Ferreira", "Figueiredo", "Fonseca", "Freitas", "Gomes", "Gonçalves", "Lima", "Lopes", "Machado", "Marques",
    "Martins", "Medeiros", "Melo", "Mendes", "Monteiro", "Moraes", "Moreira", "Moura", "Nascimento", "Nogueira",
    "Nunes", "Oliveira", "Pereira", "Pinto", "Pires", "Ramos", "Rezende", "Ribeiro", "Rocha", "Rodrigues", "Sales",
    "Santana", "Santos", "Silva", "Siqueira", "Soares", "Souza", "Tavares", "Teixeira", "Vasconcelos", "Vieira",
];

#[rustfmt::skip]
pub(super) const STREET_KINDS: &[&str] = &[
    "Rua", "Avenida", "Travessa", "Alameda",
];

#[rustfmt::skip]
pub(super) const STREET_NAMES: &[&str] = &[
    "das Quaresmeiras", "dos Jequitibás", "do Bem-te-vi", "das Araucárias", "dos Sabiás", "das Jabuticabeiras",
    "do Pau-ferro", "das Sempre-vivas", "dos Tico-ticos", "das Pitangueiras", "dos Buritis", "da Garça Branca",
    "das Aroeiras", "do Curió", "dos Umbuzeiros", "das Cerejeiras", "dos Colibris", "das Mangabeiras", "do Tuiuiú",
    "dos Manacás", "das Sapucaias", "do Uirapuru", "dos Guapuruvus", "das Paineiras", "do Cajueiro", "dos Oitis",
    "das Carnaúbas", "da Siriema", "dos Juazeiros", "das Grumixamas",
];

#[rustfmt::skip]
pub(super) const NEIGHBORHOODS: &[&str] = &[
    "Centro", "Jardim das Flores", "Vila Nova", "Bela Vista", "Boa Esperança", "Jardim América", "Santa Luzia",
    "São José", "Alto da Serra", "Parque das Águas", "Vila dos Ipês", "Cidade Nova", "Jardim Primavera", "Planalto",
    "Santo Antônio", "Recanto Verde",
];

#[rustfmt::skip]
pub(super) const COMPLEMENTS: &[&str] = &[
    "Apto 12", "Apto 34", "Apto 101", "Apto 502", "Bloco B, apto 23", "Casa 2", "Fundos", "Sala 4",
];

/// What a company that buys is called, before its owner's surname or after its own name.
#[rustfmt::skip]
pub(super) const COMPANY_NAMES: &[&str] = &[
    "Papelaria Girassol", "Pousada Mar de Dentro", "Academia Passo Firme", "Clínica Bem Viver", "Escola Caminho Novo",
    "Restaurante Panela de Barro", "Hotel Vale do Ipê", "Escritório Horizonte", "Mercadinho Boa Compra",
    "Petshop Quatro Patas", "Cafeteria Grão e Prosa", "Salão Espelho d'Água", "Construtora Pedra Alta",
    "Transportes Rota Serena", "Farmácia Raiz Forte", "Livraria Folha Solta", "Buffet Mesa Posta", "Creche Ciranda",
    "Oficina Chave Certa", "Confecções Fio de Ouro", "Agropecuária Terra Boa", "Padaria Trigo Dourado",
    "Estúdio Luz e Sombra", "Floricultura Jardim Secreto", "Informática Ponto de Rede",
];

/// Makers of the demo's goods, each with the two or three brands it owns.
pub(super) const MAKERS: &[(&str, &[&str])] = &[
    ("Tecelagem Tupiara", &["Tupiara", "Linha d'Água", "Veredas"]),
    ("Confecções Costa Serena", &["Costa Serena", "Maré Mansa"]),
    ("Calçados Passo Largo", &["Passo Largo", "Trilheiro"]),
    ("Couros Mandacaru", &["Mandacaru", "Alforje"]),
    ("Têxtil Algodoal", &["Algodoal", "Noite Boa"]),
    ("Metalúrgica Fogo Bravo", &["Fogo Bravo", "Panelinha"]),
    ("Plásticos Encaixe", &["Encaixe", "Arrumadim"]),
    ("Eletro Jaguatirica", &["Jaguatirica", "Ventania", "Clara Luz"]),
    ("Tecnologia Guará", &["Guará", "Sinal Forte"]),
    ("Esportes Curupira", &["Curupira", "Fôlego"]),
    ("Brinquedos Pirilampo", &["Pirilampo", "Ciranda"]),
    ("Cosméticos Flor de Murici", &["Flor de Murici", "Orvalho", "Açucena"]),
    ("Papéis Capivara", &["Capivara", "Rabisco"]),
    ("Nutrição Bicho Solto", &["Bicho Solto", "Focinho"]),
    ("Alimentos Serra Doce", &["Serra Doce", "Terreiro", "Cana Verde"]),
];

/// Lines a brand's models are named for.
#[rustfmt::skip]
pub(super) const LINES: &[&str] = &[
    "Aurora", "Brisa", "Cerrado", "Pampa", "Garoa", "Sertão", "Litoral", "Mantiqueira", "Pantanal", "Aurélia",
    "Veraneio", "Raiz", "Essencial", "Clássica", "Prisma", "Solar", "Lunar", "Ventura", "Norte", "Alvorada", "Caatinga",
    "Jalapão", "Arpoador", "Ipê", "Trancoso", "Lençóis",
];

#[rustfmt::skip]
pub(super) const CARRIERS: &[&str] = &[
    "Rota Serena Transportes", "Expresso Carcará", "Entregas Beija-flor", "Cargas Rio Acima",
];

#[rustfmt::skip]
pub(super) const SUPPLIERS: &[&str] = &[
    "Distribuidora Porto Seco", "Atacado Boa Safra", "Importadora Cais Novo", "Comercial Três Fronteiras",
    "Distribuidora Vale Fértil", "Atacadista Roda Grande",
];

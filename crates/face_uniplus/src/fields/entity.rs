//! The fields of an entity.
//!
//! Not which of them the core has.
//!
//! The one rule to know: one row per field of the vendor's own table, in its order.

use super::Field;
use super::Kind::{Choice, Day, Decimal, Flag, Text};

/// The table.
pub(crate) const ENTITY: &[Field] = &[
    Field {
        name: "bairro",
        kind: Text(50),
    },
    Field {
        name: "bairroCobranca",
        kind: Text(50),
    },
    Field {
        name: "bairroEntrega",
        kind: Text(50),
    },
    Field {
        name: "celular",
        kind: Text(40),
    },
    Field {
        name: "celularEntrega",
        kind: Text(40),
    },
    Field {
        name: "cep",
        kind: Text(10),
    },
    Field {
        name: "cepCobranca",
        kind: Text(10),
    },
    Field {
        name: "cepEntrega",
        kind: Text(9),
    },
    Field {
        name: "cidade",
        kind: Text(100),
    },
    Field {
        name: "cidadeCobranca",
        kind: Text(100),
    },
    Field {
        name: "cidadeEntrega",
        kind: Text(100),
    },
    Field {
        name: "cnpjCpf",
        kind: Text(18),
    },
    Field {
        name: "codigo",
        kind: Text(10),
    },
    Field {
        name: "complemento",
        kind: Text(50),
    },
    Field {
        name: "complementoCobranca",
        kind: Text(50),
    },
    Field {
        name: "complementoEntrega",
        kind: Text(50),
    },
    Field {
        name: "conjuge",
        kind: Text(50),
    },
    Field {
        name: "contatoCobranca",
        kind: Text(50),
    },
    Field {
        name: "contatoEntrega",
        kind: Text(50),
    },
    Field {
        name: "dataNascimento",
        kind: Day,
    },
    Field {
        name: "email",
        kind: Text(50),
    },
    Field {
        name: "emailEntrega",
        kind: Text(50),
    },
    Field {
        name: "endereco",
        kind: Text(50),
    },
    Field {
        name: "enderecoCobranca",
        kind: Text(50),
    },
    Field {
        name: "enderecoEntrega",
        kind: Text(50),
    },
    Field {
        name: "estado",
        kind: Text(2),
    },
    Field {
        name: "estadoCivil",
        kind: Choice(6),
    },
    Field {
        name: "estadoCobranca",
        kind: Text(2),
    },
    Field {
        name: "estadoEntrega",
        kind: Text(2),
    },
    Field {
        name: "extra1",
        kind: Text(512),
    },
    Field {
        name: "extra2",
        kind: Text(512),
    },
    Field {
        name: "extra3",
        kind: Text(512),
    },
    Field {
        name: "extra4",
        kind: Text(512),
    },
    Field {
        name: "extra5",
        kind: Text(512),
    },
    Field {
        name: "extra6",
        kind: Text(512),
    },
    Field {
        name: "fax",
        kind: Text(40),
    },
    Field {
        name: "faxEntrega",
        kind: Text(40),
    },
    Field {
        name: "inativo",
        kind: Flag,
    },
    Field {
        name: "inscricaoEstadual",
        kind: Text(50),
    },
    Field {
        name: "limiteCredito",
        kind: Decimal(12, 2),
    },
    Field {
        name: "mae",
        kind: Text(50),
    },
    Field {
        name: "nome",
        kind: Text(50),
    },
    Field {
        name: "nomeContato",
        kind: Text(50),
    },
    Field {
        name: "numeroCobranca",
        kind: Text(6),
    },
    Field {
        name: "numeroEndereco",
        kind: Text(6),
    },
    Field {
        name: "numeroEntrega",
        kind: Text(6),
    },
    Field {
        name: "observacao",
        kind: Text(4096),
    },
    Field {
        name: "pai",
        kind: Text(50),
    },
    Field {
        name: "profissao",
        kind: Text(50),
    },
    Field {
        name: "razaoSocial",
        kind: Text(50),
    },
    Field {
        name: "renda",
        kind: Decimal(12, 2),
    },
    Field {
        name: "rg",
        kind: Text(20),
    },
    Field {
        name: "telefone",
        kind: Text(40),
    },
    Field {
        name: "telefoneEntrega",
        kind: Text(40),
    },
    Field {
        name: "tipo",
        kind: Text(20),
    },
    Field {
        name: "usuario",
        kind: Text(10),
    },
    Field {
        name: "creditoRestrito",
        kind: Flag,
    },
];

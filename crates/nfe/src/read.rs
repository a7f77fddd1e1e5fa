//! From the tree to the [`Nfe`]: the layout's fields, group by group, in the layout's order.
//!
//! Not whole groups of taxes: of those only IBS and CBS are read.
//!
//! The one rule to know: lengths and decimals are the layout's, so that nothing is rounded or cut unsaid.

use domain::address::Address;
use domain::amount::{Money, Quantity, UnitPrice};
use domain::documents::{AccessKey, Cnpj, Cpf, TaxDocument};

use crate::error::{NfeError, quoted};
use crate::node::Node;
use crate::tree::Element;
use crate::{Authorization, IbsCbs, IbsCbsTotal, Issuer, Line, Lot, MAX_LINES, Nfe, Recipient};

/// The version of the layout that is read.
const VERSION: &str = "4.00";
/// The models that carry goods: NF-e and NFC-e.
const MODELS: [&str; 2] = ["55", "65"];
/// The authority's answers that authorise: 100, and 150 when it came late.
const AUTHORIZED: [&str; 2] = ["100", "150"];
/// Series of documents that the tax office itself issues: their key names the office.
const OFFICE_SERIES: std::ops::RangeInclusive<u32> = 890..=899;
/// What a barcode field says when there is none.
const WITHOUT_BARCODE: &str = "SEM GTIN";

/// The most characters of a name, a code, a line of an address.
const TEXT_MAX: usize = 60;
/// The most characters of a description or reason. The layout has 120 and 255; texts that others made longer do no harm.
const LONG_MAX: usize = 500;

/// The document.
///
/// # Errors
/// Every variant of [`NfeError`] that concerns the NF-e and not XML.
pub(crate) fn document(root: &Element) -> Result<Nfe, NfeError> {
    let root = Node::root(root);
    let (nfe, protocol) = match root.name() {
        "nfeProc" => (root.required("NFe")?, root.optional("protNFe")?),
        "NFe" => (root, None),
        other => return Err(NfeError::OtherRoot { root: quoted(other) }),
    };
    let information = nfe.required("infNFe")?;
    let version = information.attribute("versao")?;
    if version != VERSION {
        return Err(NfeError::OtherVersion {
            version: quoted(version),
        });
    }
    let access_key = access_key(&information)?;
    let identification = information.required("ide")?;
    let model = identification.required_text("mod", 2)?;
    if !MODELS.contains(&model) {
        return Err(NfeError::OtherModel);
    }
    let series = identification.required_text("serie", 3)?;
    let number = identification.required_text("nNF", 9)?;
    let told = [
        ("mod", model, access_key.model()),
        ("serie", series, access_key.series()),
        ("nNF", number, access_key.number()),
    ];
    for (name, text, of_key) in told {
        if text.parse() != Ok(of_key) {
            return Err(NfeError::KeyDiffers {
                path: identification.path_of(name),
            });
        }
    }
    let total = information.required("total")?;
    Ok(Nfe {
        access_key,
        model: access_key.model(),
        series: series.to_owned(),
        number: number.to_owned(),
        nature: identification.required_text("natOp", LONG_MAX)?.to_owned(),
        issued_at: identification.instant("dhEmi")?,
        issuer: issuer(&information, &access_key)?,
        recipient: recipient(&information)?,
        lines: lines(&information)?,
        total: total.required("ICMSTot")?.required_number("vNF", cents)?,
        ibs_cbs: match total.optional("IBSCBSTot")? {
            Some(group) => Some(ibs_cbs_total(&group)?),
            None => None,
        },
        authorization: match protocol {
            Some(protocol) => Some(authorization(&protocol, &access_key)?),
            None => None,
        },
    })
}

fn cents(text: &str) -> Result<Money, domain::amount::NumberError> {
    Money::parse_with_decimals(text, 2)
}

fn access_key(information: &Node<'_>) -> Result<AccessKey, NfeError> {
    let id = information.attribute("Id")?;
    let key = id.strip_prefix("NFe").unwrap_or(id);
    AccessKey::parse(key).map_err(|error| NfeError::Document {
        path: information.path_of("@Id"),
        error,
    })
}

/// The CNPJ or CPF of a group, when it has one.
fn tax_document(group: &Node<'_>) -> Result<Option<TaxDocument>, NfeError> {
    if let Some(cnpj) = group.document("CNPJ", Cnpj::parse)? {
        return Ok(Some(TaxDocument::Cnpj(cnpj)));
    }
    Ok(group.document("CPF", Cpf::parse)?.map(TaxDocument::Cpf))
}

fn issuer(information: &Node<'_>, key: &AccessKey) -> Result<Issuer, NfeError> {
    let group = information.required("emit")?;
    let document = tax_document(&group)?.ok_or_else(|| NfeError::Missing {
        path: group.path_of("CNPJ"),
    })?;
    if !OFFICE_SERIES.contains(&key.series()) && format!("{document:0>14}") != key.issuer() {
        return Err(NfeError::KeyDiffers {
            path: group.path_of("CNPJ"),
        });
    }
    Ok(Issuer {
        document,
        name: group.required_text("xNome", LONG_MAX)?.to_owned(),
        trading_name: group.owned_text("xFant", LONG_MAX)?,
        state_registration: group.owned_text("IE", TEXT_MAX)?,
        address: match group.optional("enderEmit")? {
            Some(address) => issuer_address(&address)?,
            None => Address::default(),
        },
    })
}

fn issuer_address(group: &Node<'_>) -> Result<Address, NfeError> {
    Ok(Address {
        street: group.owned_text("xLgr", LONG_MAX)?,
        number: group.owned_text("nro", TEXT_MAX)?,
        complement: group.owned_text("xCpl", LONG_MAX)?,
        neighborhood: group.owned_text("xBairro", TEXT_MAX)?,
        city: group.owned_text("xMun", TEXT_MAX)?,
        city_code: group.owned_text("cMun", 7)?,
        state: group.owned_text("UF", 2)?,
        postal_code: group.owned_text("CEP", 8)?,
        country: group.owned_text("cPais", 4)?,
    })
}

fn recipient(information: &Node<'_>) -> Result<Option<Recipient>, NfeError> {
    let Some(group) = information.optional("dest")? else {
        return Ok(None);
    };
    Ok(Some(Recipient {
        document: tax_document(&group)?,
        name: group.owned_text("xNome", LONG_MAX)?,
    }))
}

fn lines(information: &Node<'_>) -> Result<Vec<Line>, NfeError> {
    let mut lines = Vec::new();
    for detail in information.each("det") {
        if lines.len() == MAX_LINES {
            return Err(NfeError::TooMany);
        }
        lines.push(line(&detail)?);
    }
    if lines.is_empty() {
        return Err(NfeError::Missing {
            path: information.path_of("det"),
        });
    }
    Ok(lines)
}

fn line(detail: &Node<'_>) -> Result<Line, NfeError> {
    let number = detail.attribute("nItem")?;
    let number = number.parse().map_err(|_| NfeError::Field {
        path: detail.path_of("@nItem"),
        problem: domain::amount::NumberError::NotANumber.into(),
    })?;
    let product = detail.required("prod")?;
    let amount = |name| Ok::<_, NfeError>(product.number(name, cents)?.unwrap_or(Money::ZERO));
    Ok(Line {
        number,
        code: product.required_text("cProd", TEXT_MAX)?.to_owned(),
        description: product.required_text("xProd", LONG_MAX)?.to_owned(),
        barcode: barcode(&product)?,
        unit: product.required_text("uCom", 6)?.to_owned(),
        quantity: product.required_number("qCom", |text| Quantity::parse_with_decimals(text, 4))?,
        unit_price: product.required_number("vUnCom", |text| UnitPrice::parse_rounded_half_away(text, 10))?,
        total: product.required_number("vProd", cents)?,
        discount: amount("vDesc")?,
        freight: amount("vFrete")?,
        insurance: amount("vSeg")?,
        other_expenses: amount("vOutro")?,
        lots: product
            .each("rastro")
            .map(|group| lot(&group))
            .collect::<Result<_, _>>()?,
        ibs_cbs: match detail.optional("imposto")? {
            Some(taxes) => ibs_cbs(&taxes)?,
            None => None,
        },
    })
}

fn barcode(product: &Node<'_>) -> Result<Option<String>, NfeError> {
    let present = |text: &&str| !text.eq_ignore_ascii_case(WITHOUT_BARCODE);
    let gtin = product.text("cEAN", TEXT_MAX)?.filter(present);
    let own = product.text("cBarra", TEXT_MAX)?.filter(present);
    Ok(gtin.or(own).map(str::to_owned))
}

fn lot(group: &Node<'_>) -> Result<Lot, NfeError> {
    Ok(Lot {
        code: group.required_text("nLote", 20)?.to_owned(),
        quantity: group.required_number("qLote", |text| Quantity::parse_with_decimals(text, 3))?,
        manufactured_on: group.date("dFab")?,
        expires_on: group.date("dVal")?,
    })
}

fn ibs_cbs(taxes: &Node<'_>) -> Result<Option<IbsCbs>, NfeError> {
    let Some(group) = taxes.optional("IBSCBS")? else {
        return Ok(None);
    };
    let amounts = match group.optional("gIBSCBS")? {
        Some(amounts) => Some(IbsCbsTotal {
            base: amounts.required_number("vBC", cents)?,
            ibs: amounts.required_number("vIBS", cents)?,
            cbs: amounts.required("gCBS")?.required_number("vCBS", cents)?,
        }),
        None => None,
    };
    Ok(Some(IbsCbs {
        situation: group.required_text("CST", 3)?.to_owned(),
        classification: group.required_text("cClassTrib", 6)?.to_owned(),
        amounts,
    }))
}

fn ibs_cbs_total(group: &Node<'_>) -> Result<IbsCbsTotal, NfeError> {
    let of = |part: &str, name: &str| match group.optional(part)? {
        Some(part) => part.required_number(name, cents),
        None => Ok(Money::ZERO),
    };
    Ok(IbsCbsTotal {
        base: group.required_number("vBCIBSCBS", cents)?,
        ibs: of("gIBS", "vIBS")?,
        cbs: of("gCBS", "vCBS")?,
    })
}

fn authorization(protocol: &Node<'_>, key: &AccessKey) -> Result<Authorization, NfeError> {
    let answer = protocol.required("infProt")?;
    if answer.required_text("chNFe", 44)? != key.as_str() {
        return Err(NfeError::KeyDiffers {
            path: answer.path_of("chNFe"),
        });
    }
    let status = answer.required_text("cStat", 3)?;
    let reason = answer.text("xMotivo", LONG_MAX)?.unwrap_or_default();
    if !AUTHORIZED.contains(&status) {
        return Err(NfeError::NotAuthorized {
            status: quoted(status),
            reason: quoted(reason),
        });
    }
    Ok(Authorization {
        status: status.to_owned(),
        reason: reason.to_owned(),
        protocol: answer.owned_text("nProt", TEXT_MAX)?,
    })
}

//! `/empresa`: the account's first organization, as the vendor's company.
//!
//! Not users and not the account's settings.
//!
//! The one rule to know: a credential that is bound to an organization is shown that one.

use app::{Answer, Failure, Reader};
use domain::organizations::{Organization, TaxRegime};
use domain::page::PageRequest;
use domain::refusal::{Entity, Refusal};
use face_kit::{Error, Exchange, to_answer};
use serde::Serialize;

/// `GET /api/v1/empresa`: the company.
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let bound = exchange.call.principal.organization;
    let answer = exchange.app.read(&exchange.call, move |reader| {
        let organization = match bound {
            Some(id) => reader.organization(id)?,
            None => first(reader)?,
        };
        let account = reader.account_settings()?;
        Ok(to_answer(200, &Company::of(&account.subdomain, organization)))
    });
    Ok(answer.await?)
}

/// The account's first organization.
fn first(reader: &mut Reader<'_, '_>) -> Result<Organization, Failure> {
    let page = reader.organizations(PageRequest::new(1, 1, 1))?;
    let first = page.into_iter().next();
    first.ok_or_else(|| Refusal::not_found(Entity::Organization, 1).into())
}

/// The company, as the vendor prints it.
#[derive(Serialize)]
struct Company {
    subdom: String,
    nome: String,
    fantasia: String,
    cpfcnpj: String,
    fones: &'static str,
    emails: &'static str,
    end: String,
    num: String,
    compl: String,
    bairro: String,
    #[serde(rename = "cidadeNome")]
    city: String,
    #[serde(rename = "cidadeCod")]
    city_code: String,
    uf: String,
    cep: String,
    cifrao: &'static str,
    crt: u8,
    atividade: u8,
    #[serde(rename = "pSimples")]
    p_simples: u8,
    #[serde(rename = "pICMS")]
    p_icms: &'static str,
    #[serde(rename = "pPIS")]
    p_pis: &'static str,
    #[serde(rename = "pCOFINS")]
    p_cofins: &'static str,
    #[serde(rename = "baseIRPJ")]
    base_irpj: &'static str,
    #[serde(rename = "baseCSLL")]
    base_csll: &'static str,
    #[serde(rename = "pIRPJ")]
    p_irpj: &'static str,
    #[serde(rename = "pCSLL")]
    p_csll: &'static str,
    #[serde(rename = "inscMunicipal")]
    municipal_registration: String,
    #[serde(rename = "tipoIE")]
    registration_kind: &'static str,
    #[serde(rename = "inscEstadual")]
    state_registration: String,
    cnae: &'static str,
    #[serde(rename = "codTributMunicipio")]
    municipal_tax_code: &'static str,
    #[serde(rename = "regimeTributacao")]
    regime: &'static str,
    cmc: &'static str,
    #[serde(rename = "RNTRC")]
    rntrc: &'static str,
}

impl Company {
    fn of(subdomain: &str, organization: Organization) -> Self {
        let details = organization.details;
        let address = details.address;
        let text = Option::unwrap_or_default;
        Self {
            subdom: subdomain.to_owned(),
            nome: details.company_name,
            fantasia: details.name,
            cpfcnpj: details.tax_document,
            fones: "",
            emails: "",
            end: text(address.street),
            num: text(address.number),
            compl: text(address.complement),
            bairro: text(address.neighborhood),
            city: text(address.city),
            city_code: text(address.city_code),
            uf: text(address.state),
            cep: text(address.postal_code),
            cifrao: "R$",
            // The vendor's codes: 10 the simplified regime, 30 the normal one.
            crt: match details.tax_regime {
                TaxRegime::SimplesNacional => 10,
                TaxRegime::Normal => 30,
            },
            atividade: 10,
            p_simples: 0,
            p_icms: "",
            p_pis: "",
            p_cofins: "",
            base_irpj: "",
            base_csll: "",
            p_irpj: "",
            p_csll: "",
            municipal_registration: text(details.municipal_registration),
            registration_kind: if details.state_registration.is_some() { "1" } else { "9" },
            state_registration: text(details.state_registration),
            cnae: "",
            municipal_tax_code: "",
            regime: "0",
            cmc: "",
            rntrc: "",
        }
    }
}

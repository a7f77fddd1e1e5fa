//! Labels of orders, as PDF and as ZPL: the link that an order shows (`pdf_tag_file`), and what it leads to.
//!
//! Not the drawing, which is the crate `labels`.
//!
//! The one rule to know: a link opens without a credential, because printers and carriers have none; nobody can guess it.

use ::labels::{Block, Label, pdf, zpl};
use app::labels::LabelLinks;
use app::orders::OrderView;
use app::{Answer, Failure, Reader};
use domain::address::Address;
use domain::orders::{OrderAddress, Volume};
use face_kit::{Error, Exchange, Transport, Visitor};

use crate::numbers::{Spelling, postal_code, punctuated_document};

/// The form of a label.
#[derive(Clone, Copy)]
enum Form {
    Pdf,
    Zpl,
}

/// Where this face is reached, and how an account's links are signed.
#[derive(Debug, Clone)]
pub(crate) struct Links {
    base: String,
    signed: Option<LabelLinks>,
}

impl Links {
    /// The links of the account that is read.
    pub(crate) fn of(reader: &mut Reader<'_, '_>, base: &str) -> Result<Self, Failure> {
        Ok(Self {
            base: base.to_owned(),
            signed: reader.label_links()?,
        })
    }

    /// The link to an order's label, if one was printed.
    pub(crate) fn label(&self, view: &OrderView) -> Option<String> {
        let token = self.signed.as_ref()?.token(view)?;
        Some(format!("{}/labels/{token}.pdf", self.base))
    }
}

/// `GET /labels/{file}`
pub(crate) async fn show(exchange: Exchange<Visitor>) -> Result<Answer, Error> {
    let file = exchange.path("file");
    let (token, form) = match file.rsplit_once('.') {
        Some((token, "pdf")) => (token, Form::Pdf),
        Some((token, "zpl")) => (token, Form::Zpl),
        Some(_) | None => return Err(Transport::UnknownRoute.into()),
    };
    let drawn = |reader: &mut Reader<'_, '_>, view: OrderView| {
        let spelling = Spelling::of(reader)?;
        Ok(pages(&view, &spelling))
    };
    let pages = exchange.app.labelled(token, drawn).await?;
    let pages = pages.ok_or(Transport::UnknownRoute)?;
    let (content_type, body) = match form {
        Form::Pdf => ("application/pdf", pdf(&pages)),
        Form::Zpl => ("application/zpl; charset=utf-8", zpl(&pages).into_bytes()),
    };
    Ok(Answer {
        status: 200,
        content_type: content_type.to_owned(),
        body,
        replayed: false,
    })
}

/// A label for each volume of an order, or one for an order without volumes.
fn pages(view: &OrderView, spelling: &Spelling) -> Vec<Label> {
    let count = view.volumes.len().max(1);
    if view.volumes.is_empty() {
        return vec![page(view, None, count, spelling)];
    }
    view.volumes
        .iter()
        .map(|volume| page(view, Some(volume), count, spelling))
        .collect()
}

fn page(view: &OrderView, volume: Option<&Volume>, count: usize, spelling: &Spelling) -> Label {
    let order = &view.order;
    let service = order.shipping_service.as_ref();
    let number = volume.map_or(1, |volume| volume.number);
    let mut facts = vec![format!("Volume {number} de {count}")];
    facts.extend(
        volume
            .and_then(|volume| volume.weight)
            .map(|weight| format!("Peso {weight} kg")),
    );
    facts.extend(view.fiscal_documents.iter().find_map(|document| {
        let number = document.number.as_deref()?;
        Some(format!(
            "NF {number}/{}",
            document.series.as_deref().unwrap_or_default()
        ))
    }));
    let tracking = volume
        .and_then(|volume| volume.tracking_code.as_deref())
        .or_else(|| service.and_then(|service| service.tracking_code.as_deref()));
    facts.extend(tracking.map(|code| format!("Rastreio {code}")));
    let carrier = view.carrier.as_ref().map(|party| {
        let details = &party.details;
        details.trading_name.clone().unwrap_or_else(|| details.name.clone())
    });
    let carried: Vec<String> = carrier
        .into_iter()
        .chain(service.map(|service| service.name.clone()))
        .collect();
    Label {
        title: format!("Pedido {}", order.code),
        subtitle: carried.join(" · "),
        blocks: vec![recipient(view), sender(view), block("VOLUME", facts, false)],
        barcode: barcode(view),
        footer: format!("Pedido nº {}, {}", order.id, spelling.minute(order.placed_at)),
    }
}

/// The order's code where a barcode can say it, otherwise its number.
fn barcode(view: &OrderView) -> String {
    let code = view.order.code.trim();
    match ::labels::encode(code) {
        Some(_) => code.to_owned(),
        None => view.order.id.to_string(),
    }
}

fn recipient(view: &OrderView) -> Block {
    let mut lines = vec![view.order.customer_snapshot.name.clone()];
    if let Some(address) = view.shipping.as_ref().or(view.billing.as_ref()) {
        lines.extend(address_lines(&known(address)));
    }
    lines.extend(
        view.order
            .customer_snapshot
            .phones
            .first()
            .map(|phone| format!("Tel. {phone}")),
    );
    block("DESTINATÁRIO", lines, true)
}

fn sender(view: &OrderView) -> Block {
    let mut lines = Vec::new();
    if let Some(organization) = &view.organization {
        let details = &organization.details;
        lines.push(format!(
            "{} · {}",
            details.name,
            punctuated_document(&details.tax_document)
        ));
        let place = view.location.as_ref().map(|place| &place.location.details.address);
        lines.extend(address_lines(
            place.filter(|address| !address.is_empty()).unwrap_or(&details.address),
        ));
    }
    block("REMETENTE", lines, false)
}

fn block(heading: &str, lines: Vec<String>, is_prominent: bool) -> Block {
    Block {
        heading: heading.to_owned(),
        lines,
        is_prominent,
    }
}

/// An order's address as addresses are elsewhere.
fn known(address: &OrderAddress) -> Address {
    Address {
        street: address.street.clone(),
        number: address.street_number.clone(),
        complement: address.complement.clone(),
        neighborhood: address.neighborhood.clone(),
        city: address.city.clone(),
        city_code: address.city_code.clone(),
        state: address.state.clone(),
        postal_code: address.postal_code.clone(),
        country: address.country.clone(),
    }
}

/// Street, neighbourhood, city: as envelopes have them, without what is not known.
fn address_lines(address: &Address) -> Vec<String> {
    let joined = |parts: &[Option<&str>], between: &str| {
        let known: Vec<&str> = parts
            .iter()
            .copied()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        known.join(between)
    };
    let street = [
        address.street.as_deref(),
        address.number.as_deref(),
        address.complement.as_deref(),
    ];
    let city = joined(&[address.city.as_deref(), address.state.as_deref()], " - ");
    let code = address
        .postal_code
        .as_deref()
        .map(|code| format!("CEP {}", postal_code(code)));
    let lines = [
        joined(&street, ", "),
        address.neighborhood.clone().unwrap_or_default(),
        joined(&[Some(city.as_str()), code.as_deref()], "  "),
    ];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

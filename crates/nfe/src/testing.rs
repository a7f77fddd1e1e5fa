//! Makes NF-e documents for tests: valid check digits, made-up names, a CNPJ with letters, the groups of IBS and CBS.
//!
//! Not for the product, and not signed: it is compiled only with the feature `testing`.
//!
//! The one rule to know: fields are text as they stand in the document, so that a test can write what is wrong, too.

use std::fmt::Write;

use domain::amount::{Money, Quantity, UnitPrice};
use domain::documents::{AccessKey, AccessKeyParts, Cnpj, State, TaxDocument};
use quick_xml::escape::escape;

/// A document to be written.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Who issues it.
    pub issuer: Cnpj,
    /// To whom.
    pub recipient: Cnpj,
    /// Series.
    pub series: u16,
    /// Number.
    pub number: u32,
    /// When it is issued; year and month are also in the key.
    pub issued_at: String,
    /// The goods.
    pub lines: Vec<DraftLine>,
    /// The authority's answer; `None` writes a bare `NFe`.
    pub status: Option<String>,
}

/// A line to be written.
#[derive(Debug, Clone)]
pub struct DraftLine {
    /// The issuer's code.
    pub code: String,
    /// Description.
    pub description: String,
    /// Barcode; empty writes `SEM GTIN`.
    pub barcode: String,
    /// Unit.
    pub unit: String,
    /// How many.
    pub quantity: String,
    /// Price of one.
    pub unit_price: String,
    /// Discount, when there is one.
    pub discount: Option<String>,
    /// Freight, when there is one.
    pub freight: Option<String>,
    /// Lots: code, quantity, day made, last day.
    pub lots: Vec<[String; 4]>,
}

impl DraftLine {
    /// So many of a code at a price, nothing else said.
    #[must_use]
    pub fn of(code: &str, quantity: &str, unit_price: &str) -> Self {
        Self {
            code: code.to_owned(),
            description: format!("Mercadoria {code}"),
            barcode: String::new(),
            unit: "UN".to_owned(),
            quantity: quantity.to_owned(),
            unit_price: unit_price.to_owned(),
            discount: None,
            freight: None,
            lots: Vec::new(),
        }
    }

    /// The line with this barcode.
    #[must_use]
    pub fn barcode(mut self, barcode: &str) -> Self {
        barcode.clone_into(&mut self.barcode);
        self
    }

    /// The line counted in this unit.
    #[must_use]
    pub fn unit(mut self, unit: &str) -> Self {
        unit.clone_into(&mut self.unit);
        self
    }

    /// The line with one lot more.
    #[must_use]
    pub fn lot(mut self, code: &str, quantity: &str, manufactured_on: &str, expires_on: &str) -> Self {
        self.lots
            .push([code, quantity, manufactured_on, expires_on].map(str::to_owned));
        self
    }

    /// Quantity times price in cents; nothing of a line whose numbers are none.
    fn total(&self) -> Money {
        let quantity = Quantity::parse(&self.quantity).unwrap_or_default();
        let price = UnitPrice::parse_rounded_half_away(&self.unit_price, 10).unwrap_or_default();
        price
            .times_half_away(quantity)
            .unwrap_or_default()
            .round_to_cents_half_away()
    }
}

impl Draft {
    /// A document of a supplier whose CNPJ has letters, number `number` of series 1, authorised.
    ///
    /// # Panics
    /// Never: the CNPJs are written down here.
    #[must_use]
    pub fn new(number: u32, lines: Vec<DraftLine>) -> Self {
        Self {
            issuer: Cnpj::from_base("12ABC34501DE").expect("twelve letters and digits"),
            recipient: Cnpj::from_base("112223330001").expect("twelve digits"),
            series: 1,
            number,
            issued_at: "2026-09-14T10:20:30-03:00".to_owned(),
            lines,
            status: Some("100".to_owned()),
        }
    }

    /// Its access key.
    ///
    /// # Panics
    /// When the number, series or year is out of a key's range.
    #[must_use]
    pub fn key(&self) -> AccessKey {
        let part = |range: std::ops::Range<usize>| self.issued_at[range].parse().expect("digits of a date");
        AccessKey::from_parts(&AccessKeyParts {
            state: State::parse("RJ").expect("a state"),
            year: part(2..4),
            month: part(5..7),
            issuer: TaxDocument::Cnpj(self.issuer),
            model: 55,
            series: self.series,
            number: self.number,
            emission_type: 1,
            code: 14_443_917,
        })
        .expect("the parts of a key are in range")
    }

    /// The document's XML.
    #[must_use]
    pub fn xml(&self) -> String {
        let key = self.key();
        let lines: String = (1..)
            .zip(&self.lines)
            .map(|(number, line)| detail(number, line))
            .collect();
        let nfe = format!(
            "<NFe xmlns=\"http://www.portalfiscal.inf.br/nfe\"><infNFe versao=\"4.00\" Id=\"NFe{key}\">{}{}{}{lines}{}\
             <transp><modFrete>0</modFrete></transp><pag><detPag><tPag>90</tPag><vPag>0.00</vPag></detPag></pag>\
             </infNFe><Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><SignedInfo/></Signature></NFe>",
            self.identification(),
            self.parties(),
            "<autXML><CNPJ>00000000000191</CNPJ></autXML>",
            self.total(),
        );
        let Some(status) = &self.status else {
            return format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{nfe}");
        };
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
             <nfeProc versao=\"4.00\" xmlns=\"http://www.portalfiscal.inf.br/nfe\">{nfe}<protNFe versao=\"4.00\"><infProt>\
             <tpAmb>1</tpAmb><verAplic>RJ1</verAplic><chNFe>{key}</chNFe><dhRecbto>{}</dhRecbto>\
             <nProt>333260000000001</nProt><cStat>{status}</cStat><xMotivo>Resposta {status}</xMotivo></infProt></protNFe>\
             </nfeProc>",
            self.issued_at
        )
    }

    fn identification(&self) -> String {
        format!(
            "<ide><cUF>33</cUF><cNF>14443917</cNF><natOp>Venda de mercadoria</natOp><mod>55</mod><serie>{}</serie>\
             <nNF>{}</nNF><dhEmi>{}</dhEmi><tpNF>1</tpNF><idDest>1</idDest><cMunFG>3304557</cMunFG>\
             <cMunFGIBS>3304557</cMunFGIBS><tpImp>1</tpImp><tpEmis>1</tpEmis><cDV>{}</cDV><tpAmb>1</tpAmb>\
             <finNFe>1</finNFe><indFinal>0</indFinal><indPres>9</indPres><procEmi>0</procEmi><verProc>1</verProc></ide>",
            self.series,
            self.number,
            self.issued_at,
            &self.key().as_str()[43..],
        )
    }

    fn parties(&self) -> String {
        format!(
            "<emit><CNPJ>{}</CNPJ><xNome>Atacado &amp; Filhos {} Ltda</xNome><xFant>Atacado</xFant><enderEmit>\
             <xLgr>Rua da Assembleia</xLgr><nro>51</nro><xCpl>Sala 2</xCpl><xBairro>Centro</xBairro><cMun>3304557</cMun>\
             <xMun>Rio de Janeiro</xMun><UF>RJ</UF><CEP>20011001</CEP><cPais>1058</cPais></enderEmit><IE>75866577</IE>\
             <CRT>3</CRT></emit><dest><CNPJ>{}</CNPJ><xNome>Loja</xNome><indIEDest>1</indIEDest></dest>",
            self.issuer,
            &self.issuer.as_str()[..4],
            self.recipient,
        )
    }

    fn total(&self) -> String {
        let sum = |amounts: Vec<Money>| Money::checked_sum(amounts).unwrap_or_default();
        let extra = |text: &Option<String>| {
            text.as_deref()
                .and_then(|text| Money::parse(text).ok())
                .unwrap_or_default()
        };
        let goods = sum(self.lines.iter().map(DraftLine::total).collect());
        let freight = sum(self.lines.iter().map(|line| extra(&line.freight)).collect());
        let discount = sum(self.lines.iter().map(|line| extra(&line.discount)).collect());
        let total = goods
            .checked_add(freight)
            .and_then(|sum| sum.checked_sub(discount))
            .unwrap_or_default();
        let zeros: String = [
            "vBC",
            "vICMS",
            "vICMSDeson",
            "vFCP",
            "vBCST",
            "vST",
            "vFCPST",
            "vFCPSTRet",
        ]
        .map(|name| format!("<{name}>0.00</{name}>"))
        .concat();
        format!(
            "<total><ICMSTot>{zeros}<vProd>{}</vProd><vFrete>{}</vFrete><vSeg>0.00</vSeg><vDesc>{}</vDesc><vII>0.00</vII>\
             <vIPI>0.00</vIPI><vIPIDevol>0.00</vIPIDevol><vPIS>0.00</vPIS><vCOFINS>0.00</vCOFINS><vOutro>0.00</vOutro>\
             <vNF>{}</vNF></ICMSTot><IBSCBSTot><vBCIBSCBS>{}</vBCIBSCBS><gIBS><gIBSUF><vDif>0.00</vDif>\
             <vDevTrib>0.00</vDevTrib><vIBSUF>0.10</vIBSUF></gIBSUF><gIBSMun><vDif>0.00</vDif><vDevTrib>0.00</vDevTrib>\
             <vIBSMun>0.00</vIBSMun></gIBSMun><vIBS>0.10</vIBS><vCredPres>0.00</vCredPres>\
             <vCredPresCondSus>0.00</vCredPresCondSus></gIBS><gCBS><vDif>0.00</vDif><vDevTrib>0.00</vDevTrib>\
             <vCBS>0.90</vCBS><vCredPres>0.00</vCredPres><vCredPresCondSus>0.00</vCredPresCondSus></gCBS></IBSCBSTot>\
             </total>",
            goods.to_fixed(2),
            freight.to_fixed(2),
            discount.to_fixed(2),
            total.to_fixed(2),
            goods.to_fixed(2),
        )
    }
}

/// A line with the taxes of both systems, as documents have them since 2026.
fn detail(number: u32, line: &DraftLine) -> String {
    let total = line.total().to_fixed(2);
    let barcode = if line.barcode.is_empty() {
        "SEM GTIN"
    } else {
        &line.barcode
    };
    let mut extras = String::new();
    for (name, amount) in [("vFrete", &line.freight), ("vDesc", &line.discount)] {
        if let Some(amount) = amount {
            // Writing to a String cannot fail.
            let _ = write!(extras, "<{name}>{amount}</{name}>");
        }
    }
    let mut lots = String::new();
    for [code, quantity, manufactured_on, expires_on] in &line.lots {
        let _ = write!(
            lots,
            "<rastro><nLote>{}</nLote><qLote>{quantity}</qLote><dFab>{manufactured_on}</dFab><dVal>{expires_on}</dVal>\
             </rastro>",
            escape(code.as_str())
        );
    }
    format!(
        "<det nItem=\"{number}\"><prod><cProd>{}</cProd><cEAN>{barcode}</cEAN><xProd>{}</xProd><NCM>63079090</NCM>\
         <CFOP>5102</CFOP><uCom>{unit}</uCom><qCom>{quantity}</qCom><vUnCom>{price}</vUnCom><vProd>{total}</vProd>\
         <cEANTrib>{barcode}</cEANTrib><uTrib>{unit}</uTrib><qTrib>{quantity}</qTrib><vUnTrib>{price}</vUnTrib>{extras}\
         <indTot>1</indTot>{lots}</prod><imposto><ICMS><ICMS00><orig>0</orig><CST>00</CST><modBC>3</modBC>\
         <vBC>0.00</vBC><pICMS>0.00</pICMS><vICMS>0.00</vICMS></ICMS00></ICMS><PIS><PISNT><CST>07</CST></PISNT></PIS>\
         <COFINS><COFINSNT><CST>07</CST></COFINSNT></COFINS><IBSCBS><CST>000</CST><cClassTrib>000001</cClassTrib>\
         <gIBSCBS><vBC>{total}</vBC><gIBSUF><pIBSUF>0.1000</pIBSUF><vIBSUF>0.10</vIBSUF></gIBSUF>\
         <gIBSMun><pIBSMun>0.0000</pIBSMun><vIBSMun>0.00</vIBSMun></gIBSMun><vIBS>0.10</vIBS>\
         <gCBS><pCBS>0.9000</pCBS><vCBS>0.90</vCBS></gCBS></gIBSCBS></IBSCBS></imposto></det>",
        escape(line.code.as_str()),
        escape(line.description.as_str()),
        unit = escape(line.unit.as_str()),
        quantity = line.quantity,
        price = line.unit_price,
    )
}

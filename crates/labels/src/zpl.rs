//! Labels as ZPL II, for thermal printers of 8 dots to the millimetre.
//!
//! The one rule to know: text of others never reaches the printer as a command: signs with a meaning are sent as
//! hexadecimal.

use std::fmt::Write;

use crate::Label;
use crate::code128::encode;

/// 100 × 150 mm, in dots.
const WIDTH_DOTS: u32 = 800;
const HEIGHT_DOTS: u32 = 1_200;
const MARGIN_DOTS: u32 = 40;
const BARCODE_HEIGHT_DOTS: u32 = 160;
/// Where the barcode begins.
const BARCODE_TOP_DOTS: u32 = 940;
/// The widest bars, in dots to a module, that are tried first.
const MODULE_MAX_DOTS: u32 = 4;

/// The labels, one after another.
#[must_use]
pub fn zpl(labels: &[Label]) -> String {
    let mut written = String::new();
    for label in labels {
        page(&mut written, label);
    }
    written
}

fn page(out: &mut String, label: &Label) {
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(out, "^XA^CI28^PW{WIDTH_DOTS}^LL{HEIGHT_DOTS}^LH0,0");
    let mut top = MARGIN_DOTS;
    field(out, top, 56, 1, &label.title);
    top += 70;
    field(out, top, 28, 2, &label.subtitle);
    top += 70;
    for block in &label.blocks {
        rule(out, top - 8);
        field(out, top, 22, 1, &block.heading);
        top += 30;
        let size = if block.is_prominent { 36 } else { 28 };
        for line in &block.lines {
            if top + 2 * size > BARCODE_TOP_DOTS {
                break;
            }
            field(out, top, size, 2, line);
            let is_long = line.chars().count() * usize::try_from(size).unwrap_or(0) > 2 * 720;
            top += (size + 6) * if is_long { 2 } else { 1 };
        }
        top += 24;
    }
    barcode(out, &label.barcode);
    field(out, HEIGHT_DOTS - MARGIN_DOTS, 22, 1, &label.footer);
    out.push_str("^XZ\n");
}

/// A text from the left margin on, in at most so many lines.
fn field(out: &mut String, top: u32, size: u32, lines: u32, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    let width = WIDTH_DOTS - 2 * MARGIN_DOTS;
    let _ = write!(
        out,
        "^FO{MARGIN_DOTS},{top}^A0N,{size},{size}^FB{width},{lines},4,L,0^FH_^FD"
    );
    escaped(out, text);
    out.push_str("^FS\n");
}

fn rule(out: &mut String, top: u32) {
    let width = WIDTH_DOTS - 2 * MARGIN_DOTS;
    let _ = writeln!(out, "^FO{MARGIN_DOTS},{top}^GB{width},2,2^FS");
}

fn barcode(out: &mut String, text: &str) {
    let Some(barcode) = encode(text) else { return };
    // Ten modules of white on both sides.
    let module = (WIDTH_DOTS / (barcode.modules() + 20)).clamp(1, MODULE_MAX_DOTS);
    let left = WIDTH_DOTS.saturating_sub(barcode.modules() * module) / 2;
    let _ = write!(
        out,
        "^FO{left},{BARCODE_TOP_DOTS}^BY{module}^BCN,{BARCODE_HEIGHT_DOTS},Y,N,N,A^FH_^FD"
    );
    escaped(out, text);
    out.push_str("^FS\n");
}

/// Text in which signs with a meaning, and what is not printed, are hexadecimal.
fn escaped(out: &mut String, text: &str) {
    for sign in text.chars() {
        match sign {
            '^' | '~' | '_' | '\\' | '>' => {
                let _ = write!(out, "_{:02X}", u32::from(sign));
            }
            _ if sign.is_control() => out.push(' '),
            _ => out.push(sign),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Block;

    #[test]
    fn a_label_is_a_page_with_its_texts_and_barcode() {
        let label = Label {
            title: "Pedido 42".to_owned(),
            blocks: vec![Block {
                heading: "DESTINATÁRIO".to_owned(),
                lines: vec!["Maria".to_owned()],
                is_prominent: true,
            }],
            barcode: "PED-42".to_owned(),
            ..Label::default()
        };
        let written = zpl(&[label.clone(), label]);
        assert_eq!(written.matches("^XA").count(), 2);
        assert_eq!(written.matches("^XZ").count(), 2);
        for part in [
            "^FDPedido 42^FS",
            "^FDDESTINATÁRIO^FS",
            "^FDMaria^FS",
            "^BCN,160,Y,N,N,A^FH_^FDPED-42^FS",
        ] {
            assert!(written.contains(part), "{part} in {written}");
        }
    }

    #[test]
    fn text_is_never_a_command() {
        let label = Label {
            title: "x^XZ~JA_5E\n".to_owned(),
            barcode: "^XZ".to_owned(),
            ..Label::default()
        };
        let written = zpl(&[label]);
        assert!(written.contains("^FDx_5EXZ_7EJA_5F5E ^FS"), "{written}");
        assert_eq!(written.matches("^XZ").count(), 1);
    }

    #[test]
    fn what_has_no_barcode_is_printed_without() {
        let label = Label {
            barcode: "ção".to_owned(),
            ..Label::default()
        };
        assert!(!zpl(&[label]).contains("^BC"));
    }
}

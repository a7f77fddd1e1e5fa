//! Labels as PDF, a page of 100 × 150 mm each, with the fonts that every reader has.
//!
//! The one rule to know: no date, no random number and no compression: the bytes follow from the label.

use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str};

use crate::code128::encode;
use crate::text::{cut, encoded, lines, width};
use crate::{Block, Label};

/// 100 × 150 mm, in points.
const WIDTH: f32 = 283.46;
const HEIGHT: f32 = 425.2;
const MARGIN: f32 = 14.0;
const BARCODE_HEIGHT: f32 = 56.0;
/// Where the barcode stands, from below.
const BARCODE_BOTTOM: f32 = 44.0;
/// How far down text may come.
const TEXT_BOTTOM: f32 = BARCODE_BOTTOM + BARCODE_HEIGHT + 10.0;
/// The widest bars.
const MODULE_MAX: f32 = 1.6;

const PLAIN: Name<'static> = Name(b"F1");
const BOLD: Name<'static> = Name(b"F2");

/// The labels, one page each. No label is a page without anything, because a document has at least one.
#[must_use]
pub fn pdf(labels: &[Label]) -> Vec<u8> {
    let empty = [Label::default()];
    let labels = if labels.is_empty() { &empty[..] } else { labels };
    let (catalog, tree, plain, bold) = (Ref::new(1), Ref::new(2), Ref::new(3), Ref::new(4));
    let mut next = 5..;
    let mut reference = || Ref::new(next.next().unwrap_or(i32::MAX));
    let pages: Vec<(Ref, Ref)> = labels.iter().map(|_| (reference(), reference())).collect();
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    let count = i32::try_from(pages.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(pages.iter().map(|(page, _)| *page)).count(count);
    for (id, base) in [(plain, b"Helvetica".as_slice()), (bold, b"Helvetica-Bold".as_slice())] {
        pdf.type1_font(id)
            .base_font(Name(base))
            .encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    for ((id, content), label) in pages.into_iter().zip(labels) {
        let mut page = pdf.page(id);
        page.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT))
            .parent(tree)
            .contents(content);
        page.resources().fonts().pair(PLAIN, plain).pair(BOLD, bold);
        page.finish();
        pdf.stream(content, &drawn(label).finish());
    }
    pdf.finish()
}

/// Where the next line goes.
struct Pen {
    content: Content,
    y: f32,
}

impl Pen {
    /// A line from the left margin on.
    fn line(&mut self, font: Name<'_>, size: f32, text: &str) {
        self.y -= size;
        self.put(font, size, MARGIN, self.y, text);
        self.y -= size * 0.3;
    }

    fn put(&mut self, font: Name<'_>, size: f32, x: f32, y: f32, text: &str) {
        self.content.begin_text();
        self.content.set_font(font, size);
        self.content.next_line(x, y);
        self.content.show(Str(&encoded(text)));
        self.content.end_text();
    }

    fn rule(&mut self) {
        self.y -= 3.0;
        self.content.set_line_width(0.7);
        self.content.move_to(MARGIN, self.y);
        self.content.line_to(WIDTH - MARGIN, self.y);
        self.content.stroke();
        self.y -= 3.0;
    }
}

fn drawn(label: &Label) -> Content {
    let mut pen = Pen {
        content: Content::new(),
        y: HEIGHT - MARGIN,
    };
    pen.line(BOLD, 20.0, &cut(&label.title, room(20.0)));
    for line in lines(&label.subtitle, room(10.0)).iter().take(2) {
        pen.line(PLAIN, 10.0, line);
    }
    for block in &label.blocks {
        draw_block(&mut pen, block);
    }
    draw_barcode(&mut pen, &label.barcode);
    pen.put(PLAIN, 7.0, MARGIN, 12.0, &cut(&label.footer, room(7.0)));
    pen.content
}

fn draw_block(pen: &mut Pen, block: &Block) {
    pen.rule();
    pen.line(BOLD, 7.0, &cut(&block.heading, room(7.0)));
    let (font, size) = if block.is_prominent {
        (BOLD, 13.0)
    } else {
        (PLAIN, 10.0)
    };
    for line in block.lines.iter().flat_map(|line| lines(line, room(size))) {
        if pen.y - size < TEXT_BOTTOM {
            return;
        }
        pen.line(font, size, &line);
    }
}

fn draw_barcode(pen: &mut Pen, text: &str) {
    let size = 10.0;
    if let Some(barcode) = encode(text) {
        let modules = barcode.modules();
        // Ten modules of white on both sides.
        let module = (WIDTH / as_points(modules + 20)).min(MODULE_MAX);
        let left = (WIDTH - as_points(modules) * module) / 2.0;
        for (at, width) in barcode.bars() {
            let x = left + as_points(at) * module;
            pen.content
                .rect(x, BARCODE_BOTTOM, as_points(width) * module, BARCODE_HEIGHT);
        }
        pen.content.fill_nonzero();
    }
    let text = cut(text, room(size));
    let wide = as_points(width(&text)) * size / 1_000.0;
    pen.put(PLAIN, size, (WIDTH - wide) / 2.0, BARCODE_BOTTOM - 13.0, &text);
}

/// How wide a text of this size may be, in thousandths of its size. Bold text is a little wider than what widths say.
fn room(size: f32) -> u32 {
    let thousandths = (WIDTH - 2.0 * MARGIN) * 930.0 / size;
    // Between nothing and a few hundred thousand, whatever the size.
    thousandths as u32
}

/// A count of modules or thousandths as a length; both are far below what the type holds exactly.
fn as_points(count: u32) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label() -> Label {
        Label {
            title: "Pedido 42".to_owned(),
            subtitle: "SEDEX".to_owned(),
            blocks: vec![Block {
                heading: "DESTINATÁRIO".to_owned(),
                lines: vec!["Maria (da) Conceição \\".to_owned(), "x ".repeat(900)],
                is_prominent: true,
            }],
            barcode: "PED-42".to_owned(),
            footer: "Volume 1/2".to_owned(),
        }
    }

    fn count(bytes: &[u8], what: &[u8]) -> usize {
        bytes.windows(what.len()).filter(|window| *window == what).count()
    }

    #[test]
    fn every_label_is_a_page_and_the_bytes_repeat() {
        let bytes = pdf(&[label(), label()]);
        assert!(bytes.starts_with(b"%PDF-1."));
        assert!(bytes.ends_with(b"%%EOF"));
        assert_eq!(count(&bytes, b"/Type /Page\n"), 2);
        assert_eq!(bytes, pdf(&[label(), label()]));
        assert_eq!(count(&pdf(&[]), b"/Type /Page\n"), 1);
    }

    #[test]
    fn the_bars_of_the_barcode_are_filled() {
        let bars = encode("PED-42").unwrap().bars().count();
        let bytes = pdf(&[label()]);
        assert_eq!(count(&bytes, b" re\n"), bars);
        let without = Label {
            barcode: "ção".to_owned(),
            ..label()
        };
        assert_eq!(count(&pdf(&[without]), b" re\n"), 0);
    }
}

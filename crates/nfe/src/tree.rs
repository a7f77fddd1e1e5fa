//! XML to a small tree, within limits.
//!
//! Not an XML library: names lose their prefixes, comments and processing instructions are passed over.
//!
//! The one rule to know: nothing here recurses over the document, and every limit is held before memory is taken.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::errors::{IllFormedError, SyntaxError};
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::MAX_BYTES;
use crate::error::NfeError;

/// The deepest nesting; an NF-e needs half of it.
const MAX_DEPTH: usize = 32;
/// The most elements; 990 lines with every tax there is need fewer.
const MAX_ELEMENTS: usize = 200_000;
/// The most attributes of one element; an NF-e has three.
const MAX_ATTRIBUTES: usize = 16;

/// One element.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// Its name without a prefix.
    pub(crate) name: Box<str>,
    /// Its attributes: name without a prefix, value.
    pub(crate) attributes: Vec<(Box<str>, String)>,
    /// The text between its tags, its children's left out.
    pub(crate) text: String,
    /// The elements inside, in their order.
    pub(crate) children: Vec<Element>,
}

/// The root element of the document.
///
/// # Errors
/// Every variant of [`NfeError`] that concerns XML and not the NF-e.
pub(crate) fn parse(xml: &[u8]) -> Result<Element, NfeError> {
    if xml.len() > MAX_BYTES {
        return Err(NfeError::TooLarge { limit_bytes: MAX_BYTES });
    }
    let text = std::str::from_utf8(xml).map_err(|_| NfeError::Encoding)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(byte) = text.find(|character| !is_allowed(character)) {
        return Err(NfeError::Malformed { byte: position(byte) });
    }
    let mut reader = Reader::from_str(text);
    let mut building = Building::default();
    loop {
        let event = match reader.read_event() {
            Ok(Event::Eof) => return building.finish(reader.buffer_position()),
            Ok(event) => event,
            Err(error) => return Err(unreadable(&error, reader.error_position())),
        };
        building.take(event, reader.buffer_position())?;
    }
}

/// The elements that are open, the outermost first, and the root once it is closed.
#[derive(Default)]
struct Building {
    open: Vec<Element>,
    root: Option<Element>,
    elements: usize,
}

impl Building {
    fn take(&mut self, event: Event<'_>, byte: u64) -> Result<(), NfeError> {
        match event {
            Event::Start(start) => self.start(&start, byte),
            Event::Empty(start) => {
                self.start(&start, byte)?;
                self.end();
                Ok(())
            }
            Event::End(_) => {
                self.end();
                Ok(())
            }
            Event::Text(text) => self.text(&text.xml10_content(), byte),
            Event::CData(text) => self.text(&text.xml10_content(), byte),
            Event::GeneralRef(reference) => self.reference(&reference, byte),
            Event::DocType(_) => Err(NfeError::DocumentType),
            Event::Decl(decl) => match decl.encoding() {
                Some(Ok(encoding)) if !encoding.eq_ignore_ascii_case("utf-8") => Err(NfeError::Encoding),
                Some(Err(_)) => Err(NfeError::Malformed { byte }),
                Some(Ok(_)) | None => Ok(()),
            },
            Event::Comment(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>, byte: u64) -> Result<(), NfeError> {
        if self.root.is_some() {
            return Err(NfeError::Malformed { byte });
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(NfeError::TooDeep { limit: MAX_DEPTH });
        }
        self.elements += 1;
        if self.elements > MAX_ELEMENTS {
            return Err(NfeError::TooMany);
        }
        self.open.push(Element {
            name: start.local_name().as_ref().into(),
            attributes: attributes(start, byte)?,
            ..Element::default()
        });
        Ok(())
    }

    /// Closes the innermost element; the reader has made sure that there is one, of that name.
    fn end(&mut self) {
        let Some(closed) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(closed),
            None => self.root = Some(closed),
        }
    }

    fn text(&mut self, text: &str, byte: u64) -> Result<(), NfeError> {
        match self.open.last_mut() {
            Some(element) if element.children.is_empty() || !text.trim().is_empty() => element.text.push_str(text),
            // Blanks between elements mean nothing.
            Some(_) => {}
            None if text.trim().is_empty() => {}
            None => return Err(NfeError::Malformed { byte }),
        }
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>, byte: u64) -> Result<(), NfeError> {
        let mut buffer = [0; 4];
        let text: &str = if reference.is_char_ref() {
            let character = reference.resolve_char_ref().ok().flatten().filter(|c| is_allowed(*c));
            character.ok_or(NfeError::Malformed { byte })?.encode_utf8(&mut buffer)
        } else {
            resolve_xml_entity(reference).ok_or(NfeError::Entity)?
        };
        let element = self.open.last_mut().ok_or(NfeError::Malformed { byte })?;
        element.text.push_str(text);
        Ok(())
    }

    fn finish(self, byte: u64) -> Result<Element, NfeError> {
        match self.root {
            Some(root) => Ok(root),
            None if self.open.is_empty() => Err(NfeError::Malformed { byte }),
            None => Err(NfeError::Truncated),
        }
    }
}

/// Whether XML may hold the character.
fn is_allowed(character: char) -> bool {
    !matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

fn attributes(start: &BytesStart<'_>, byte: u64) -> Result<Vec<(Box<str>, String)>, NfeError> {
    let mut found: Vec<(Box<str>, String)> = Vec::new();
    // The reader's own check of doubles takes time with the square of their number.
    let mut attributes = start.attributes();
    for attribute in attributes.with_checks(false) {
        let attribute = attribute.map_err(|_| NfeError::Malformed { byte })?;
        if found.len() >= MAX_ATTRIBUTES {
            return Err(NfeError::TooMany);
        }
        let name: Box<str> = attribute.key.local_name().as_ref().into();
        if found.iter().any(|(known, _)| *known == name) {
            return Err(NfeError::Malformed { byte });
        }
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|_| NfeError::Malformed { byte })?;
        found.push((name, value.into_owned()));
    }
    Ok(found)
}

/// What the reader's error means.
fn unreadable(error: &quick_xml::Error, byte: u64) -> NfeError {
    match error {
        quick_xml::Error::Syntax(SyntaxError::InvalidBangMarkup) => NfeError::Malformed { byte },
        quick_xml::Error::Syntax(SyntaxError::UnclosedDoctype) => NfeError::DocumentType,
        // The other syntax errors are all of one kind: the end came inside a tag, a comment or the like.
        quick_xml::Error::Syntax(_) | quick_xml::Error::IllFormed(IllFormedError::MissingEndTag(_)) => {
            NfeError::Truncated
        }
        _ => NfeError::Malformed { byte },
    }
}

fn position(byte: usize) -> u64 {
    u64::try_from(byte).unwrap_or(u64::MAX)
}

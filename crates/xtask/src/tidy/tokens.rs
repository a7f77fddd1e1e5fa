//! Reads a Rust file as tokens, doc comments left out, so that checks also see inside macro calls.
//!
//! Not a parser: a check that needs items or patterns uses [`super::tree::File`]'s syntax.
//! The one rule: every token is visited once, in order, with its line.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// One token and where it stands.
pub(super) struct Token {
    pub(super) tree: TokenTree,
    /// Counted from 1.
    pub(super) line: usize,
}

impl Token {
    /// Whether this is the identifier or keyword `word`.
    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(&self.tree, TokenTree::Ident(ident) if ident == word)
    }

    /// Whether this is the punctuation mark `mark`.
    pub(super) fn is_mark(&self, mark: char) -> bool {
        matches!(&self.tree, TokenTree::Punct(punct) if punct.as_char() == mark)
    }

    /// Whether this is `mark` on its own, not the beginning of a longer operator such as `!=`.
    pub(super) fn is_lone_mark(&self, mark: char) -> bool {
        matches!(&self.tree, TokenTree::Punct(punct) if punct.as_char() == mark && punct.spacing() == Spacing::Alone)
    }

    /// The value, when this is a literal.
    pub(super) fn literal(&self) -> Option<syn::Lit> {
        match &self.tree {
            TokenTree::Literal(literal) => Some(syn::Lit::new(literal.clone())),
            TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Punct(_) => None,
        }
    }

    /// The tokens between the brackets, when this is an attribute's `[…]`.
    pub(super) fn bracketed(&self) -> Option<Vec<Self>> {
        match &self.tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => Some(flatten(group.stream())),
            TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => None,
        }
    }
}

/// Every token of `text`, each group followed by its content. Empty when the text is not Rust.
pub(super) fn of(text: &str) -> Vec<Token> {
    text.parse().map(flatten).unwrap_or_default()
}

fn flatten(stream: TokenStream) -> Vec<Token> {
    let mut tokens = Vec::new();
    push_all(stream, &mut tokens);
    tokens
}

fn push_all(stream: TokenStream, tokens: &mut Vec<Token>) {
    for tree in stream {
        let line = tree.span().start().line;
        let content = match &tree {
            TokenTree::Group(group) if is_documentation(group) => continue,
            TokenTree::Group(group) => Some(group.stream()),
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => None,
        };
        tokens.push(Token { tree, line });
        if let Some(content) = content {
            push_all(content, tokens);
        }
    }
}

/// `[doc = "…"]`: a doc comment reaches us as this attribute, and its words are not code.
fn is_documentation(group: &proc_macro2::Group) -> bool {
    let mut content = group.stream().into_iter();
    group.delimiter() == Delimiter::Bracket
        && matches!(content.next(), Some(TokenTree::Ident(ident)) if ident == "doc")
        && matches!(content.next(), Some(TokenTree::Punct(mark)) if mark.as_char() == '=')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_inside_a_macro_call_are_seen_with_their_line() {
        let tokens = of("fn a() {\n  println!(\"{}\",\n    1.5);\n}");
        let float = tokens
            .iter()
            .find(|token| matches!(token.literal(), Some(syn::Lit::Float(_))));
        assert_eq!(float.map(|token| token.line), Some(3));
    }

    #[test]
    fn words_of_a_doc_comment_are_not_tokens() {
        assert!(
            !of("/// f64 is banned\nfn a() {}")
                .iter()
                .any(|token| token.literal().is_some())
        );
    }
}

//! A parser for those who read a text once: the same trees as tree-sitter's, from the same scanner, at a small part of the
//! cost. `grammar.js` says the grammar; `tests/parser.rs` holds that this is it.

use crate::tokens::{Token, Tokens, Valid};
use crate::tree::{Field, NodeKind, Tree};

/// What stands before a text, as far as the grammar asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entrance {
    /// Nothing: front matter may stand here.
    Document,
    /// A blank line, front matter or a declaration: a declaration may stand here.
    Block,
    /// A paragraph that ended with the line before: `@id:` is text.
    Run,
}

/// The tree of whole blocks that stand in this entrance.
///
/// A text of more than 4 GB is read as far as that.
pub fn parse(text: &str, entrance: Entrance) -> Tree {
    let text = &text[..text.floor_char_boundary(u32::MAX as usize)];
    let mut parser = Parser { tokens: Tokens::new(text, entrance), tree: Tree::default() };
    parser.blocks();
    parser.tree
}

// What may stand where.

const BLOCK: Valid = Valid::of(&[
    Token::FrontMatterOpen,
    Token::ActorMarker,
    Token::SourceMarker,
    Token::NoteMarker,
    Token::BlankLine,
    Token::Text,
    Token::Escape,
    Token::QuotationOpen,
    Token::BracketOpen,
    Token::LineContinues,
]);
const BLOCK_OR_FIELD: Valid = BLOCK.or(&[Token::FieldIndent]);
const CONTENT: Valid = Valid::of(&[
    Token::Text,
    Token::Escape,
    Token::QuotationOpen,
    Token::QuotationClose,
    Token::BracketOpen,
    Token::BracketClose,
    Token::Unclosed,
    Token::LineContinues,
    Token::ParagraphEnd,
]);
const CONTENT_OR_ANNOTATION: Valid = CONTENT.or(&[Token::AnnotationOpen]);

const NEWLINE: Valid = Valid::of(&[Token::Newline]);
const LINE: Valid = NEWLINE.or(&[Token::Line]);
const IDENTIFIER: Valid = Valid::of(&[Token::Identifier]);
const FIELD: Valid = Valid::of(&[Token::FieldKey, Token::Unreadable]);
const FRONT_MATTER_LINE: Valid = FIELD.or(&[Token::FrontMatterClose]);
const FIELD_VALUE: Valid = NEWLINE.or(&[Token::Value]);
const TAIL: Valid = NEWLINE.or(&[Token::Tail]);
const IDENTIFIER_OR_TAIL: Valid = TAIL.or(&[Token::Identifier]);

const ANNOTATION_END: Valid = Valid::of(&[Token::AnnotationClose, Token::AnnotationUnfinished]);
const SIGN_ITEM: Valid = ANNOTATION_END.or(&[Token::Stray]);
const IDENTIFIER_OR_SIGN_ITEM: Valid = SIGN_ITEM.or(&[Token::Identifier]);
const ITEM: Valid = SIGN_ITEM.or(&[Token::Kind, Token::Flag, Token::Key, Token::Word]);
const VALUE: Valid = ANNOTATION_END.or(&[Token::String, Token::Bare]);
const IDENTIFIER_OR_VALUE: Valid = VALUE.or(&[Token::Identifier]);

/// Each rule starts behind its first token. One that ends where another token comes returns that.
struct Parser<'a> {
    tokens: Tokens<'a>,
    tree: Tree,
}

impl Parser<'_> {
    fn start(&self) -> usize {
        self.tokens.range.start
    }

    fn end(&self) -> usize {
        self.tokens.range.end
    }

    /// The last token becomes a node.
    fn leaf(&mut self, kind: NodeKind, field: Option<Field>) {
        self.tree.leaf(kind, field, self.tokens.range.clone());
    }

    /// A node begins with the last token.
    fn open(&mut self, kind: NodeKind, field: Option<Field>) -> usize {
        self.tree.open(kind, field, self.start())
    }

    fn blocks(&mut self) {
        let mut next = self.tokens.scan(&BLOCK);
        while let Some(token) = next {
            next = match token {
                Token::ActorMarker => self.declaration(NodeKind::ActorDeclaration),
                Token::SourceMarker => self.declaration(NodeKind::SourceDeclaration),
                _ => {
                    match token {
                        Token::BlankLine => {}
                        Token::FrontMatterOpen => self.front_matter(),
                        Token::NoteMarker => self.note(),
                        first => self.paragraph(first),
                    }
                    self.tokens.scan(&BLOCK)
                }
            };
        }
    }

    fn front_matter(&mut self) {
        let place = self.open(NodeKind::FrontMatter, None);
        self.tokens.scan(&NEWLINE);
        while let Some(token) = self.tokens.scan(&FRONT_MATTER_LINE) {
            if token == Token::FrontMatterClose {
                self.tokens.scan(&NEWLINE);
                break;
            }
            self.field(token);
        }
        self.tree.close(place, self.end());
    }

    fn declaration(&mut self, kind: NodeKind) -> Option<Token> {
        let place = self.open(kind, None);
        if self.tokens.scan(&IDENTIFIER).is_some() {
            self.leaf(NodeKind::Identifier, Some(Field::Id));
        }
        self.tokens.take(b':');
        self.rest_of_line(NodeKind::Name, Field::Name);
        loop {
            let end = self.end();
            let next = self.tokens.scan(&BLOCK_OR_FIELD);
            if next != Some(Token::FieldIndent) {
                self.tree.close(place, end);
                return next;
            }
            if let Some(first) = self.tokens.scan(&FIELD) {
                self.field(first);
            }
        }
    }

    fn field(&mut self, first: Token) {
        let place = self.open(NodeKind::Field, None);
        if first == Token::FieldKey {
            self.leaf(NodeKind::FieldKey, Some(Field::Key));
            self.tokens.take_blank();
            self.tokens.take(b':');
            self.field_value();
        } else {
            self.leaf(NodeKind::Unreadable, None);
            self.tokens.scan(&NEWLINE);
        }
        self.tree.close(place, self.end());
    }

    fn field_value(&mut self) {
        let mut next = self.tokens.scan(&FIELD_VALUE);
        if next == Some(Token::Value) {
            self.leaf(NodeKind::Value, Some(Field::Value));
        }
        if next.is_none() {
            // The scanner leaves a sign to the grammar, and the blanks before it.
            self.tokens.take_blank();
            if let Some(kind) = self.take_sign(NodeKind::Label) {
                next = self.reference(kind, Some(Field::Value), &IDENTIFIER_OR_TAIL, &TAIL);
            }
            if next == Some(Token::Tail) {
                self.leaf(NodeKind::Value, None);
            }
        }
        if next != Some(Token::Newline) {
            self.tokens.scan(&NEWLINE);
        }
    }

    fn note(&mut self) {
        let place = self.open(NodeKind::Note, None);
        self.rest_of_line(NodeKind::NoteText, Field::Text);
        self.tree.close(place, self.end());
    }

    fn rest_of_line(&mut self, kind: NodeKind, field: Field) {
        if self.tokens.scan(&LINE) == Some(Token::Line) {
            self.leaf(kind, Some(field));
            self.tokens.scan(&NEWLINE);
        }
    }

    fn paragraph(&mut self, first: Token) {
        let paragraph = self.open(NodeKind::Paragraph, None);
        // The quotations and brackets that are open.
        let mut open = Vec::new();
        let mut next = Some(first);
        while let Some(token) = next {
            match token {
                Token::Escape => self.leaf(NodeKind::Escape, None),
                Token::BracketOpen => open.push(self.open(NodeKind::Brackets, None)),
                Token::QuotationOpen => {
                    open.push(self.open(NodeKind::Quotation, None));
                    self.leaf(NodeKind::Mark, Some(Field::Open));
                }
                Token::Unclosed => {
                    if let Some(place) = open.pop() {
                        self.tree.close(place, self.end());
                    }
                }
                Token::QuotationClose | Token::BracketClose => {
                    next = self.closing(token, open.pop());
                    continue;
                }
                Token::ParagraphEnd => break,
                _ => {}
            }
            next = self.tokens.scan(&CONTENT);
        }
        self.tree.close(paragraph, self.end());
    }

    /// The end of a quotation or of brackets, and the annotation of it.
    fn closing(&mut self, token: Token, place: Option<usize>) -> Option<Token> {
        if token == Token::QuotationClose {
            self.leaf(NodeKind::Mark, Some(Field::Close));
        }
        let mut end = self.end();
        let mut next = self.tokens.scan(&CONTENT_OR_ANNOTATION);
        if next == Some(Token::AnnotationOpen) {
            if let Some(place) = place.filter(|_| token == Token::BracketClose) {
                self.tree.make(place, NodeKind::Span);
            }
            self.annotation();
            end = self.end();
            next = self.tokens.scan(&CONTENT);
        }
        if let Some(place) = place {
            self.tree.close(place, end);
        }
        next
    }

    fn annotation(&mut self) {
        let place = self.open(NodeKind::Annotation, Some(Field::Annotation));
        let mut next = self.tokens.scan(&ITEM);
        loop {
            next = match next {
                Some(Token::AnnotationClose) => break,
                Some(Token::AnnotationUnfinished) => {
                    self.leaf(NodeKind::Unfinished, None);
                    break;
                }
                Some(Token::Key) => self.attribute(),
                Some(word) => {
                    self.leaf(
                        match word {
                            Token::Kind => NodeKind::Kind,
                            Token::Flag => NodeKind::Flag,
                            _ => NodeKind::Unreadable,
                        },
                        None,
                    );
                    self.tokens.scan(&SIGN_ITEM)
                }
                None if self.tokens.take_blank() => self.tokens.scan(&ITEM),
                None => match self.take_sign(NodeKind::Label) {
                    Some(kind) => self.reference(kind, None, &IDENTIFIER_OR_SIGN_ITEM, &SIGN_ITEM),
                    None => break,
                },
            };
        }
        self.tree.close(place, self.end());
    }

    fn attribute(&mut self) -> Option<Token> {
        let attribute = self.open(NodeKind::Attribute, None);
        self.leaf(NodeKind::Key, Some(Field::Key));
        self.tokens.take(b'=');
        let start = self.end();
        let value = self.tree.open(NodeKind::Value, Some(Field::Value), start);
        let next = self.value_pieces();
        let end = if next.is_some() { self.start() } else { self.end() };
        if start < end {
            self.tree.close(value, end);
        } else {
            self.tree.discard(value);
        }
        self.tree.close(attribute, end);
        next
    }

    fn value_pieces(&mut self) -> Option<Token> {
        let mut next = self.tokens.scan(&VALUE);
        loop {
            next = match next {
                Some(Token::Bare) if self.tokens.next_byte() == Some(b'#') => {
                    let place = self.open(NodeKind::LabelReference, None);
                    self.leaf(NodeKind::Path, Some(Field::Document));
                    self.tokens.take(b'#');
                    self.identifier(place, &IDENTIFIER_OR_VALUE, &VALUE)
                }
                Some(Token::Bare) => self.tokens.scan(&VALUE),
                Some(Token::String) => {
                    self.leaf(NodeKind::String, None);
                    self.tokens.scan(&VALUE)
                }
                Some(end) => return Some(end),
                None if self.tokens.take(b',') || self.tokens.take(b';') => self.tokens.scan(&VALUE),
                None => {
                    let kind = self.take_sign(NodeKind::LabelReference)?;
                    self.reference(kind, None, &IDENTIFIER_OR_VALUE, &VALUE)
                }
            };
        }
    }

    /// The kind of reference that the sign which comes next begins.
    fn take_sign(&mut self, label: NodeKind) -> Option<NodeKind> {
        let signs = [(b'@', NodeKind::ActorReference), (b'^', NodeKind::SourceReference), (b'#', label)];
        signs.into_iter().find(|(sign, _)| self.tokens.take(*sign)).map(|(_, kind)| kind)
    }

    fn reference(
        &mut self,
        kind: NodeKind,
        field: Option<Field>,
        with_identifier: &Valid,
        behind: &Valid,
    ) -> Option<Token> {
        let place = self.open(kind, field);
        self.identifier(place, with_identifier, behind)
    }

    /// The identifier behind a sign, if there is one, with which a node ends.
    fn identifier(&mut self, place: usize, with_identifier: &Valid, behind: &Valid) -> Option<Token> {
        let mut end = self.end();
        let mut next = self.tokens.scan(with_identifier);
        if next == Some(Token::Identifier) {
            self.leaf(NodeKind::Identifier, Some(Field::Id));
            end = self.end();
            next = self.tokens.scan(behind);
        }
        self.tree.close(place, end);
        next
    }
}

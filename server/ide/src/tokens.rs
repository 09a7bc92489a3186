//! Semantic tokens for syntax highlighting: ids and names, keywords of the markup, and attribution of quotations.

use ascribe_lints::sourcing::quotations::{Around, continued, going_on, inherits_actor, wants_speaker};
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::vocabulary::{
    ACTOR_FIELDS, ATTRIBUTES, AUTHOR, FRONT_MATTER_FIELDS, FieldSpec, Kind, SOURCE_FIELDS, Value, find,
};
use ascribe_markup::model::{
    Annotation, BlockKind, BlockRange, Field, ItemKind, Marked, Namespace, Reference,
};
use ascribe_markup::scope::{Resolution, Scope};

/// Kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// Id or name of an actor.
    Actor,
    /// Id or title of a source.
    Source,
    /// Label.
    Label,
    /// Kind of an annotation, or `draft`.
    Keyword,
    /// Key.
    Key,
    /// Free-text value.
    Text,
    /// Value from a fixed set of words.
    Choice,
    /// Date or number.
    Number,
    /// Note.
    Note,
    /// Words of a quotation with their marks.
    Quotation,
    /// Bracket of a span.
    Bracket,
}

impl TokenKind {
    /// All kinds.
    pub const ALL: [Self; 11] = [
        Self::Actor,
        Self::Source,
        Self::Label,
        Self::Keyword,
        Self::Key,
        Self::Text,
        Self::Choice,
        Self::Number,
        Self::Note,
        Self::Quotation,
        Self::Bracket,
    ];
}

/// Token modifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenTrait {
    /// Declaration of an actor or source.
    Declaration,
    /// Label on the annotation it names.
    Definition,
    /// Built-in id without a declaration: the article's author.
    BuiltIn,
    /// Undefined id.
    Unresolved,
    /// Name in the words of the article, outside of markup.
    Mention,
    /// Statement with a speaker.
    Attributed,
    /// Statement without a speaker.
    Unattributed,
    /// Draft, not yet reviewed.
    Draft,
}

impl TokenTrait {
    /// All modifiers.
    pub const ALL: [Self; 8] = [
        Self::Declaration,
        Self::Definition,
        Self::BuiltIn,
        Self::Unresolved,
        Self::Mention,
        Self::Attributed,
        Self::Unattributed,
        Self::Draft,
    ];
}

/// Set of token modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Traits(u8);

impl Traits {
    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// Modifiers in the order of the variants.
    pub fn iter(self) -> impl Iterator<Item = TokenTrait> {
        TokenTrait::ALL.into_iter().filter(move |one| self.0 & (1 << *one as u8) != 0)
    }
}

/// A token in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockToken {
    /// Extent in the block.
    pub extent: BlockRange,
    /// Kind of the token.
    pub kind: TokenKind,
    /// Modifiers of the token.
    pub traits: Traits,
}

impl BlockToken {
    fn new(extent: BlockRange, kind: TokenKind) -> Self {
        Self { extent, kind, traits: Traits::default() }
    }

    fn with(mut self, traits: impl IntoIterator<Item = TokenTrait>) -> Self {
        for one in traits {
            self.traits.0 |= 1 << one as u8;
        }
        self
    }
}

/// Tokens of a block in order, outer ones before inner ones; properly nested. `around` is the state of quotations that
/// continue from or into neighbouring blocks.
pub fn tokens(scope: &Scope, at: BlockAt<'_>, around: Around) -> Vec<BlockToken> {
    let mut tokens = Vec::new();
    match &at.block.kind {
        BlockKind::Blank | BlockKind::Unread => {}
        BlockKind::Note(_) => tokens.push(BlockToken::new(note(at), TokenKind::Note)),
        BlockKind::FrontMatter(fields) => of_fields(scope, fields, &FRONT_MATTER_FIELDS, &mut tokens),
        BlockKind::Declaration(declaration) => {
            let kind = kind_of(declaration.namespace);
            let id = BlockRange { start: declaration.id_extent.start - 1, ..declaration.id_extent };
            let declared = [id, declaration.name_extent];
            tokens
                .extend(declared.map(|extent| BlockToken::new(extent, kind).with([TokenTrait::Declaration])));
            let source = declaration.namespace == Namespace::Source;
            let table: &[FieldSpec] = if source { &SOURCE_FIELDS } else { &ACTOR_FIELDS };
            of_fields(scope, &declaration.fields, table, &mut tokens);
        }
        BlockKind::Paragraph(paragraph) => {
            for marked in &paragraph.marked {
                of_marked(scope, at, marked, around, &mut tokens);
                if let Some(annotation) = &marked.annotation {
                    of_annotation(scope, annotation, &mut tokens);
                }
            }
            let mentions = scope.names().mentions(at).into_iter();
            tokens.extend(mentions.map(|mention| {
                let extent = BlockRange::new(mention.range.start - at.start, mention.range.end - at.start);
                BlockToken::new(extent, TokenKind::Actor).with([TokenTrait::Mention])
            }));
        }
    }
    tokens.retain(|token| token.extent.start < token.extent.end);
    tokens.sort_by_key(|token| (token.extent.start, std::cmp::Reverse(token.extent.end)));
    without_crossing(tokens)
}

fn kind_of(namespace: Namespace) -> TokenKind {
    match namespace {
        Namespace::Actor => TokenKind::Actor,
        Namespace::Source => TokenKind::Source,
        Namespace::Label => TokenKind::Label,
    }
}

/// Extent of a note including its sign.
fn note(at: BlockAt<'_>) -> BlockRange {
    let text = &at.block.text[..at.block.content];
    let start = text.len() - text.trim_start_matches([' ', '\t', '\u{feff}']).len();
    BlockRange::new(start, text.trim_end().len().max(start))
}

fn of_fields(scope: &Scope, fields: &[Field], table: &[FieldSpec], tokens: &mut Vec<BlockToken>) {
    for field in fields {
        tokens.push(BlockToken::new(field.key_extent, TokenKind::Key));
        let value = find(table, &field.key).map_or(Value::Text, |key| key.value);
        tokens.extend(of_value(scope, &field.key, value, field.value_extent, &field.references));
    }
}

fn of_value<'a>(
    scope: &'a Scope,
    key: &str,
    value: Value,
    extent: BlockRange,
    references: &'a [Reference],
) -> impl Iterator<Item = BlockToken> + 'a {
    let kind = match value {
        Value::Actors | Value::Sources | Value::Labels => None,
        Value::OneOf(_) => Some(TokenKind::Choice),
        Value::Share | Value::Date => Some(TokenKind::Number),
        Value::Text if matches!(key, "date" | "born") => Some(TokenKind::Number),
        Value::Text => Some(TokenKind::Text),
    };
    let whole = kind.map(|kind| BlockToken::new(extent, kind));
    whole.into_iter().chain(references.iter().map(|reference| of_reference(scope, reference)))
}

fn of_reference(scope: &Scope, reference: &Reference) -> BlockToken {
    let built_in = reference.namespace == Namespace::Actor && &*reference.id == AUTHOR;
    let unresolved = scope.resolve(reference) != Resolution::Found;
    BlockToken::new(reference.extent, kind_of(reference.namespace))
        .with(built_in.then_some(TokenTrait::BuiltIn))
        .with(unresolved.then_some(TokenTrait::Unresolved))
}

fn of_annotation(scope: &Scope, annotation: &Annotation, tokens: &mut Vec<BlockToken>) {
    for item in &annotation.items {
        match &item.kind {
            ItemKind::Kind(_) => tokens.push(BlockToken::new(item.extent, TokenKind::Keyword)),
            ItemKind::Draft => {
                tokens.push(BlockToken::new(item.extent, TokenKind::Keyword).with([TokenTrait::Draft]));
            }
            ItemKind::Reference(reference) => tokens.push(of_reference(scope, reference)),
            ItemKind::Label(label) => {
                tokens.push(BlockToken::new(label.extent, TokenKind::Label).with([TokenTrait::Definition]));
            }
            ItemKind::Attribute(attribute) => {
                tokens.push(BlockToken::new(attribute.key_extent, TokenKind::Key));
                let value = find(&ATTRIBUTES, &attribute.key).map_or(Value::Text, |key| key.value);
                let extent = attribute.value_extent;
                tokens.extend(of_value(scope, &attribute.key, value, extent, &attribute.references));
            }
        }
    }
}

/// Adds the token of a quotation, or the brackets of a span, with its attribution.
fn of_marked(scope: &Scope, at: BlockAt<'_>, marked: &Marked, around: Around, tokens: &mut Vec<BlockToken>) {
    let items = marked.annotation.iter().flat_map(|annotation| &annotation.items);
    let draft = items.clone().any(|item| item.kind == ItemKind::Draft).then_some(TokenTrait::Draft);
    let traits: Vec<_> = attribution(scope, at, marked, around).into_iter().chain(draft).collect();
    if marked.is_quotation() {
        tokens.push(BlockToken::new(marked.extent, TokenKind::Quotation).with(traits));
    } else {
        let brackets = [
            BlockRange { end: marked.content.start, ..marked.extent },
            BlockRange { start: marked.content.end, ..marked.extent },
        ];
        tokens.extend(
            brackets.map(|bracket| BlockToken::new(bracket, TokenKind::Bracket).with(traits.clone())),
        );
    }
}

/// Attribution of a quote, claim or opinion; `None` for scare quotes and the like.
fn attribution(scope: &Scope, at: BlockAt<'_>, marked: &Marked, around: Around) -> Option<TokenTrait> {
    let block = at.block;
    if !matches!(marked.kind(), Kind::Quote | Kind::Claim | Kind::Opinion) {
        return None;
    }
    let before = continued(block, marked, around);
    let parts = before.or_else(|| going_on(block, marked, around));
    let own = marked.actors().next().is_some() || marked.is_part();
    if own || parts.is_some_and(|parts| parts.attributed) || inherits_actor(block, marked) {
        return Some(TokenTrait::Attributed);
    }
    let unattributed = if marked.kind() == Kind::Quote {
        before.is_some_and(|parts| parts.closed && !parts.excused)
            || wants_speaker(scope, block, marked, around)
    } else {
        true
    };
    unattributed.then_some(TokenTrait::Unattributed)
}

/// Removes tokens that cross the end of their enclosing token, as a mention may do.
fn without_crossing(tokens: Vec<BlockToken>) -> Vec<BlockToken> {
    let mut ends: Vec<u32> = Vec::new();
    let mut kept = Vec::with_capacity(tokens.len());
    for token in tokens {
        while ends.last().is_some_and(|end| *end <= token.extent.start) {
            ends.pop();
        }
        if ends.last().is_none_or(|end| token.extent.end <= *end) {
            ends.push(token.extent.end);
            kept.push(token);
        }
    }
    kept
}

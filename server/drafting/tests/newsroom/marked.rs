//! An annotated article as a list of passages and actors that two annotations of the same text have in common.

use ascribe_language::stance::Stance;
use ascribe_lints::sourcing::quotations;
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::model::vocabulary::{AUTHOR, Kind};
use ascribe_markup::model::{Block, BlockKind, BlockRange, Declaration, Marked, Namespace};
use ascribe_markup::strip::strip;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Least number of words of a quotation that counts as one.
pub const LONG: usize = 3;

/// A quotation, or an annotated span.
#[derive(Debug, Clone)]
pub struct Passage {
    /// Indices of its words in the article.
    pub words: BTreeSet<usize>,
    /// Whether it is in quotation marks or marked `quote`.
    pub is_quoted: bool,
    /// Whether it is inside a quotation.
    pub is_inner: bool,
    /// Whether it has braces, or is a part of a quotation that has.
    pub is_annotated: bool,
    /// Ids of those who say it, none if the speaker is not known; `None` for a mention, a cue or evidence.
    pub speakers: Option<BTreeSet<String>>,
    /// Stance of the speakers.
    pub stance: Option<Stance>,
    /// Parts of one annotation share it.
    pub unit: usize,
}

/// A declared actor.
#[derive(Debug, Clone, Default)]
pub struct DeclaredActor {
    /// Id without its sign.
    pub id: String,
    /// Name, then each `aka`.
    pub names: Vec<String>,
    /// Value of `kind:`, if any.
    pub kind: String,
    /// Value of `role:`, if any.
    pub role: String,
    /// Whether the article withholds the name.
    pub is_anonymous: bool,
}

/// An annotated article.
#[derive(Debug, Clone)]
pub struct MarkedArticle {
    /// Words of the article without its markup.
    pub words: Vec<String>,
    /// Passages in document order; an outer one comes before those inside it.
    pub passages: Vec<Passage>,
    /// Declared actors.
    pub actors: Vec<DeclaredActor>,
    /// Front matter: key and value.
    pub fields: BTreeMap<String, String>,
}

impl MarkedArticle {
    /// Reads a document.
    pub fn of(document: &Document) -> Self {
        let text = strip(document);
        let words = words(&text);
        let mut passages: Vec<Passage> = Vec::new();
        let mut places: Vec<Range<usize>> = Vec::new();
        let mut start = 0;
        for at in document.blocks() {
            let (block, stripped) = (at.block, Stripped::of(at.block));
            for marked in block.marked() {
                let range = start + stripped.position(marked.content.start)
                    ..start + stripped.position(marked.content.end);
                let inside = words.iter().enumerate().filter(|(_, word)| range.contains(&word.start));
                let words = inside.map(|(index, _)| index).collect();
                let unit = root(document, at, marked).map_or(passages.len(), |root| {
                    let place = place(&root);
                    places.iter().position(|known| *known == place).unwrap_or(passages.len())
                });
                places.push(place(&(at, marked)));
                passages.push(passage(document, at, marked, words, unit));
            }
            start += stripped.len;
        }
        Self {
            words: words.into_iter().map(|word| text[word].to_owned()).collect(),
            passages,
            actors: document
                .declarations()
                .filter_map(|at| at.block.declaration())
                .filter_map(actor)
                .collect(),
            fields: fields(document),
        }
    }

    /// Reads a text.
    #[cfg(test)]
    pub fn of_text(text: &str) -> Self {
        Self::of(&Document::new(text))
    }

    /// First words of a passage.
    pub fn excerpt(&self, words: &BTreeSet<usize>) -> String {
        const FIRST: usize = 6;
        let first: Vec<&str> = words.iter().take(FIRST).map(|at| self.words[*at].as_str()).collect();
        format!("{}{}", first.join(" "), if words.len() > FIRST { " …" } else { "" })
    }

    /// Quotations of three or more words that an annotator has overlooked, and actors without a kind.
    pub fn gaps(&self) -> Vec<String> {
        let long = self.passages.iter().filter(|it| it.is_quoted && it.words.len() >= LONG && !it.is_inner);
        let bare = long.filter(|it| !it.is_annotated);
        let bare = bare.map(|it| format!("“{}” has no annotation", self.excerpt(&it.words)));
        let kinds = self.actors.iter().filter(|actor| actor.kind.is_empty());
        let used =
            |id: &str| self.passages.iter().filter_map(|it| it.speakers.as_ref()).any(|all| all.contains(id));
        let idle = self.actors.iter().filter(|actor| !used(&actor.id));
        bare.chain(kinds.map(|actor| format!("@{} has no kind", actor.id)))
            .chain(idle.map(|actor| format!("@{} says nothing", actor.id)))
            .collect()
    }
}

/// Byte ranges of the words of a text, each from its first letter or digit.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = 0;
    for word in text.split(char::is_whitespace) {
        if let Some(first) = word.find(char::is_alphanumeric) {
            let end = word.rfind(char::is_alphanumeric).unwrap_or(first);
            let end = end + word[end..].chars().next().map_or(0, char::len_utf8);
            words.push(at + first..at + end);
        }
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
    }
    words
}

/// A block without its markup.
struct Stripped {
    /// Markup, in order.
    markup: Vec<BlockRange>,
    /// Length in bytes.
    len: usize,
}

impl Stripped {
    fn of(block: &Block) -> Self {
        let whole = BlockRange::new(0, block.len());
        let markup = match block.kind {
            BlockKind::Blank | BlockKind::Unread => Vec::new(),
            BlockKind::Paragraph(_) => block.markup(whole),
            BlockKind::Note(_) => vec![BlockRange::new(0, block.content)],
            BlockKind::FrontMatter(_) | BlockKind::Declaration(_) => vec![whole],
        };
        let removed: usize = markup.iter().map(|extent| extent.range().len()).sum();
        Self { markup, len: block.len() - removed }
    }

    /// Byte offset without the markup, of one with it.
    fn position(&self, offset: u32) -> usize {
        let before = self.markup.iter().filter(|extent| extent.start < offset);
        let removed: u32 = before.map(|extent| extent.end.min(offset) - extent.start).sum();
        (offset - removed) as usize
    }
}

type Place<'a> = (BlockAt<'a>, &'a Marked);

fn place((at, marked): &Place<'_>) -> Range<usize> {
    marked.extent.at(at.start)
}

/// First part of the annotation or quotation that a passage continues, if it does.
fn root<'a>(document: &'a Document, at: BlockAt<'a>, marked: &'a Marked) -> Option<Place<'a>> {
    if let Some(label) = marked.annotation.as_ref().and_then(|annotation| annotation.continues()) {
        return document.labelled(&label.id);
    }
    quotations::parts(document, at.index, marked)
        .into_iter()
        .next()
        .filter(|first| place(first) != place(&(at, marked)))
}

fn passage(
    document: &Document,
    at: BlockAt<'_>,
    marked: &Marked,
    words: BTreeSet<usize>,
    unit: usize,
) -> Passage {
    let block = at.block;
    let parts = quotations::parts(document, at.index, marked);
    let whole = parts.iter().copied().chain([(at, marked)]).find(|(_, part)| part.annotation.is_some());
    let whole = whole.map_or((at, marked), |part| {
        root(document, part.0, part.1).filter(|_| part.1.is_part()).unwrap_or(part)
    });
    let ancestors: Vec<&Marked> = quotations::ancestors(block, marked).collect();
    let own = whole.1.actors().next().is_some() || whole.1.annotation.is_some();
    let voice =
        if own { Some(whole.1) } else { ancestors.iter().copied().find(|it| it.annotation.is_some()) };
    let is_statement = voice.unwrap_or(marked).kind().is_statement();
    let speakers = voice.into_iter().flat_map(Marked::actors).map(|actor| actor.id.to_string());
    Passage {
        words,
        is_quoted: marked.is_quotation() || whole.1.kind() == Kind::Quote,
        is_inner: ancestors.iter().any(|outer| outer.is_quotation()),
        is_annotated: voice.is_some(),
        speakers: is_statement.then(|| speakers.collect()),
        stance: voice.map_or(Some(Stance::default()), |voice| document.stance_of(voice)),
        unit,
    }
}

fn fields(document: &Document) -> BTreeMap<String, String> {
    let front = document.blocks().next().filter(|at| matches!(at.block.kind, BlockKind::FrontMatter(_)));
    let fields = front.iter().flat_map(|at| at.block.fields());
    fields.map(|field| (field.key.to_string(), field.value.to_string())).collect()
}

fn actor(declaration: &Declaration) -> Option<DeclaredActor> {
    let field = |key| declaration.field(key).unwrap_or_default().to_owned();
    (declaration.namespace == Namespace::Actor && &*declaration.id != AUTHOR).then(|| DeclaredActor {
        id: declaration.id.to_string(),
        names: declaration.names().map(str::to_owned).collect(),
        kind: field("kind"),
        role: field("role"),
        is_anonymous: declaration.is_anonymous(),
    })
}

#[cfg(test)]
mod tests {
    use super::MarkedArticle;

    fn spoken(text: &str) -> Vec<String> {
        let article = MarkedArticle::of_text(text);
        let show = |passage: &super::Passage| {
            let speakers: Vec<&str> = passage.speakers.iter().flatten().map(String::as_str).collect();
            format!("{} {}: {}", passage.unit, speakers.join("+"), article.excerpt(&passage.words))
        };
        article.passages.iter().map(show).collect()
    }

    #[test]
    fn parts_share_their_speaker_and_unit() {
        let text = "@moe: Moe\n\n“It holds,”{#a @moe} he said. “It will,”{part=#a} he added. “So he says.”\n";
        assert_eq!(spoken(text), ["0 moe: It holds", "0 moe: It will", "2 : So he says"]);
    }

    #[test]
    fn a_quotation_of_two_paragraphs_is_one() {
        let text = "@moe: Moe\n\nMoe read it out.\n\n“One dam.\n\n“Two dams,”{@moe} he said.\n";
        assert_eq!(spoken(text), ["0 moe: One dam", "0 moe: Two dams"]);
    }

    #[test]
    fn quoted_words_in_a_claim_are_of_its_speaker() {
        let text = "@moe: Moe\n\nMoe said [it was “a very old dam” by now]{claim @moe}.\n";
        assert_eq!(spoken(text), ["0 moe: it was a very old dam …", "1 moe: a very old dam"]);
    }

    #[test]
    fn words_are_numbered_without_markup() {
        let marked = MarkedArticle::of_text(
            "---\ntitle: T\n---\n\n@moe: Moe\n\n%% note\n\nMoe said [it \\[ holds]{claim @moe}.\n",
        );
        assert_eq!(marked.words, ["Moe", "said", "it", "holds"]);
        assert_eq!(marked.passages[0].words.iter().copied().collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn gaps_are_found() {
        let gaps = |text: &str| MarkedArticle::of_text(text).gaps();
        assert_eq!(gaps("“The dam holds,” he said.\n"), ["“The dam holds” has no annotation"]);
        assert_eq!(gaps("@moe: Moe\n\nNothing.\n"), ["@moe has no kind", "@moe says nothing"]);
        assert!(gaps("@moe: Moe\n  kind: person\n\n“The dam holds,”{@moe} he said. “Yes.”\n").is_empty());
        assert!(gaps("“The Long Dam”{mention} was shown.\n").is_empty());
    }
}

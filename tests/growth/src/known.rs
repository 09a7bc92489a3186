//! Excesses that are known and not yet fixed, or that end at a limit beyond the largest text.

/// A feature that is known to take more than n log n steps for a text, with what grows, where it ends and how bad it is.
type Known = (&'static str, &'static str, &'static str);

/// Fixes and code actions begin with the block of each finding.
const FIXES: &str = "Each fix looks again at the block of its finding. At most 11 million steps for 256 findings in one block.";

/// A list in the front matter loses one entry in a pass.
const ENTRIES: &str =
    "Each pass reads the list again for each entry. Some 50 million steps for a list of 256 entries.";

/// Labels are found in their block by going through its annotations.
const LABELS: &str =
    "Each part looks for its label in the line. Some 2 million steps for 1,000 parts on a line.";

/// A summary has its labels in parts of 64 blocks.
const PARTS_OF_64: &str = "Each label is looked for in each part of the summary. Some 16 million steps for 32,000 statements with labels.";

/// A pronoun looks back over names.
const NAMES_BEFORE: &str = "Each pronoun looks at up to 256 names before it in its paragraph. Linear behind that, in an article of any size.";

/// All known excesses: feature, text and reason. One that is found no more has to be removed.
const KNOWN: [Known; 106] = [
    ("pass of unsafe fixes", "sentences on a line", FIXES),
    ("all fixes applied", "supports=", FIXES),
    ("all fixes applied", "denies=", FIXES),
    ("all fixes applied", "answers=", FIXES),
    ("all fixes applied", "part=", FIXES),
    ("all fixes applied", "contradicts=", FIXES),
    ("all fixes applied", "repeats=", FIXES),
    ("all fixes applied", "corrects=", FIXES),
    ("all fixes applied", "for=", FIXES),
    ("all fixes applied", "@aka", FIXES),
    ("actions at a cursor", "@aka", FIXES),
    ("fixes of each finding", "allow=", FIXES),
    ("unsafe fixes counted", "allow=", FIXES),
    ("all fixes applied", "@role", FIXES),
    ("actions at a cursor", "@role", FIXES),
    ("fixes of each finding", "@affiliation", FIXES),
    ("pass of unsafe fixes", "@affiliation", FIXES),
    ("unsafe fixes counted", "@affiliation", FIXES),
    ("all fixes applied", "@affiliation", FIXES),
    ("actions at a cursor", "@affiliation", FIXES),
    ("all fixes applied", "@kind", FIXES),
    ("actions at a cursor", "@kind", FIXES),
    ("all fixes applied", "@anonymous", FIXES),
    ("actions at a cursor", "@anonymous", FIXES),
    ("all fixes applied", "@reason", FIXES),
    ("actions at a cursor", "@reason", FIXES),
    ("all fixes applied", "@wikidata", FIXES),
    ("actions at a cursor", "@wikidata", FIXES),
    ("all fixes applied", "@url", FIXES),
    ("actions at a cursor", "@url", FIXES),
    ("all fixes applied", "@born", FIXES),
    ("actions at a cursor", "@born", FIXES),
    ("all fixes applied", "@note", FIXES),
    ("actions at a cursor", "@note", FIXES),
    ("fixes of each finding", "^of", FIXES),
    ("pass of unsafe fixes", "^of", FIXES),
    ("unsafe fixes counted", "^of", FIXES),
    ("all fixes applied", "^of", FIXES),
    ("fixes of each finding", "^cites", FIXES),
    ("pass of unsafe fixes", "^cites", FIXES),
    ("unsafe fixes counted", "^cites", FIXES),
    ("all fixes applied", "^cites", FIXES),
    ("fixes of each finding", "-source", FIXES),
    ("all fixes applied", "-allow", ENTRIES),
    ("fixes of each finding", "article: names with quotations in paragraphs", FIXES),
    ("pass of unsafe fixes", "article: names with quotations in paragraphs", FIXES),
    ("unsafe fixes counted", "article: names with quotations in paragraphs", FIXES),
    ("all fixes applied", "article: names with quotations in paragraphs", FIXES),
    ("actions for everything", "article: names with quotations in paragraphs", FIXES),
    ("fixes of each finding", "article: declared names", FIXES),
    ("pass of unsafe fixes", "article: declared names", FIXES),
    ("unsafe fixes counted", "article: declared names", FIXES),
    ("all fixes applied", "article: declared names", FIXES),
    ("actions at a cursor", "article: declared names", FIXES),
    ("actions for everything", "article: declared names", FIXES),
    ("fixes of each finding", "article: one person with many names", FIXES),
    ("all fixes applied", "article: one person with many names", FIXES),
    ("fixes of each finding", "article: pronouns", FIXES),
    ("actions at a cursor", "article: pronouns", FIXES),
    ("actions for everything", "article: pronouns", FIXES),
    ("fixes of each finding", "article: prose on one line", FIXES),
    ("all fixes applied", "article: prose on one line", FIXES),
    ("actions at a cursor", "article: prose on one line", FIXES),
    ("actions for everything", "article: prose on one line", FIXES),
    ("fixes of each finding", "article: names with quotations", FIXES),
    ("pass of unsafe fixes", "article: names with quotations", FIXES),
    ("unsafe fixes counted", "article: names with quotations", FIXES),
    ("all fixes applied", "article: names with quotations", FIXES),
    ("actions for everything", "article: names with quotations", FIXES),
    ("fixes of each finding", "article: names, then quotations by surname", FIXES),
    ("pass of unsafe fixes", "article: names, then quotations by surname", FIXES),
    ("unsafe fixes counted", "article: names, then quotations by surname", FIXES),
    ("all fixes applied", "article: names, then quotations by surname", FIXES),
    ("actions at a cursor", "article: names, then quotations by surname", FIXES),
    ("actions for everything", "article: names, then quotations by surname", FIXES),
    ("fixes of each finding", "article: declared names by surname", FIXES),
    ("pass of unsafe fixes", "article: declared names by surname", FIXES),
    ("unsafe fixes counted", "article: declared names by surname", FIXES),
    ("all fixes applied", "article: declared names by surname", FIXES),
    ("actions at a cursor", "article: declared names by surname", FIXES),
    ("fixes of each finding", "article: pronouns behind names", FIXES),
    ("actions at a cursor", "article: pronouns behind names", FIXES),
    ("actions for everything", "article: pronouns behind names", FIXES),
    ("fixes of each finding", "article: letters", FIXES),
    ("pass of unsafe fixes", "article: letters", FIXES),
    ("unsafe fixes counted", "article: letters", FIXES),
    ("all fixes applied", "article: letters", FIXES),
    ("actions at a cursor", "article: letters", FIXES),
    ("actions for everything", "article: letters", FIXES),
    ("fixes of each finding", "unmarked-claim: paragraphs", FIXES),
    ("pass of unsafe fixes", "unmarked-claim: paragraphs", FIXES),
    ("unsafe fixes counted", "unmarked-claim: paragraphs", FIXES),
    ("all fixes applied", "unmarked-claim: paragraphs", FIXES),
    ("fixes of each finding", "unmarked-claim: one line", FIXES),
    ("pass of unsafe fixes", "unmarked-claim: one line", FIXES),
    ("unsafe fixes counted", "unmarked-claim: one line", FIXES),
    ("all fixes applied", "unmarked-claim: one line", FIXES),
    ("fixes of each finding", "unused-allow: one line", FIXES),
    ("pass of unsafe fixes", "unused-allow: one line", FIXES),
    ("unsafe fixes counted", "unused-allow: one line", FIXES),
    ("all fixes applied", "unused-allow: one line", FIXES),
    ("symbols", "parts with a stance", LABELS),
    ("fixes of each finding", "article: people in one office", FIXES),
    ("symbols of a workspace", "chain of part=, affiliations and citations", PARTS_OF_64),
    ("symbols of a workspace", "circle of part=, affiliations and citations", PARTS_OF_64),
    ("draft one paragraph", "article: prose on one line", NAMES_BEFORE),
];

/// Why a feature takes more than n log n steps for a text, if that is known.
pub fn reason(feature: &str, text: &str) -> Option<&'static str> {
    KNOWN.iter().find(|known| known.0 == feature && known.1 == text).map(|known| known.2)
}

//! House style: openings of comments, names of public types, and the links and commands in the documentation.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use ascribe_tests::Cli;
use ascribe_tests::repository::{files, read, repository};
use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd};

/// Openings that hide the subject of a comment. A noun phrase or a verb says what an item is.
const UNWANTED_OPENINGS: [&str; 4] = ["What", "Who", "Those", "The same"];

/// Signs of the comments in a language.
struct Comments {
    extension: &'static str,
    line: &'static str,
    block: [&'static str; 2],
}

const COMMENTS: [Comments; 6] = [
    Comments { extension: "rs", line: "//", block: ["/*", "*/"] },
    Comments { extension: "c", line: "//", block: ["/*", "*/"] },
    Comments { extension: "ts", line: "//", block: ["/*", "*/"] },
    Comments { extension: "mjs", line: "//", block: ["/*", "*/"] },
    Comments { extension: "cjs", line: "//", block: ["/*", "*/"] },
    Comments { extension: "lua", line: "--", block: ["--[[", "]]"] },
];

/// Generated or copied sources.
const FOREIGN_SOURCES: [&str; 2] = ["grammar/src/parser.c", "grammar/src/tree_sitter/"];

const LIBRARIES: [&str; 8] =
    ["language", "markup", "attribution", "drafting", "lints", "ide", "workspace", "lsp"];

fn line_at(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

fn assert_none(problems: &[String], remedy: &str) {
    assert!(problems.is_empty(), "{remedy}:\n{}", problems.join("\n"));
}

impl Comments {
    /// First words of each comment in a source, to the end of their line, with the number of that line.
    fn openings<'t>(&self, text: &'t str) -> Vec<(usize, &'t str)> {
        let [start, end] = self.block;
        let mut found = Vec::new();
        let mut in_block = false;
        // Whether the first words of the current comment are still to come.
        let mut is_awaited = false;
        // Sign and indentation of a line comment, which the next line continues if it has both.
        let mut above = None;
        for (index, line) in text.lines().enumerate() {
            let comment = line.trim_start();
            let words = comment.trim_start_matches(['/', '*', '!', '-', '[']);
            let sign = &comment[..comment.len() - words.len()];
            let mut here = None;
            if !in_block && sign.starts_with(start) {
                (in_block, is_awaited) = (true, true);
            } else if !in_block && sign.starts_with(self.line) {
                here = Some((sign, line.len() - comment.len()));
                is_awaited |= here != above;
            } else if !in_block {
                is_awaited = false;
                let after_code = [self.line, start].map(|sign| line.split_once(&format!(" {sign} ")));
                found.extend(after_code.into_iter().flatten().map(|(_, words)| (index + 1, words.trim())));
            }
            above = here;
            if is_awaited && !words.trim().is_empty() {
                found.push((index + 1, words.trim()));
                is_awaited = false;
            }
            if in_block && line.contains(end) {
                (in_block, is_awaited) = (false, false);
            }
        }
        found
    }
}

fn is_unwanted(comment: &str) -> bool {
    UNWANTED_OPENINGS.iter().any(|opening| {
        comment.strip_prefix(opening).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

#[test]
fn comments_open_with_their_subject() {
    let mut problems = Vec::new();
    for comments in COMMENTS {
        let mut names = files("", &[comments.extension]);
        names.retain(|name| !FOREIGN_SOURCES.iter().any(|path| name.starts_with(path)));
        assert!(!names.is_empty(), "no file `*.{}` was found", comments.extension);
        for name in names {
            let text = read(&name);
            let unwanted = comments.openings(&text).into_iter().filter(|(_, words)| is_unwanted(words));
            problems.extend(unwanted.map(|(line, words)| format!("{name}:{line}: {words}")));
        }
    }
    assert_none(&problems, "open these comments with a noun phrase or a verb");
}

#[test]
fn openings_of_comments_are_found() {
    let text = "\
/// One
/// What
//! Two
    // Three
let a = 1; // Four
let b = \"https://five\";
/* Six */
/**
 * Seven
 * What
 */
/* Eight
What */
// Nine
";
    let [rust, .., lua] = COMMENTS;
    let found: Vec<_> = rust.openings(text).into_iter().map(|(_, comment)| comment).collect();
    assert_eq!(found, ["One", "Two", "Three", "Four", "Six */", "Seven", "Eight", "Nine"]);
    let text = "--- One\n--- What\nlocal a = 1 -- Two\n--[[\nThree\nWhat ]]\n-- Four\n";
    assert_eq!(lua.openings(text), [(1, "One"), (3, "Two"), (5, "Three"), (7, "Four")]);
    assert!(is_unwanted("What a draft is.") && is_unwanted("The same"));
    assert!(!is_unwanted("Whatever fits.") && !is_unwanted("That which"));
}

/// Public types that a source declares, each with its line.
fn public_types(text: &str) -> Vec<(usize, &str)> {
    let name = |line| {
        let declaration = str::trim_start(line).strip_prefix("pub ")?;
        let declaration = declaration.strip_prefix("unsafe ").unwrap_or(declaration);
        let (kind, rest) = declaration.split_once(' ')?;
        let is_type = ["struct", "enum", "union", "trait", "type"].contains(&kind);
        let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
        (is_type && !name.is_empty()).then_some(name)
    };
    text.lines().enumerate().filter_map(|(index, line)| Some((index + 1, name(line)?))).collect()
}

#[test]
fn public_types_have_names_of_their_own() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for library in LIBRARIES {
        for name in files(&format!("server/{library}/src"), &["rs"]) {
            for (line, declared) in public_types(&read(&name)) {
                places.entry(declared.to_owned()).or_default().push(format!("{name}:{line}"));
            }
        }
    }
    assert!(places.len() > 100, "few public types were found: {places:?}");
    places.retain(|_, places| places.len() > 1);
    let shared: Vec<_> =
        places.iter().map(|(name, places)| format!("{name}: {}", places.join(", "))).collect();
    assert_none(&shared, "give these public types names of their own");
}

#[test]
fn public_types_are_found() {
    let text = "pub struct A<'t>(u8);\npub(crate) enum B {}\n    pub type C = u8;\nstruct D;\npub fn e() {}\n\
                pub unsafe trait F {}\n";
    assert_eq!(public_types(text), [(1, "A"), (3, "C"), (6, "F")]);
}

/// Pages for readers.
fn pages() -> Vec<String> {
    let mut pages =
        ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"].map(String::from).to_vec();
    pages.extend(files("docs", &["md"]));
    pages.extend(files("examples", &["md"]));
    pages.extend(files("editors", &["md"]).into_iter().filter(|name| name.ends_with("/README.md")));
    pages
}

/// A page of the documentation.
#[derive(Default)]
struct Page {
    /// Anchors of its headings, as GitHub makes them.
    anchors: BTreeSet<String>,
    /// Destinations of its links and pictures, and references without a definition, each with its line.
    links: Vec<(usize, String)>,
    /// Lines of its code blocks and its code in sentences, each with its line.
    code: Vec<(usize, String)>,
}

impl Page {
    fn new(text: &str) -> Self {
        let mut page = Self::default();
        let mut broken = Vec::new();
        let mut note_broken = |link: BrokenLink| {
            // Brackets alone are text; only `[text][reference]` needs a definition.
            let source = &text[link.span.clone()];
            if source.contains("][") && !source.ends_with("[]") {
                broken.push((line_at(text, link.span.start), source.to_owned()));
            }
            None::<(CowStr, CowStr)>
        };
        let parser =
            Parser::new_with_broken_link_callback(text, Options::ENABLE_TABLES, Some(&mut note_broken));
        let mut heading = None;
        let mut in_code = false;
        for (event, range) in parser.into_offset_iter() {
            let line = line_at(text, range.start);
            match event {
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => page.add_anchor(&heading.take().unwrap()),
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    page.links.push((line, dest_url.into_string()));
                }
                Event::Start(Tag::CodeBlock(_)) => in_code = true,
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::Html(html) | Event::InlineHtml(html) => page.add_html(line, &html),
                Event::Text(part) if in_code => {
                    page.code.extend(
                        part.lines().enumerate().map(|(index, code)| (line + index, code.to_owned())),
                    );
                }
                Event::Text(part) => {
                    if let Some(heading) = &mut heading {
                        *heading += &part;
                    }
                }
                Event::Code(part) => {
                    if let Some(heading) = &mut heading {
                        *heading += &part;
                    }
                    page.code.push((line, part.into_string()));
                }
                _ => {}
            }
        }
        page.links.extend(broken);
        page
    }

    fn add_anchor(&mut self, heading: &str) {
        let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        let anchor: String =
            kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect();
        let numbered = (1..).map(|number| format!("{anchor}-{number}"));
        let mut candidates = [anchor.clone()].into_iter().chain(numbered);
        self.anchors.insert(candidates.find(|candidate| !self.anchors.contains(candidate)).unwrap());
    }

    fn add_html(&mut self, line: usize, html: &str) {
        for attribute in ["href=\"", "src=\"", "srcset=\""] {
            let values = html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
            self.links.extend(values.map(|value| (line, value.to_owned())));
        }
    }
}

/// Path of a relative link in the repository, without `.` and `..`. `None` if it leaves the repository.
fn resolve(page: &str, link: &str) -> Option<String> {
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut path: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(link.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(path.pop()?),
            part => path.push(part),
        }
    }
    Some(path.join("/"))
}

/// The fault of a link, if it has one.
fn fault(name: &str, page: &Page, link: &str) -> Option<&'static str> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    if link.contains("][") {
        return Some("the reference is not defined");
    }
    let (file, anchor) = link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
    if file.is_empty() {
        return anchor
            .filter(|anchor| !page.anchors.contains(*anchor))
            .map(|_| "there is no such heading here");
    }
    let path = resolve(name, file).filter(|path| repository().join(path).exists());
    let Some(path) = path else { return Some("there is no such file") };
    let anchor = anchor.filter(|_| Path::new(&path).extension() == Some("md".as_ref()))?;
    (!Page::new(&read(&path)).anchors.contains(anchor)).then_some("there is no such heading in that file")
}

#[test]
fn links_lead_to_files_and_headings() {
    let mut problems = Vec::new();
    let mut count = 0;
    for name in pages() {
        let page = Page::new(&read(&name));
        count += page.links.len();
        for (line, link) in &page.links {
            let fault = fault(&name, &page, link);
            problems.extend(fault.map(|fault| format!("{name}:{line}: {link}: {fault}")));
        }
    }
    assert!(count > 100, "only {count} links were found");
    assert_none(&problems, "correct these links");
}

#[test]
fn links_headings_and_code_are_found() {
    let page = Page::new(
        "# Scope and `cast.ascribe`\n\n## Use\n## Use\n\nsee [a\nb](x.md) and [c][d] [e]\n\n    ascribe a\n    ascribe b\n\n\
         `[f](y.md)` <img src=\"z.png\">\n",
    );
    assert_eq!(page.anchors.iter().collect::<Vec<_>>(), ["scope-and-castascribe", "use", "use-1"]);
    let owned = |found: &[(usize, &str)]| -> Vec<_> {
        found.iter().map(|(line, text)| (*line, (*text).to_owned())).collect()
    };
    assert_eq!(page.links, owned(&[(6, "x.md"), (12, "z.png"), (7, "[c][d]")]));
    assert_eq!(
        page.code,
        owned(&[(1, "cast.ascribe"), (9, "ascribe a"), (10, "ascribe b"), (12, "[f](y.md)")])
    );
    assert_eq!(resolve("docs/features/README.md", "../rules").as_deref(), Some("docs/rules"));
    assert_eq!(resolve("README.md", "../other"), None);
    for (link, is_right) in [
        ("https://example.com/none", true),
        ("#use-1", true),
        ("#none", false),
        ("CONTRIBUTING.md#test", true),
        ("CONTRIBUTING.md#none", false),
        ("docs", true),
        ("none.md", false),
        ("[c][d]", false),
    ] {
        assert_eq!(fault("README.md", &page, link).is_none(), is_right, "{link}");
    }
}

/// Commands `ascribe ...` of a page as their words, each with its line.
fn commands(page: &Page) -> Vec<(usize, Vec<&str>)> {
    let lines = page.code.iter().filter_map(|(line, code)| {
        let code = code.trim().trim_start_matches("$ ");
        let code = code.split(" #").next().unwrap_or_default();
        Some((*line, code.strip_prefix("ascribe ")?.split_whitespace().collect()))
    });
    lines.filter(|(_, words): &(usize, Vec<_>)| !words.is_empty()).collect()
}

/// First words of the entries in a list of a help, below this title.
fn listed<'t>(help: &'t str, title: &str) -> Vec<&'t str> {
    let list = help.lines().skip_while(|line| *line != title).skip(1).take_while(|line| !line.is_empty());
    list.filter_map(|line| line.split_whitespace().next()).collect()
}

/// Options that a help lists, long and short.
fn options(help: &str) -> BTreeSet<&str> {
    let lines = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
    let words = lines.flat_map(|line| line.split_whitespace().take_while(|word| word.starts_with('-')));
    words.map(|word| word.split([',', '=', '[']).next().unwrap_or_default()).collect()
}

#[test]
fn the_readme_names_commands_that_exist() {
    let page = Page::new(&read("README.md"));
    let folder = Cli::new();
    let help = |args: &[&str]| String::from_utf8(folder.run(args).stdout).unwrap();
    let main = help(&["--help"]);
    let subcommands = listed(&main, "Commands:");
    assert!(subcommands.contains(&"check") && options(&main).contains("--help"), "{main}");
    let commands = commands(&page);
    assert!(commands.len() > 3, "few commands were found: {commands:?}");
    let mut problems = Vec::new();
    for (line, words) in commands {
        let mut problem =
            |what: &str| problems.push(format!("README.md:{line}: ascribe {}: {what}", words.join(" ")));
        let is_option = |word: &&&str| word.len() > 1 && word.starts_with('-');
        let subcommand = words[0];
        let help = if subcommand.starts_with('-') {
            main.clone()
        } else if subcommands.contains(&subcommand) {
            help(&[subcommand, "--help"])
        } else {
            problem("`ascribe --help` does not list this command");
            continue;
        };
        let known = options(&help);
        for option in words.iter().filter(is_option).map(|word| word.split('=').next().unwrap()) {
            if !known.contains(option) {
                problem(&format!("the help does not list `{option}`"));
            }
        }
    }
    assert_none(&problems, "correct these commands");
}

#[test]
fn options_and_commands_are_found() {
    let help = "Commands:\n  check  Check\n  help   Help\n\nOptions:\n  -o, --output <FILE>\n          To - or a file\n      \
                --[no-]x\n      --color=WHEN  When\n";
    assert_eq!(listed(help, "Commands:"), ["check", "help"]);
    assert!(["-o", "--output", "--color"].iter().all(|option| options(help).contains(option)), "{help}");
    assert!(!options(help).contains("-"));
    let page =
        Page::new("`ascribe` or `ascribe lsp`\n\n```console\n$ ascribe check -o x # y\nascribes\n```\n");
    assert_eq!(commands(&page), [(1, vec!["lsp"]), (4, vec!["check", "-o", "x"])]);
}

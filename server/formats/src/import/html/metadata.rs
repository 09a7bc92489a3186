//! Data of a page about its article. Of each, the first that is there: JSON-LD, `OpenGraph`, other `meta` elements, the page.

use dom_query::Document;
use html_escape::decode_html_entities;
use serde_json::Value;

/// Data about an article, each on one line.
#[derive(Debug, Default)]
pub struct Metadata {
    pub title: Option<String>,
    pub author: Option<String>,
    pub outlet: Option<String>,
    /// Day, as in 2025-06-12.
    pub date: Option<String>,
    pub url: Option<String>,
    pub lang: Option<String>,
}

/// Names of `meta` elements, in the order in which they are asked.
const TITLES: [&str; 5] = ["og:title", "dc.title", "dcterms.title", "parsely-title", "twitter:title"];
const AUTHORS: [&str; 7] =
    ["article:author", "author", "byl", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author"];
const OUTLETS: [&str; 4] = ["og:site_name", "dc.publisher", "dcterms.publisher", "application-name"];
const DATES: [&str; 9] = [
    "article:published_time",
    "article:published",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "parsely-pub-date",
    "pubdate",
];
const URLS: [&str; 1] = ["og:url"];
const LANGUAGES: [&str; 4] = ["og:locale", "content-language", "dc.language", "language"];

/// Reads the data of a page.
pub fn read(page: &Document) -> Metadata {
    let metas = metas(page);
    let meta = |names: &[&str]| -> Vec<String> {
        let of = |name: &&str| {
            metas
                .iter()
                .filter(move |(known, _)| known == name)
                .map(|(_, value)| value.clone())
                .collect::<Vec<_>>()
        };
        names.iter().map(of).find(|values| !values.is_empty()).unwrap_or_default()
    };
    let first = |names: &[&str], read: fn(&str) -> Option<String>| {
        names.iter().find_map(|name| meta(&[name]).iter().find_map(|value| read(value)))
    };
    let element = |selector: &str| element(page, selector);
    let heading = || {
        let headings = page.select("h1");
        let [heading] = headings.nodes() else { return None };
        one_line(&heading.text())
    };
    let shown = first(&TITLES, one_line).or_else(heading);
    let data = article(page, shown.as_deref()).unwrap_or_default();
    let outlet = data.get("publisher").and_then(names).or_else(|| first(&OUTLETS, one_line));
    let title = text_of(&data, "headline").or(shown).or_else(|| element("title"));
    let authors: Vec<String> = meta(&AUTHORS).iter().filter_map(|author| byline(author)).collect();
    let authors = (!authors.is_empty()).then(|| authors.join(", "));
    let times = || {
        let times = page.select("time[datetime]");
        let [time] = times.nodes() else { return None };
        day(&time.attr("datetime")?)
    };
    let address = |key: &str| {
        data.get(key).and_then(|it| it.as_str().or_else(|| it.get("@id")?.as_str()).and_then(url))
    };
    let attribute = |selector: &str, name: &str| {
        page.select(selector).nodes().first().and_then(|node| node.attr(name)).map(|value| value.to_string())
    };
    Metadata {
        author: data.get("author").and_then(names).or(authors),
        date: text_of(&data, "datePublished")
            .and_then(|date| day(&date))
            .or_else(|| first(&DATES, day))
            .or_else(times),
        url: address("url")
            .or_else(|| address("mainEntityOfPage"))
            .or_else(|| first(&URLS, url))
            .or_else(|| attribute("link[rel=canonical]", "href").and_then(|address| url(&address))),
        lang: text_of(&data, "inLanguage")
            .and_then(|tag| language(&tag))
            .or_else(|| attribute("html[lang]", "lang").and_then(|tag| language(&tag)))
            .or_else(|| first(&LANGUAGES, language)),
        title: title.map(|title| without_outlet(&title, outlet.as_deref())),
        outlet,
    }
}

/// Names and contents of the `meta` elements, names in small letters.
fn metas(page: &Document) -> Vec<(String, String)> {
    let metas = page.select("meta[content]");
    let entry = |node: &dom_query::NodeRef<'_>| {
        let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| node.attr(key))?;
        Some((name.trim().to_ascii_lowercase(), node.attr("content")?.to_string()))
    };
    metas.nodes().iter().filter_map(entry).collect()
}

/// Words of the first element that a selector finds.
fn element(page: &Document, selector: &str) -> Option<String> {
    page.select(selector).nodes().first().and_then(|node| one_line(&node.text()))
}

/// The article in the JSON-LD of a page. Of several, the one with the headline that the page shows.
fn article(page: &Document, shown: Option<&str>) -> Option<Value> {
    let mut articles = Vec::new();
    for script in page.select("script[type=\"application/ld+json\"]").nodes() {
        let Ok(data) = serde_json::from_str::<Value>(script.text().trim()) else { continue };
        articles.extend(members(data).into_iter().filter(is_article));
    }
    if articles.len() == 1 {
        return articles.pop();
    }
    articles.into_iter().find(|it| text_of(it, "headline").is_some_and(|headline| Some(&*headline) == shown))
}

/// A value, or those of an array or of its graph.
fn members(data: Value) -> Vec<Value> {
    match data {
        Value::Array(values) => values.into_iter().flat_map(members).collect(),
        Value::Object(mut object) => match object.remove("@graph") {
            Some(Value::Array(values)) => values,
            _ => vec![Value::Object(object)],
        },
        _ => Vec::new(),
    }
}

fn is_article(value: &Value) -> bool {
    let is = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            kind.ends_with("Article") || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "Report")
        })
    };
    match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

fn text_of(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().and_then(one_line)
}

/// Names of a person or organisation, or of several.
fn names(value: &Value) -> Option<String> {
    let name = |value: &Value| value.as_str().or_else(|| value.get("name")?.as_str()).and_then(byline);
    let names: Vec<String> = match value {
        Value::Array(values) => values.iter().filter_map(name).collect(),
        value => name(value).into_iter().collect(),
    };
    (!names.is_empty()).then(|| names.join(", "))
}

/// Words on one line, with entities decoded; `None` if there are none.
fn one_line(words: &str) -> Option<String> {
    let words = decode_html_entities(words);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words: String = words.chars().filter(|c| !c.is_control()).collect();
    (!words.is_empty()).then_some(words)
}

/// Name of an author: without “By”; addresses are none.
pub fn byline(words: &str) -> Option<String> {
    let words = one_line(words)?;
    let name = ["By ", "by ", "BY "].iter().find_map(|by| words.strip_prefix(by)).unwrap_or(&words);
    (!name.contains("://") && !name.starts_with('@')).then(|| name.to_owned())
}

/// Day of a date in the form of ISO 8601.
fn day(date: &str) -> Option<String> {
    let date = date.trim();
    let (day, rest) = date.split_at_checked(10)?;
    let is_shape = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    (is_shape && (rest.is_empty() || rest.starts_with(['T', ' ', '+', 'Z']))).then(|| day.to_owned())
}

fn url(address: &str) -> Option<String> {
    let address = one_line(address)?;
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    (is_web && !address.contains(char::is_whitespace)).then_some(address)
}

/// Tag of a language, as in en-GB.
fn language(tag: &str) -> Option<String> {
    let tag = tag.trim().replace('_', "-");
    let is_tag = !tag.is_empty()
        && tag.len() < 36
        && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_tag.then_some(tag)
}

/// Title without the outlet behind it, as in “Pool is sold | The Daily Sextant”.
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    let rest = outlet.and_then(|outlet| title.strip_suffix(outlet)).map(str::trim_end);
    let rest = rest.and_then(|rest| rest.strip_suffix(['|', '-', '–', '—', '·'])).map(str::trim_end);
    rest.filter(|rest| !rest.is_empty()).unwrap_or(title).to_owned()
}

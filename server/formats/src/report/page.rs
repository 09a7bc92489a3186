//! The page around a report, and its style.

use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Style of all reports. Speakers have their own hue; a name or number always stands beside it.
const STYLE: &str = include_str!("style.css");

/// A page with a title and its content.
pub fn page(title: &str, content: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body { main { (content) } }
        }
    };
    page.into_string()
}

/// Picture of this width and height, with its title and description for readers of screens. No other picture of the page
/// has the `id`.
pub fn svg(
    (width, height): (usize, usize),
    id: &str,
    title: &str,
    description: &str,
    content: &Markup,
) -> Markup {
    html! {
        svg width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } role="img"
            aria-labelledby={ (id) " " (id) "-text" } {
            title id=(id) { (title) }
            desc id={ (id) "-text" } { (description) }
            (content)
        }
    }
}

/// Style of an actor: its hue, by its number in the article.
pub fn hue(number: usize) -> String {
    // The golden angle keeps neighbours apart, however many there are.
    format!("--hue: {}", (number * 137 + 210) % 360)
}

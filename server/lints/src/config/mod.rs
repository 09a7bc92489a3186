//! Project configuration, `ascribe.toml`.
//!
//! [`read`] accepts any text: it reports errors with their positions and uses everything else. [`Config::apply`]
//! computes the [`Policy`] of a document, file by file, outermost first. A file may extend rule packs, which are files of
//! the same form; since nothing is read from disk here, the caller supplies them.

mod edit;
mod house;
mod keys;
mod pages;
mod profiles;
mod read;

pub use edit::with_severity;
pub use keys::{ConfigKey, ConfigWord, Values, keys};
pub use pages::{profiles_page, schema, template};
pub use profiles::{PROFILES, Profile, Setting, profile};
pub use read::{ConfigProblem, read};

use ascribe_markup::policy::house::House;
use ascribe_markup::policy::{Level, Limit, Policy};
use globset::GlobSet;
use std::ops::Range;
use std::sync::Arc;

/// File name.
pub const FILE: &str = "ascribe.toml";

/// Contents of a configuration file.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Whether to ignore files in the folders above.
    pub root: bool,
    all: Section,
    overrides: Vec<(GlobSet, Section)>,
}

/// Settings that apply to the same documents.
#[derive(Debug, Clone, Default)]
struct Section {
    /// Profiles and packs to start from, in this order.
    bases: Vec<Base>,
    levels: Vec<(&'static str, Level)>,
    limits: Vec<(&'static Limit, u32)>,
    /// Word lists of the house, if there are any.
    house: Option<Arc<House>>,
    /// Id of the actor who reviews drafts.
    reviewer: Option<Box<str>>,
}

/// A profile or pack that a section starts from.
#[derive(Debug, Clone)]
enum Base {
    Profile(&'static Profile),
    Pack(Pack),
}

/// A reference to a rule pack: another configuration file, whose settings apply first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// Path as written: of a `.toml` file, or of a folder with an `ascribe.toml`; relative to the folder of this file.
    pub path: Box<str>,
    /// Byte range of the path, with its quotation marks.
    pub range: Range<usize>,
}

impl Pack {
    /// Whether the path is that of a file, and not of a folder with an `ascribe.toml`.
    pub fn is_file(&self) -> bool {
        is_toml(&self.path)
    }
}

/// Whether a path has the extension of a TOML file.
fn is_toml(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("toml"))
}

/// Applies the settings of a pack to a policy.
pub type ApplyPack<'a> = dyn FnMut(&Pack, &mut Policy) + 'a;

impl Config {
    /// Applies the file's settings for a document. `path` is relative to the file's folder, with `/` on every system;
    /// without a path, only the general settings apply. `apply_pack` applies a pack that the file extends.
    pub fn apply(&self, path: Option<&str>, policy: &mut Policy, apply_pack: &mut ApplyPack<'_>) {
        self.all.apply(policy, apply_pack);
        let matching =
            self.overrides.iter().filter(|(files, _)| path.is_some_and(|path| files.is_match(path)));
        matching.for_each(|(_, section)| section.apply(policy, apply_pack));
    }

    /// Packs that the file extends, those of overrides last.
    pub fn packs(&self) -> impl Iterator<Item = &Pack> {
        let sections = std::iter::once(&self.all).chain(self.overrides.iter().map(|(_, section)| section));
        sections.flat_map(|section| &section.bases).filter_map(|base| match base {
            Base::Pack(pack) => Some(pack),
            Base::Profile(_) => None,
        })
    }
}

impl Section {
    /// Applies the profiles, which set every rule, and the packs first, then the individual settings.
    fn apply(&self, policy: &mut Policy, apply_pack: &mut ApplyPack<'_>) {
        for base in &self.bases {
            match base {
                Base::Profile(profile) => profile.apply(policy),
                Base::Pack(pack) => apply_pack(pack, policy),
            }
        }
        self.levels.iter().for_each(|(code, level)| policy.set_level(code, *level));
        self.limits.iter().for_each(|(limit, value)| policy.set_limit(limit, *value));
        self.house.iter().for_each(|house| policy.add_house(house));
        self.reviewer.iter().for_each(|id| policy.set_reviewer(id));
    }
}

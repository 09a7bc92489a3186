//! Project configuration, `ascribe.toml`.
//!
//! [`read`] accepts any text: it reports errors with their positions and uses everything else. [`Config::apply`]
//! computes the [`Policy`] of a document, file by file, outermost first.

mod edit;
mod keys;
mod pages;
mod profiles;
mod read;

pub use edit::with_severity;
pub use keys::{ConfigKey, ConfigWord, Values, keys};
pub use pages::{profiles_page, schema, template};
pub use profiles::{PROFILES, Profile, Setting, profile};
pub use read::{ConfigProblem, read};

use ascribe_markup::policy::{Level, Limit, Policy};
use globset::GlobSet;

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
    profile: Option<&'static Profile>,
    levels: Vec<(&'static str, Level)>,
    limits: Vec<(&'static Limit, u32)>,
    /// Id of the actor who reviews drafts.
    reviewer: Option<Box<str>>,
}

impl Config {
    /// Applies the file's settings for a document. `path` is relative to the file's folder, with `/` on every system;
    /// without a path, only the general settings apply.
    pub fn apply(&self, path: Option<&str>, policy: &mut Policy) {
        self.all.apply(policy);
        let matching =
            self.overrides.iter().filter(|(files, _)| path.is_some_and(|path| files.is_match(path)));
        matching.for_each(|(_, section)| section.apply(policy));
    }
}

impl Section {
    /// Applies the profile first, which sets every rule, then the individual settings.
    fn apply(&self, policy: &mut Policy) {
        if let Some(profile) = self.profile {
            profile.apply(policy);
        }
        self.levels.iter().for_each(|(code, level)| policy.set_level(code, *level));
        self.limits.iter().for_each(|(limit, value)| policy.set_limit(limit, *value));
        self.reviewer.iter().for_each(|id| policy.set_reviewer(id));
    }
}

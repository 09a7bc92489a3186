//! `ascribe.toml`: what a project has set.
//!
//! [`read`] takes any text: what is wrong is told at its place, and everything else holds. [`Config::apply`] makes
//! the [`Policy`] of a document, file by file, the outermost first.

mod edit;
mod pages;
mod profiles;
mod read;

pub use edit::with_severity;
pub use pages::{profiles_page, schema, template};
pub use profiles::{PROFILES, Profile, Setting, profile};
pub use read::{Problem, read};

use ascribe_markup::policy::{Level, Limit, Policy};
use globset::GlobSet;

/// The name of the file.
pub const FILE: &str = "ascribe.toml";

/// What a file says.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// No file further out is read.
    pub root: bool,
    all: Section,
    overrides: Vec<(GlobSet, Section)>,
}

/// What holds for the same documents.
#[derive(Debug, Clone, Default)]
struct Section {
    profile: Option<&'static Profile>,
    levels: Vec<(&'static str, Level)>,
    limits: Vec<(&'static Limit, u32)>,
}

impl Config {
    /// Sets what the file says about a document at this path, which is relative to the file's folder with `/` on
    /// every system; without a path, what it says about all.
    pub fn apply(&self, path: Option<&str>, policy: &mut Policy) {
        self.all.apply(policy);
        let matching =
            self.overrides.iter().filter(|(files, _)| path.is_some_and(|path| files.is_match(path)));
        matching.for_each(|(_, section)| section.apply(policy));
    }
}

impl Section {
    /// A profile speaks of every rule, so that it begins anew; what stands beside it changes it.
    fn apply(&self, policy: &mut Policy) {
        if let Some(profile) = self.profile {
            profile.apply(policy);
        }
        self.levels.iter().for_each(|(code, level)| policy.set_level(code, *level));
        self.limits.iter().for_each(|(limit, value)| policy.set_limit(limit, *value));
    }
}

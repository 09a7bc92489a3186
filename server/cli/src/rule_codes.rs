//! Codes of rules as arguments, which shells complete.

use ascribe_lints::RULES;
use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Command, Error};
use std::ffi::OsStr;

/// Takes any text, so that a command can suggest the rule that was meant, and tells shells the codes.
#[derive(Debug, Clone, Copy)]
pub struct RuleCodes;

impl TypedValueParser for RuleCodes {
    type Value = String;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(RULES.iter().map(|rule| PossibleValue::new(rule.code).help(rule.summary))))
    }
}

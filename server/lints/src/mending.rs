//! A block whose findings are mended.

use super::Context;
use crate::sourcing::attribute::Speakers;
use std::cell::OnceCell;
use std::ops::Deref;

/// The context of a block, with what the fixes of its findings have in common, which is found once.
#[derive(Debug)]
pub struct Mending<'a> {
    context: Context<'a>,
    speakers: OnceCell<Speakers<'a>>,
}

impl<'a> Mending<'a> {
    /// Nothing is looked for before a fix asks for it.
    pub fn new(context: Context<'a>) -> Self {
        Self { context, speakers: OnceCell::new() }
    }

    /// Those who may speak in the block.
    pub(super) fn speakers(&self) -> &Speakers<'a> {
        self.speakers.get_or_init(|| Speakers::new(self.context.scope, self.context.at))
    }
}

impl<'a> Deref for Mending<'a> {
    type Target = Context<'a>;

    fn deref(&self) -> &Context<'a> {
        &self.context
    }
}

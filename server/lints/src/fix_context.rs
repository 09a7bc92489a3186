//! Context for computing the fixes of a block's findings.

use super::Context;
use crate::sourcing::attribute::Speakers;
use std::cell::OnceCell;
use std::ops::Deref;

/// Context of a block, with lazily computed data that its fixes share.
#[derive(Debug)]
pub struct FixContext<'a> {
    context: Context<'a>,
    speakers: OnceCell<Speakers<'a>>,
}

impl<'a> FixContext<'a> {
    /// Creates the context; everything else is computed when a fix asks for it.
    pub fn new(context: Context<'a>) -> Self {
        Self { context, speakers: OnceCell::new() }
    }

    /// Possible speakers in the block.
    pub(super) fn speakers(&self) -> &Speakers<'a> {
        self.speakers
            .get_or_init(|| Speakers::new(self.context.scope, self.context.at).within(self.context.budget))
    }
}

impl<'a> Deref for FixContext<'a> {
    type Target = Context<'a>;

    fn deref(&self) -> &Context<'a> {
        &self.context
    }
}

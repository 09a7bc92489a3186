//! Where messages are read from.

use std::io::{BufRead, BufReader, Read, Result};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is read at once, in bytes, most often several messages.
const BUFFER: usize = 1 << 16;

/// An input that tells whether more of it has been read than was taken.
#[derive(Debug)]
pub struct Input<R> {
    reader: BufReader<R>,
    waits: Arc<AtomicBool>,
}

impl<R: Read> Input<R> {
    /// Reads from `reader`, and sets `waits` while there is something behind what was taken.
    pub fn new(reader: R, waits: Arc<AtomicBool>) -> Self {
        Self { reader: BufReader::with_capacity(BUFFER, reader), waits }
    }

    fn tell(&self) {
        self.waits.store(!self.reader.buffer().is_empty(), Ordering::Relaxed);
    }
}

impl<R: Read> Read for Input<R> {
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let read = self.reader.read(bytes);
        self.tell();
        read
    }
}

impl<R: Read> BufRead for Input<R> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, bytes: usize) {
        self.reader.consume(bytes);
        self.tell();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frames::{Incoming, read_message};

    #[test]
    fn it_is_known_whether_a_message_waits_behind() {
        let message = "Content-Length: 2\r\n\r\n{}";
        let waits = Arc::<AtomicBool>::default();
        let mut input = Input::new(message.repeat(3).into_bytes().leak() as &[u8], Arc::clone(&waits));
        let told = [(); 3].map(|()| {
            assert!(matches!(read_message(&mut input, 9), Incoming::Message(_)));
            waits.load(Ordering::Relaxed)
        });
        assert_eq!(told, [true, true, false]);
    }
}

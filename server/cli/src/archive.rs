//! Archives in memory.

use ascribe_formats::export::Entry;
use std::io::{Cursor, Write};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A ZIP archive of the entries, in their order. It is the same each time, since entries have no time of their own.
///
/// # Errors
/// If an entry is too large for an archive.
pub fn archive(entries: &[Entry]) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in entries {
        archive.start_file(&*entry.name, options)?;
        archive.write_all(entry.content.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::archive;
    use ascribe_formats::export::Entry;
    use std::io::{Cursor, Read};
    use zip::ZipArchive;

    #[test]
    fn entries_are_read_as_they_were() {
        let entry = |name: &str, content: &str| Entry { name: name.to_owned(), content: content.to_owned() };
        let entries = [entry("project.qde", "<a/>"), entry("sources/b.txt", "👩 e\u{301}\r\n\0")];
        let mut packed = ZipArchive::new(Cursor::new(archive(&entries).unwrap())).unwrap();
        for (index, entry) in entries.iter().enumerate() {
            let mut file = packed.by_index(index).unwrap();
            let mut content = String::new();
            file.read_to_string(&mut content).unwrap();
            assert_eq!((&*file.name().unwrap(), &content), (&*entry.name, &entry.content));
        }
        assert_eq!(archive(&entries).unwrap(), archive(&entries).unwrap());
    }
}

//! Execution counts of the program: the counters that `-C profile-generate` adds to every branch.
//!
//! With `%c` in `LLVM_PROFILE_FILE` and `-runtime-counter-relocation`, the counters live in a memory-mapped file, which the
//! program itself can read at any time.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;

/// Numbers in the header of a raw profile, each of 8 bytes.
const HEADER: usize = 16;

/// First number of a raw profile of a 64-bit program: `\xfflprofr\x81`.
const MAGIC: u64 = 0xff6c_7072_6f66_7281;

/// Size in bytes of the record of a function.
const RECORD: usize = 64;

/// Name of a counter whose function is unknown.
const UNKNOWN: &str = "unknown function";

/// A raw profile: a header, a record for each function, the counters, and the names of the functions.
#[derive(Debug)]
pub struct Profile {
    file: File,
    header: [u64; HEADER],
}

impl Profile {
    /// Opens a profile.
    ///
    /// # Errors
    /// If it cannot be read, or has another format.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let mut bytes = [0; HEADER * 8];
        file.read_exact(&mut bytes)?;
        let numbers = numbers(&bytes);
        let header: [u64; HEADER] = numbers.try_into().map_err(|_| io::ErrorKind::InvalidData)?;
        // The lower half of the second number is the version of the format.
        if header[0] != MAGIC || header[1] & 0xff != 10 {
            let message = format!("not a raw profile of version 10: {:x?}", &header[..2]);
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        Ok(Self { file, header })
    }

    fn records_start(&self) -> u64 {
        (HEADER * 8) as u64 + self.header[2]
    }

    fn records_length(&self) -> u64 {
        self.header[3] * RECORD as u64
    }

    fn counters_start(&self) -> u64 {
        self.records_start() + self.records_length() + self.header[4]
    }

    fn names_start(&self) -> u64 {
        let counters_end = self.counters_start() + self.header[5] * 8 + self.header[6];
        counters_end + self.header[7] + self.header[8]
    }

    fn bytes(&self, start: u64, length: u64) -> io::Result<Vec<u8>> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = vec![0; usize::try_from(length).map_err(io::Error::other)?];
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// Number of counters.
    pub fn counters(&self) -> usize {
        self.header[5] as usize
    }

    /// Reads the current values of all counters.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn values(&self) -> io::Result<Values> {
        Ok(Values(self.bytes(self.counters_start(), self.header[5] * 8)?))
    }

    /// Names of all functions, each behind the indices of its counters.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn functions(&self) -> io::Result<Vec<(Range<usize>, String)>> {
        let names = self.bytes(self.names_start(), self.header[9])?;
        let by_hash = named(&names);
        let records = self.bytes(self.records_start(), self.records_length())?;
        let functions = (0_u64..).zip(records.chunks_exact(RECORD)).map(|(index, record)| {
            let fields = numbers(record);
            // Addresses of counters are relative to their record.
            let distance = self.header[10].wrapping_sub(index * RECORD as u64);
            let first = (fields[2].wrapping_sub(distance) / 8) as usize;
            let count = (fields[6] & 0xffff_ffff) as usize;
            let name = by_hash.get(&fields[0]).map(|name| format!("{:#}", rustc_demangle::demangle(name)));
            (first..first + count, name.unwrap_or_else(|| UNKNOWN.to_owned()))
        });
        Ok(functions.collect())
    }
}

/// Values of all counters at one time, 8 bytes each.
#[derive(Debug)]
pub struct Values(Vec<u8>);

/// Size in bytes of the runs of counters that are compared at once, since most do not change.
const RUN: usize = 512;

impl Values {
    /// Indices of the counters that have changed since an earlier time, with the difference.
    pub fn since(&self, earlier: &Self) -> Vec<(usize, u64)> {
        let mut changed = Vec::new();
        for (run, (before, after)) in earlier.0.chunks(RUN).zip(self.0.chunks(RUN)).enumerate() {
            if before != after {
                let pairs = numbers(before).into_iter().zip(numbers(after)).enumerate();
                let pairs = pairs.filter(|(_, (before, after))| before != after);
                changed.extend(
                    pairs.map(|(place, (before, after))| {
                        (run * RUN / 8 + place, after.saturating_sub(before))
                    }),
                );
            }
        }
        changed
    }
}

fn numbers(bytes: &[u8]) -> Vec<u64> {
    bytes.chunks_exact(8).map(|chunk| u64::from_le_bytes(chunk.try_into().unwrap_or_default())).collect()
}

/// Names of functions by the start of their MD5 hash. Each run of names has its length, 0 for no compression, and names
/// separated by `\x01`; a name may have its file before a `;`.
fn named(mut bytes: &[u8]) -> HashMap<u64, String> {
    let mut names = HashMap::new();
    while !bytes.is_empty() {
        let Some(length) = leb128(&mut bytes) else { break };
        let compressed = leb128(&mut bytes).unwrap_or(0);
        let length = if compressed > 0 { compressed } else { length };
        let Some((run, rest)) = bytes.split_at_checked(length) else { break };
        for name in run.split(|byte| *byte == 1).filter(|_| compressed == 0) {
            let hash = numbers(&md5::compute(name).0)[0];
            let name = String::from_utf8_lossy(name);
            let name = name.rsplit(';').next().unwrap_or_default();
            names.insert(hash, name.to_owned());
        }
        let padding = rest.iter().take_while(|byte| **byte == 0).count();
        bytes = &rest[padding..];
    }
    names
}

/// Reads a number of variable length.
fn leb128(bytes: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for shift in (0..usize::BITS).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= usize::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

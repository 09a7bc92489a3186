//! Every target holds on every file of the corpus, so that neither can rot.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

use ascribe_fuzz_targets::TARGETS;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_target_holds_on_the_whole_corpus() {
    for (name, own) in TARGETS {
        let seeds = files(&fuzz().join("corpus").join(name));
        assert!(seeds.len() >= 5, "`{name}` has few seeds");
        for path in seeds {
            let bytes = fs::read(&path).unwrap();
            // Bytes that are hostile to one target may be so to another.
            for (_, target) in TARGETS {
                target(&bytes);
            }
            for cut in 0..bytes.len().min(200) {
                own(&bytes[..cut]);
            }
        }
    }
}

#[test]
fn every_target_has_an_entry_point_and_a_corpus() {
    let names: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let stems = |folder: &str| -> BTreeSet<String> {
        let files = files(&fuzz().join(folder)).into_iter();
        files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
    };
    assert_eq!(stems("fuzz_targets"), names);
    assert_eq!(stems("corpus"), names);
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    let run = fs::read_to_string(fuzz().join("run")).unwrap();
    let readme = fs::read_to_string(fuzz().join("README.md")).unwrap();
    for name in &names {
        assert!(manifest.contains(&format!("name = \"{name}\"")) && run.contains(name.as_str()), "{name}");
        assert!(readme.contains(&format!("| `{name}` |")), "{name}");
    }
}

/// Bytes of all seeds of a target, one after the other.
fn seeds(name: &str) -> Vec<u8> {
    files(&fuzz().join("corpus").join(name)).iter().flat_map(|path| fs::read(path).unwrap()).collect()
}

proptest! {
    // `tests/fuzz/run` is guided by coverage; this only puts pieces of the seeds together.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_target_holds_on_pieces_of_its_seeds(
        target in 0..TARGETS.len(),
        pieces in prop::collection::vec((any::<prop::sample::Index>(), 0usize..24, any::<Option<u8>>()), 0..12),
    ) {
        let (name, run) = TARGETS[target];
        let seeds = seeds(name);
        let mut bytes = Vec::new();
        for (start, length, byte) in pieces {
            let start = start.index(seeds.len());
            bytes.extend_from_slice(&seeds[start..(start + length).min(seeds.len())]);
            bytes.extend(byte.filter(|byte| byte % 4 == 0));
        }
        run(&bytes);
    }
}

//! Location of the binary under test.

use std::env;
use std::path::PathBuf;

/// Path of the `ascribe` binary: `ASCRIBE_BIN`, or else the one in the target folder of the running test.
pub fn binary() -> PathBuf {
    if let Some(path) = env::var_os("ASCRIBE_BIN") {
        return PathBuf::from(path);
    }
    let name = format!("ascribe{}", env::consts::EXE_SUFFIX);
    let test = env::current_exe().expect("the test knows its own path");
    test.ancestors()
        .skip(1)
        .flat_map(|folder| {
            [folder.join(&name), folder.join("debug").join(&name), folder.join("release").join(&name)]
        })
        .find(|path| path.is_file())
        .unwrap_or_else(|| {
            panic!("no `{name}` beside {}: run `cargo build` first, or set ASCRIBE_BIN", test.display())
        })
}

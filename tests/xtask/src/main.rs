//! `cargo xtask`: runs the commands that regenerate, check and measure.

use std::env;
use std::path::Path;
use std::process::{Command, ExitCode};

const HELP: &str = "\
Usage: cargo xtask COMMAND

Commands:
  docs             write the generated pages and screens in docs/, and the schema
  drafting         record how good the drafts of the test articles are, also in docs/
  grammar          generate the parser, and the queries of editors, from grammar/
  check            check that everything generated is up to date
  bench [ARG]...   measure a release build; the arguments are those of `ascribe-bench`
  pictures         take the pictures in the documentation from real editors

After a change of the grammar, update its corpus as well; see grammar/README.md.
";

/// Environment variable with which the tests of generated pages write the pages.
const UPDATE_DOCS: &str = "UPDATE_DOCS";

/// Environment variable with which the test of the drafts records them.
const UPDATE_DRAFTING: &str = "UPDATE_DRAFTING";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match args[..] {
        ["docs"] => docs(true),
        ["drafting"] => drafting(),
        ["grammar"] => grammar("generate"),
        ["check"] => docs(false).and_then(|()| grammar("check")),
        ["bench", ref rest @ ..] => bench(rest),
        ["pictures"] => pictures(),
        _ => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the tests of the generated pages, which write the pages if `update` is set.
fn docs(update: bool) -> Result<(), String> {
    let test = |args: &str| {
        let mut test = cargo(args);
        // The binary just built, not another one.
        test.env_remove("ASCRIBE_BIN").env_remove(UPDATE_DOCS);
        if update {
            test.env(UPDATE_DOCS, "1");
        }
        run(&mut test)
    };
    test("test --package ascribe-lints --test rules --test config")?;
    run(&mut cargo("build --package ascribe"))?;
    test("test --package ascribe-tests --test repository documentation::")
}

/// Runs the test of the drafts, which records them.
fn drafting() -> Result<(), String> {
    run(cargo("test --package ascribe-drafting --test newsroom").env(UPDATE_DRAFTING, "1"))
}

/// Runs a command of the grammar's tool.
fn grammar(command: &str) -> Result<(), String> {
    run(cargo("run --quiet --package grammar-tool --").arg(command))
}

/// Runs the benchmarks of the real binary.
fn bench(args: &[&str]) -> Result<(), String> {
    run(cargo("run --release --package ascribe-bench --").args(args))
}

/// Takes the pictures.
fn pictures() -> Result<(), String> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    run(&mut Command::new(tests.join("editors/pictures/run")))
}

/// Cargo with these arguments, separated by spaces.
fn cargo(args: &str) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args.split(' '));
    command
}

/// Runs a command in the current folder, so that paths among its arguments keep their meaning.
fn run(command: &mut Command) -> Result<(), String> {
    let status = command.status();
    let shown = || {
        let words = [command.get_program()].into_iter().chain(command.get_args());
        words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
    };
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{}` failed: {status}", shown())),
        Err(error) => Err(format!("`{}` could not be started: {error}", shown())),
    }
}

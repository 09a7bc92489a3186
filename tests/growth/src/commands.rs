//! The command line: every command that reads documents, and every format of reports.

use crate::counters::{Profile, Values};
use crate::growth::{self, STEP};
use crate::report::{Found, Functions};
use crate::texts::{Grown, Text, texts};
use crate::{Arguments, Line, print};
use std::cell::OnceCell;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// Commands, with the arguments before the file.
const COMMANDS: [&[&str]; 14] = [
    &["check", "--format", "human", "--color", "always"],
    &["check", "--format", "json"],
    &["check", "--format", "sarif"],
    &["check", "--format", "github"],
    &["check", "--format", "junit"],
    &["check", "--format", "markdown"],
    &["check", "--format", "summary"],
    &["check", "--fix", "--diff"],
    &["check", "--fix", "--unsafe-fixes", "--diff"],
    &["check", "--baseline", "baseline.json", "--write-baseline"],
    &["fmt"],
    &["draft"],
    &["import"],
    &["strip"],
];

/// Commands that read no documents, and the server, whose features are measured one by one.
const OTHERS: [&str; 5] = ["explain", "rules", "init", "lsp", "completions"];

/// Names of texts that have findings of each kind, fixes, drafts and long lines.
const TEXTS: [&str; 9] = [
    "syntax/bad/one line",
    "syntax/bad/items in one annotation",
    "unattributed-quote/bad/many paragraphs",
    "undefined-actor/bad/near misses of ids",
    "unused-source/bad/copies with ids of their own",
    "quotations",
    "bare quotations",
    "unknown words in braces",
    "spans in paragraphs",
];

/// Name of the document.
const DOCUMENT: &str = "one.ascribe";

/// Sentences about commands and formats that are not measured.
///
/// # Errors
/// If the binary cannot be run.
pub fn missing(binary: &Path) -> io::Result<Vec<String>> {
    let output = |arguments: &[&str]| -> io::Result<String> {
        let output = Command::new(binary).args(arguments).env("LLVM_PROFILE_FILE", "/dev/null").output()?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
    };
    let help = output(&["--help"])?;
    let commands =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let commands = commands.filter_map(|line| line.split_whitespace().next());
    let is_known =
        |command: &&str| OTHERS.contains(command) || COMMANDS.iter().any(|known| known[0] == *command);
    let unknown = commands.filter(|command| !is_known(command));
    let mut missing: Vec<String> = unknown.map(|command| format!("no command `{command}`")).collect();
    let refusal = output(&["check", "--format", "none"])?;
    let formats = refusal.split_once("possible values: ").map_or("", |(_, list)| list);
    let formats = formats.split(']').next().unwrap_or_default().split(", ").map(str::trim);
    let is_known = |format: &&str| COMMANDS.iter().any(|known| known.get(2) == Some(format));
    missing.extend(formats.filter(|format| !is_known(format)).map(|format| format!("no format `{format}`")));
    let all = texts();
    let is_text = |name: &&str| all.iter().any(|text| text.name == *name);
    missing.extend(TEXTS.into_iter().filter(|name| !is_text(name)).map(|name| format!("no text “{name}”")));
    Ok(missing)
}

/// Measures a share of the commands, and prints what grows too fast; returns the number of pairs of a text and a command.
///
/// # Errors
/// If the binary cannot be run or its counts not be read.
pub fn measure(arguments: &Arguments, share: usize, of: usize) -> io::Result<usize> {
    let texts: Vec<Text> = texts().into_iter().filter(|text| TEXTS.contains(&&*text.name)).collect();
    let folder = tempfile::tempdir()?;
    let cases = COMMANDS.iter().flat_map(|command| texts.iter().map(move |text| (command, text)));
    let functions: OnceCell<Functions> = OnceCell::new();
    let mut measured = 0;
    for (_, (command, text)) in cases.enumerate().filter(|(number, _)| number % of == share) {
        let name = command.join(" ");
        if !arguments.wants(&text.name, &name) {
            continue;
        }
        measured += 1;
        let run = |size: usize| run(arguments, folder.path(), command, &(text.make)(size));
        // Steps that do not depend on the text.
        let (profile, base) = run(1)?;
        let functions = match functions.get() {
            Some(functions) => functions,
            None => functions.get_or_init({
                let read = Functions::new(&profile)?;
                || read
            }),
        };
        let counts = |size: usize| io::Result::Ok(functions.even(run(size)?.1.since(&base)));
        let n = arguments.size;
        let (small, large) = (counts(n)?, counts(n * STEP)?);
        if growth::fast(n, &small, &large).is_empty() {
            continue;
        }
        let excess = growth::excess(n, [&small, &large, &counts(n * STEP * STEP)?]);
        if let Some(found) = Found::new(functions, &text.name, &name, &excess) {
            print(&Line::Found(found))?;
        }
    }
    Ok(measured)
}

/// Runs a command on a document; returns the profile of the run and its values.
fn run(
    arguments: &Arguments,
    folder: &Path,
    command: &[&str],
    grown: &Grown,
) -> io::Result<(Profile, Values)> {
    let profile = folder.join("profile");
    fs::write(folder.join(DOCUMENT), &grown.text)?;
    for (name, text) in &grown.others {
        fs::write(folder.join(name), text)?;
    }
    let output = Command::new(&arguments.binary)
        .args(command)
        .arg(DOCUMENT)
        .current_dir(folder)
        .env("LLVM_PROFILE_FILE", &profile)
        .env("RAYON_NUM_THREADS", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .output()?;
    // The document may have findings.
    if !matches!(output.status.code(), Some(0 | 1)) {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(format!("{} has failed: {said}", command.join(" "))));
    }
    let profile = Profile::open(&profile)?;
    let values = profile.values()?;
    Ok((profile, values))
}

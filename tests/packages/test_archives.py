"""Archives, their names, and their checksums."""

import hashlib
import tomllib

from conftest import PLATFORMS, REPOSITORY, SCRIPTS, TARGET, VERSION, WHEELS, run, works


def test_an_unpacked_archive_works(binary, tmp_path):
    archive = run(SCRIPTS / "archive", TARGET, binary, tmp_path / "out").strip()
    run("tar", "-xzf", archive, cwd=tmp_path)
    folder = tmp_path / f"ascribe-v{VERSION}-{TARGET}"
    assert {it.name for it in folder.iterdir()} == {
        "ascribe", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "THIRD-PARTY-NOTICES.txt"
    }
    works(folder / "ascribe")
    notices = (folder / "THIRD-PARTY-NOTICES.txt").read_text()
    # The crates of the binary, but none of those that only tests use.
    assert "\nclap 4." in notices and "\ntree-sitter 0." in notices and "\nproptest " not in notices
    assert "Permission is hereby granted" in notices and "Apache License" in notices


def test_cargo_binstall_finds_the_archive_of_each_platform(release):
    manifest = tomllib.loads((REPOSITORY / "server/cli/Cargo.toml").read_text())
    about = manifest["package"]["metadata"]["binstall"]
    for it in PLATFORMS:
        kind = about.get("overrides", {}).get(it.target, {}).get("pkg-fmt", about["pkg-fmt"])
        url = about["pkg-url"]
        values = {"repo": "", "version": VERSION, "name": "ascribe", "target": it.target, "archive-suffix": f".{kind}"}
        for name, value in values.items():
            url = url.replace(f"{{ {name} }}", value)
        assert url == f"/releases/download/v{VERSION}/{it.archive}"
        assert (release / it.archive).is_file()


def test_the_workflow_builds_each_platform():
    workflow = (REPOSITORY / ".github/workflows/release.yml").read_text()
    built = [line for line in workflow.splitlines() if "target: " in line and "vscode: " in line]
    assert len(built) == len(PLATFORMS)
    for it in PLATFORMS:
        assert any(f"target: {it.target}, vscode: {it.vscode} }}" in line for line in built), it
    wheels = [line for line in workflow.splitlines() if "target: " in line and "vscode: " not in line and "os: " in line]
    assert sorted(line.split("target: ")[1].removesuffix(" }") for line in wheels) == sorted(WHEELS)


def test_all_files_of_a_release_have_checksums(release):
    lines = (release / "SHA256SUMS").read_text().splitlines()
    sums = {name: checksum for checksum, name in (line.split() for line in lines)}
    files = {it.name: it for it in release.iterdir() if it.name != "SHA256SUMS"}
    assert sums == {name: hashlib.sha256(it.read_bytes()).hexdigest() for name, it in files.items()}


def test_an_unknown_platform_is_refused(binary, tmp_path):
    assert "is not a target of a release" in run(SCRIPTS / "archive", "m68k-none", binary, tmp_path, status=1)
    assert "usage:" in run(SCRIPTS / "archive", TARGET, status=2)

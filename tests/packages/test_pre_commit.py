"""The mirror for pre-commit, with the real pre-commit and the wheel of this platform."""

import os

import pytest
from conftest import SCRIPTS, TARGET, VERSION, WHEELS, run

GIT = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org"]


def commit(folder):
    """Makes a repository of a folder, and returns its commit."""
    run(*GIT, "init", "--quiet", cwd=folder)
    run(*GIT, "add", ".", cwd=folder)
    run(*GIT, "commit", "--quiet", "--message", "Release", cwd=folder)
    return run(*GIT, "rev-parse", "HEAD", cwd=folder).strip()


@pytest.fixture(scope="module")
def files(release, wheel, tmp_path_factory):
    """Files of a release, with the real wheel."""
    folder = tmp_path_factory.mktemp("files")
    stand_in = f"ascribe_lsp-{VERSION}-cp310-abi3-{WHEELS[TARGET]}.whl"
    for it in release.iterdir():
        if it.name not in (stand_in, "SHA256SUMS"):
            (folder / it.name).symlink_to(it)
    (folder / wheel.name).symlink_to(wheel)
    run(SCRIPTS / "checksums", folder)
    return folder


def mirror(files, folder):
    environment = {**os.environ, "DOWNLOADS": files.as_uri()}
    run(SCRIPTS / "manifests", files / "SHA256SUMS", folder, env=environment)
    return folder / "pre-commit"


def articles(folder, mirror, commit):
    """A repository of articles that uses the hooks."""
    folder.mkdir()
    run(*GIT, "init", "--quiet", cwd=folder)
    (folder / ".pre-commit-config.yaml").write_text(
        "repos:\n"
        f"  - repo: {mirror}\n"
        f"    rev: {commit}\n"
        "    hooks:\n"
        "      - id: ascribe\n"
        "        args: [--fail-on, error]\n"
        "      - id: ascribe-fmt\n"
    )
    return folder


def run_hooks(folder, cache, status=0):
    run(*GIT, "add", ".", cwd=folder)
    # No other `ascribe`, and no cache but this one.
    environment = {**os.environ, "PRE_COMMIT_HOME": str(cache)}
    return run("pre-commit", "run", "--all-files", cwd=folder, env=environment, status=status)


def test_hooks_install_the_binary_and_run_it(files, tmp_path):
    hooks = mirror(files, tmp_path / "out")
    folder = articles(tmp_path / "articles", hooks, commit(hooks))
    (folder / "good.ascribe").write_text("The fee rose in May.\n")
    (folder / "other.txt").write_text("[The fee rose]{claim @nobody}.\n")
    run_hooks(folder, tmp_path / "cache")
    (folder / "bad.ascribe").write_text("[The fee rose]{claim   @nobody}.\n")
    found = run_hooks(folder, tmp_path / "cache", status=1)
    assert "undefined-actor" in found and "bad.ascribe" in found and "other.txt" not in found
    # Both hooks fail.
    assert found.count("- exit code: 1") == 2
    assert list((tmp_path / "cache").glob("repo*/py_env-*/bin/ascribe"))


def test_a_wheel_with_another_checksum_is_refused(files, tmp_path):
    hooks = mirror(files, tmp_path / "out")
    project = hooks / "pyproject.toml"
    text = project.read_text()
    for dependency in text.splitlines():
        if "#sha256=" in dependency:
            checksum = dependency.split("#sha256=")[1][:64]
            text = text.replace(checksum, checksum[::-1])
    assert text != project.read_text()
    project.write_text(text)
    folder = articles(tmp_path / "articles", hooks, commit(hooks))
    (folder / "good.ascribe").write_text("The fee rose in May.\n")
    assert "hash" in run_hooks(folder, tmp_path / "cache", status=3).lower()

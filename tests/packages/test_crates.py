"""The crates, packaged and then compiled from their packages."""

import os
import re
import shutil
import tarfile
from pathlib import Path

import pytest
from conftest import REPOSITORY, VERSION, run


@pytest.fixture(scope="module")
def published(metadata):
    return [it for it in metadata["packages"] if it["publish"] != []]


def test_the_command_and_the_grammar_are_published(published):
    names = {it["name"] for it in published}
    assert {"ascribe", "ascribe-lsp", "ascribe-markup", "tree-sitter-ascribe"} <= names
    # A published crate cannot depend on one that is not.
    for it in published:
        own = {d["name"] for d in it["dependencies"] if d.get("path") and d["kind"] != "dev"}
        assert own <= names, it["name"]


def test_each_crate_says_what_it_is(published):
    for it in published:
        for key in ["description", "license", "repository", "readme", "keywords", "categories"]:
            assert it[key], f"{it['name']}: {key}"
        assert it["version"] == VERSION


def test_packages_are_complete(published, metadata, tmp_path):
    names = [it["name"] for it in published]
    packages = [word for name in names for word in ("--package", name)]
    run("cargo", "package", "--offline", "--allow-dirty", "--no-verify", *packages, cwd=REPOSITORY)
    for name in names:
        path = Path(metadata["target_directory"], "package", f"{name}-{VERSION}.crate")
        # The limit of the registry.
        assert path.stat().st_size < 10_000_000, path
        with tarfile.open(path) as archive:
            archive.extractall(tmp_path, filter="data")

    # Compiled from the packages: what one lacks is missing here. With our profiles, so that dependencies are shared.
    manifest = (REPOSITORY / "Cargo.toml").read_text()
    profiles = manifest[re.search(r"^\[profile\.dev\]", manifest, re.MULTILINE).start() :].split("[profile.release", 1)[0]
    members = ", ".join(f'"{name}-{VERSION}"' for name in names)
    patches = "\n".join(f'{name} = {{ path = "{name}-{VERSION}" }}' for name in names)
    (tmp_path / "Cargo.toml").write_text(
        f'[workspace]\nresolver = "3"\nmembers = [{members}]\n\n[patch.crates-io]\n{patches}\n\n{profiles}'
    )
    shutil.copy(REPOSITORY / "Cargo.lock", tmp_path)
    environment = {**os.environ, "CARGO_TARGET_DIR": metadata["target_directory"]}
    run("cargo", "check", "--quiet", "--offline", "--package", "ascribe", cwd=tmp_path, env=environment)

"""Files for the registries of editors: Mason and Zed. Those for Neovim and Emacs are tested in these editors, and the manifest for
Open VSX with the extension."""

import json
import re
import tomllib

import pytest
import yaml
from conftest import PLATFORMS, REPOSITORY, VERSION, run

# Targets of Mason by that of Rust.
MASON = {
    "x86_64-unknown-linux-gnu": "linux_x64_gnu",
    "x86_64-unknown-linux-musl": "linux_x64_musl",
    "aarch64-unknown-linux-gnu": "linux_arm64_gnu",
    "aarch64-unknown-linux-musl": "linux_arm64_musl",
    "x86_64-apple-darwin": "darwin_x64",
    "aarch64-apple-darwin": "darwin_arm64",
    "x86_64-pc-windows-msvc": "win_x64",
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("registries")
    run(REPOSITORY / "editors/registries/prepare", folder)
    return folder


def test_mason_installs_the_archive_of_each_platform(prepared, release):
    package = yaml.safe_load((prepared / "mason/packages/ascribe/package.yaml").read_text())
    # The fields that its schema requires, and no others than it knows.
    required = {"name", "description", "homepage", "licenses", "languages", "categories", "source"}
    assert required <= package.keys() <= required | {"bin", "neovim"}
    assert set(package["categories"]) <= {"Compiler", "DAP", "Formatter", "LSP", "Linter", "Runtime"}
    assert set(package["licenses"]) == {"MIT", "Apache-2.0"}
    assert package["source"]["id"] == f"pkg:github/ascribe-lsp/ascribe@v{VERSION}"
    found = {}
    for asset in package["source"]["asset"]:
        file, binary = (asset[key].replace("{{version}}", f"v{VERSION}") for key in ["file", "bin"])
        assert (release / file).is_file()
        folder, program = binary.split("/")
        assert file.startswith(folder) and program == ("ascribe.exe" if file.endswith(".zip") else "ascribe")
        found[asset["target"]] = file
    assert found == {MASON[it.target]: it.archive for it in PLATFORMS}


def test_zed_accepts_the_extension(prepared):
    [(name, entry)] = tomllib.loads((prepared / "zed/extensions.toml").read_text()).items()
    extension = REPOSITORY / entry["path"]
    manifest = tomllib.loads((extension / "extension.toml").read_text())
    assert re.fullmatch("[a-z0-9-]+", name) and "zed" not in name and "extension" not in name
    assert (name, entry["version"], entry["submodule"]) == (manifest["id"], manifest["version"], f"extensions/{name}")
    for key in ["name", "authors", "description", "repository"]:
        assert manifest[key], key
    assert manifest["schema_version"] == 1 and "zed" not in manifest["name"].lower()
    # The license lies beside the manifest.
    for license in ["LICENSE-MIT", "LICENSE-APACHE"]:
        assert (extension / license).read_bytes() == (REPOSITORY / license).read_bytes()
    grammar = manifest["grammars"]["ascribe"]
    assert (REPOSITORY / grammar["path"] / "src/parser.c").is_file()
    for language in (extension / "languages").iterdir():
        config = tomllib.loads((language / "config.toml").read_text())
        assert config["grammar"] in manifest["grammars"]
        assert config["name"] in manifest["language_servers"]["ascribe"]["languages"]


def test_melpa_packages_the_mode(prepared):
    [recipe] = (prepared / "melpa/recipes").iterdir()
    text = recipe.read_text()
    assert text.startswith(f"({recipe.name}\n") and ":fetcher github" in text
    [pattern] = re.findall(r':files \("(.*)"\)', text)
    assert [it.name for it in REPOSITORY.glob(pattern)] == [f"{recipe.name}.el"]


def test_editors_have_the_version_of_the_server():
    editors = REPOSITORY / "editors"
    assert json.loads((editors / "vscode/package.json").read_text())["version"] == VERSION
    lock = json.loads((editors / "vscode/package-lock.json").read_text())
    assert lock["version"] == lock["packages"][""]["version"] == VERSION
    assert tomllib.loads((editors / "zed/extension.toml").read_text())["version"] == VERSION
    assert tomllib.loads((editors / "zed/Cargo.toml").read_text())["package"]["version"] == VERSION
    assert f";; Version: {VERSION}\n" in (editors / "emacs/ascribe-mode.el").read_text()

"""The extension for VS Code with this binary in it, and what Open VSX demands of its manifest."""

import json
import re
import zipfile

import pytest
from conftest import PLATFORMS, REPOSITORY, TARGET, VERSION, run, works

EXTENSION = REPOSITORY / "editors/vscode"
OWN = next((it for it in PLATFORMS if it.target == TARGET), None)


@pytest.fixture(scope="module")
def package(binary, tmp_path_factory):
    installed = EXTENSION / "node_modules/.package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < (EXTENSION / "package-lock.json").stat().st_mtime:
        run("npm", "ci", "--no-audit", "--no-fund", cwd=EXTENSION)
    folder = tmp_path_factory.mktemp("extension")
    path = folder / "ascribe.vsix"
    options = ["--target", OWN.vscode, "--server", binary, "--out", path]
    run("npm", "run", "package", "--", *options, cwd=EXTENSION)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return folder


def test_the_server_in_the_package_works(package):
    server = package / "extension/server/ascribe"
    # Python's zipfile keeps no modes.
    server.chmod(0o755)
    works(server)


def test_open_vsx_accepts_the_manifest(package):
    manifest = json.loads((package / "extension/package.json").read_text())
    assert manifest["version"] == VERSION
    assert re.fullmatch(r"[\w-]+", manifest["publisher"]) and re.fullmatch(r"[\w-]+", manifest["name"])
    for key in ["displayName", "description", "license", "categories", "engines"]:
        assert manifest[key], key
    assert manifest["repository"]["url"].startswith("https://")
    assert (package / "extension" / manifest["icon"]).is_file()
    details = (package / "extension.vsixmanifest").read_text()
    assert f'TargetPlatform="{OWN.vscode}"' in details
    # It shows these files, and refuses a package without a license.
    for kind in ["License", "Details", "Changelog"]:
        path = re.search(rf'Type="Microsoft.VisualStudio.Services.Content.{kind}" Path="(.*?)"', details)
        assert path and (package / path.group(1)).is_file(), kind

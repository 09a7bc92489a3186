"""Packages of the binary of this platform, and a release with stand-ins for the binaries of the others."""

import json
import os
import platform
import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

REPOSITORY = Path(__file__).parents[2]
SCRIPTS = REPOSITORY / "server/packages"
EXAMPLE = REPOSITORY / "examples/harbour.ascribe"
VERSION = tomllib.loads((REPOSITORY / "Cargo.toml").read_text())["workspace"]["package"]["version"]

MACHINES = {"AMD64": "x86_64", "arm64": "aarch64"}
SYSTEMS = {"Linux": "unknown-linux-gnu", "Darwin": "apple-darwin"}
TARGET = f"{MACHINES.get(platform.machine(), platform.machine())}-{SYSTEMS.get(platform.system())}"

# Tags of the wheels that a release has, by target.
WHEELS = {
    "x86_64-unknown-linux-gnu": "manylinux_2_35_x86_64",
    "aarch64-unknown-linux-gnu": "manylinux_2_35_aarch64",
    "x86_64-apple-darwin": "macosx_10_12_x86_64",
    "aarch64-apple-darwin": "macosx_11_0_arm64",
    "x86_64-pc-windows-msvc": "win_amd64",
}


class Platform(NamedTuple):
    target: str
    npm: str
    debian: str
    container: str
    vscode: str

    @property
    def archive(self):
        return f"ascribe-v{VERSION}-{self.target}.{'zip' if 'windows' in self.target else 'tgz'}"


PLATFORMS = [
    Platform(*line.split())
    for line in (SCRIPTS / "targets").read_text().splitlines()
    if not line.startswith("#")
]


def run(*command, status=0, **options):
    """Runs a command, checks how it exits, and returns what it prints, with errors if it should fail."""
    done = subprocess.run([str(it) for it in command], capture_output=True, text=True, **options)
    assert done.returncode == status, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout if status == 0 else done.stdout + done.stderr


def last_path(printed):
    return Path(printed.splitlines()[-1])


def works(*command, **options):
    """Tests that an installed command has the version and finds what an example has."""
    assert run(*command, "--version", **options) == f"ascribe {VERSION}\n"
    report = json.loads(run(*command, "check", "--format", "json", EXAMPLE, status=1, **options))
    assert report, "nothing is found in the example"


def need(program, purpose):
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed: {purpose}")


@pytest.fixture(scope="session")
def binary():
    path = Path(os.environ["ASCRIBE"])
    assert path.is_file(), f"{path} does not exist. Run `cargo build --release`, or name another binary in ASCRIBE."
    return path


@pytest.fixture(scope="session")
def metadata():
    command = ["cargo", "metadata", "--no-deps", "--format-version", "1"]
    return json.loads(run(*command, cwd=REPOSITORY))


@pytest.fixture(scope="session")
def wheel(metadata):
    """The wheel of this platform."""
    # With the tools of tests/python where they are installed: another Python would compile the extension again.
    path = f"{REPOSITORY}/target/python/bin{os.pathsep}{os.environ['PATH']}"
    run(REPOSITORY / "server/python/build-wheel", env={**os.environ, "PATH": path})
    wheels = Path(metadata["target_directory"]) / "wheels"
    return max(wheels.glob(f"ascribe_lsp-{VERSION}-*.whl"), key=lambda it: it.stat().st_mtime)


@pytest.fixture(scope="session")
def release(tmp_path_factory, binary):
    """Folder with the archives and wheels of a release, and what is assembled from them. Only the archive of this platform has a
    real binary."""
    folder = tmp_path_factory.mktemp("release")
    stub = folder / "stub"
    for it in PLATFORMS:
        stub.write_text(f"binary for {it.target}")
        if it.target.endswith("-windows-msvc"):
            # As 7z packs it, which only Windows has.
            with zipfile.ZipFile(folder / it.archive, "w") as archive:
                folder_in_it = f"ascribe-v{VERSION}-{it.target}"
                archive.write(stub, f"{folder_in_it}/ascribe.exe")
                archive.writestr(f"{folder_in_it}/THIRD-PARTY-NOTICES.txt", "notices")
        else:
            run(SCRIPTS / "archive", it.target, binary if it.target == TARGET else stub, folder)
    stub.unlink()
    for tag in WHEELS.values():
        (folder / f"ascribe_lsp-{VERSION}-cp310-abi3-{tag}.whl").write_text(f"wheel for {tag}")
    run(SCRIPTS / "assemble", folder, folder.parent / "images")
    run(SCRIPTS / "checksums", folder)
    return folder

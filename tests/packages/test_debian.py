"""The Debian package, installed into a folder with a package database of its own."""

import gzip
import os
import shutil
import subprocess

import pytest
from conftest import PLATFORMS, SCRIPTS, TARGET, VERSION, last_path, need, run, works

OWN = next((it for it in PLATFORMS if it.target == TARGET), None)


@pytest.fixture(scope="module")
def package(binary, tmp_path_factory):
    need("dpkg-shlibdeps", "the Debian package is not built (it needs dpkg-dev)")
    out = tmp_path_factory.mktemp("debian")
    return last_path(run(SCRIPTS / "debian/build", TARGET, binary, out))


def test_it_is_installed_and_removed(package, tmp_path):
    database = tmp_path / "var/lib/dpkg"
    (database / "info").mkdir(parents=True)
    (database / "updates").mkdir()
    (database / "status").touch()
    dpkg = ["dpkg", f"--root={tmp_path}", f"--log={tmp_path}/log"]
    # What it depends on is installed outside of this folder.
    options = ["--force-depends", "--force-not-root", "--force-script-chrootless"]
    run(*dpkg, *options, "--install", package)
    works(tmp_path / "usr/bin/ascribe")
    page = gzip.decompress((tmp_path / "usr/share/man/man1/ascribe-check.1.gz").read_bytes()).decode()
    assert ".TH ascribe-check 1" in page
    for name in ["bash-completion/completions/ascribe", "fish/vendor_completions.d/ascribe.fish"]:
        assert "ascribe" in (tmp_path / "usr/share" / name).read_text()
    assert (tmp_path / "usr/share/zsh/vendor-completions/_ascribe").read_text().startswith("#compdef ascribe")
    run(*dpkg, *options, "--remove", "ascribe")
    left = [it for it in (tmp_path / "usr").rglob("*") if it.is_file()] if (tmp_path / "usr").exists() else []
    assert left == []


def test_its_dependencies_are_those_of_the_binary(package):
    assert run("dpkg-deb", "--field", package, "Package", "Version", "Architecture").splitlines() == [
        "Package: ascribe", f"Version: {VERSION}-1", f"Architecture: {OWN.debian}"
    ]
    depends = run("dpkg-deb", "--field", package, "Depends")
    assert "libc6 (>= " in depends
    for alternative in depends.split(","):
        # This machine runs the binary, so it has them.
        name = alternative.split()[0]
        assert "ok installed" in run("dpkg-query", "--show", "--showformat", "${Status}", name)


def test_two_builds_are_the_same(package, binary, tmp_path):
    again = last_path(run(SCRIPTS / "debian/build", TARGET, binary, tmp_path))
    assert again.read_bytes() == package.read_bytes()


def test_lintian_finds_nothing(package):
    need("lintian", "Debian's checks of the package are left out")
    # The package closes no bug, since it is not uploaded to Debian.
    command = ["lintian", "--fail-on", "error,warning", "--suppress-tags", "initial-upload-closes-no-bugs"]
    user = {"user": "nobody", "env": {**os.environ, "HOME": "/tmp"}} if os.geteuid() == 0 else {}
    copy = shutil.copy(package, "/tmp") if user else package
    try:
        done = subprocess.run([*command, copy], capture_output=True, text=True, **user)
        assert done.returncode == 0, done.stdout + done.stderr
    finally:
        if user:
            os.remove(copy)


def test_static_binaries_have_no_package(binary, tmp_path):
    assert "no Debian package" in run(SCRIPTS / "debian/build", "x86_64-unknown-linux-musl", binary, tmp_path, status=1)

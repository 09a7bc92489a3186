"""The container image. The binary in it is a stand-in, since the static one is built by the workflow only."""

import json
import platform
import shutil
import subprocess

import pytest
from conftest import PLATFORMS, SCRIPTS, run

STATIC = [it for it in PLATFORMS if it.container != "-"]
PROGRAM = """
#include <stdio.h>
int main(int count, char **arguments) {
  for (int i = 1; i < count; i++) puts(arguments[i]);
  return 3;
}
"""


def builder():
    """A program that builds images here, and the options that it takes."""
    for name in ["docker", "podman"]:
        if shutil.which(name) and subprocess.run([name, "info"], capture_output=True).returncode == 0:
            return [name]
    return ["buildah"] if shutil.which("buildah") else None


def test_the_containerfile_has_no_findings():
    run("hadolint", SCRIPTS / "container/Containerfile")


@pytest.mark.parametrize("it", STATIC, ids=lambda it: it.container)
def test_all_copied_files_are_staged(release, it):
    folder = release.parent / "images" / it.container
    copied = set()
    for line in (folder / "Containerfile").read_text().splitlines():
        if line.startswith("COPY "):
            copied.update(line.split()[1:-1])
    assert copied == {path.name for path in folder.iterdir()} - {"Containerfile"}
    assert (folder / "ascribe").read_text() == f"binary for {it.target}"


def test_the_image_runs_the_binary(tmp_path):
    program = builder()
    if program is None or platform.system() != "Linux":
        pytest.skip("no Linux with docker that runs, podman or buildah: the image is not built")
    (tmp_path / "program.c").write_text(PROGRAM)
    archive = tmp_path / "archive"
    archive.mkdir()
    run("cc", "-static", "-o", archive / "ascribe", tmp_path / "program.c")
    for name in ["LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY-NOTICES.txt"]:
        (archive / name).touch()
    folder = run(SCRIPTS / "container/stage", STATIC[0].target, archive, tmp_path / "image").strip()
    file = f"{folder}/Containerfile"
    if program == ["buildah"]:
        program += ["--root", tmp_path / "root", "--runroot", tmp_path / "runroot", "--storage-driver", "vfs"]
        run(*program, "bud", "--isolation", "chroot", "--tag", "ascribe-test", "--file", file, folder)
        container = run(*program, "from", "ascribe-test").strip()
        config = json.loads(run(*program, "inspect", container))["OCIv1"]["config"]
        assert config["Entrypoint"] == ["/usr/bin/ascribe"] and config["User"] == "1000:1000"
        command = [*program, "run", "--isolation", "chroot", container, "--", *config["Entrypoint"]]
        assert "check" in run(*command, "check", status=3)
    else:
        run(*program, "build", "--tag", "ascribe-test", "--file", file, folder)
        try:
            assert run(*program, "run", "--rm", "ascribe-test", "check", status=3) == "check\n"
        finally:
            run(*program, "rmi", "ascribe-test")


def test_a_binary_that_needs_a_c_library_is_refused(binary, tmp_path):
    message = run(SCRIPTS / "container/stage", "x86_64-unknown-linux-gnu", binary, tmp_path, status=1)
    assert "the binary must be static" in message

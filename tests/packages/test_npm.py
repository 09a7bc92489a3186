"""The npm packages, installed from their archives without a registry."""

import json
import tarfile

import pytest
from conftest import PLATFORMS, TARGET, VERSION, run, works

OWN = next((it for it in PLATFORMS if it.target == TARGET), None)


def package(release, name):
    return release / f"{name}-{VERSION}.tgz"


def manifest(path):
    with tarfile.open(path) as archive:
        return json.load(archive.extractfile("package/package.json"))


def install(folder, *packages):
    (folder / "package.json").write_text('{ "private": true }')
    run("npm", "install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts", *packages, cwd=folder)
    return folder / "node_modules/.bin/ascribe"


def test_the_installed_command_works(release, tmp_path):
    command = install(tmp_path, package(release, "ascribe"), package(release, f"ascribe-lsp-{OWN.npm}"))
    works(command)
    works("npx", "--offline", "ascribe", cwd=tmp_path)


def test_input_and_exit_codes_pass_through(release, tmp_path):
    command = install(tmp_path, package(release, "ascribe"), package(release, f"ascribe-lsp-{OWN.npm}"))
    found = run(command, "check", "-", input="[It rose]{claim @nobody}.\n", status=1)
    assert "undefined-actor" in found
    assert run(command, "strip", "-", input="“It rose,”{@berg} she said.\n") == "“It rose,” she said.\n"
    run(command, "check", "none.ascribe", status=2, cwd=tmp_path)


def test_a_missing_platform_is_named(release, tmp_path):
    command = install(tmp_path, package(release, "ascribe"))
    assert f"@ascribe-lsp/{OWN.npm}" in run(command, "--version", status=2)
    other = tmp_path / "other.cjs"
    other.write_text("Object.defineProperty(process, 'arch', { value: 'ppc64' });")
    message = run("node", "--require", other, command, "--version", status=2)
    assert "There is no binary for" in message
    for it in PLATFORMS:
        assert it.npm in message


@pytest.mark.parametrize("it", PLATFORMS, ids=lambda it: it.npm)
def test_each_platform_has_its_package(release, it):
    path = package(release, f"ascribe-lsp-{it.npm}")
    about = manifest(path)
    assert about["version"] == VERSION
    assert "-".join([about["os"][0], about["cpu"][0], *about.get("libc", [])]).replace("glibc", "gnu") == it.npm
    assert not about.get("scripts")
    program = "package/ascribe.exe" if "windows" in it.target else "package/ascribe"
    with tarfile.open(path) as archive:
        assert archive.getmember(program).mode & 0o111
        assert archive.getmember("package/THIRD-PARTY-NOTICES.txt").size > 0
        if it.target != TARGET:
            assert archive.extractfile(program).read().decode() == f"binary for {it.target}"


def test_the_wrapper_depends_on_all_platforms_in_its_version(release):
    about = manifest(package(release, "ascribe"))
    assert about["version"] == VERSION
    assert about["optionalDependencies"] == {f"@ascribe-lsp/{it.npm}": VERSION for it in PLATFORMS}
    assert not about.get("scripts")

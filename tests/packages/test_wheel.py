"""The wheel, as the page on installation says. What the package does is tested in tests/python."""

import sys

from conftest import VERSION, run, works


def test_pip_installs_the_command_and_the_package(wheel, tmp_path):
    run(sys.executable, "-m", "venv", tmp_path / "environment")
    programs = tmp_path / "environment/bin"
    options = ["--quiet", "--disable-pip-version-check", "--no-index", "--find-links", wheel.parent]
    run(programs / "pip", "install", *options, f"ascribe-lsp=={VERSION}")
    works(programs / "ascribe")
    program = "import ascribe; print(ascribe.draft('“The crane has to go,” Ada Berg said.'))"
    assert "{@berg" in run(programs / "python", "-c", program, cwd=tmp_path)

"""Runs the command: `python -m ascribe check article.ascribe`."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path


def command() -> Path:
    """Path of the command that the package brings.

    :raises FileNotFoundError: if it was installed without
    """
    name = "ascribe" + (sysconfig.get_config_var("EXE") or "")
    folders = [sysconfig.get_path("scripts"), sysconfig.get_path("scripts", sysconfig.get_preferred_scheme("user"))]
    for folder in folders:
        path = Path(folder, name)
        if path.is_file():
            return path
    raise FileNotFoundError(f"`{name}` is neither in {' nor in '.join(folders)}; install the package again")


def main() -> int:
    path = command()
    arguments = [str(path), *sys.argv[1:]]
    if sys.platform == "win32":
        return subprocess.run(arguments, check=False).returncode
    os.execv(path, arguments)


if __name__ == "__main__":
    sys.exit(main())

"""Builds the parser as an extension module, and ships the queries with the package."""

from pathlib import Path
from sysconfig import get_config_var

from setuptools import Extension, find_packages, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py
from setuptools.command.egg_info import egg_info

PACKAGE = "tree_sitter_ascribe"

# A free-threaded Python has no stable ABI.
LIMITED_API = not get_config_var("Py_GIL_DISABLED")


class BuildPy(build_py):
    """Copies the queries into the package."""

    def run(self):
        super().run()
        if not self.editable_mode:
            self.copy_tree("queries", str(Path(self.build_lib, PACKAGE, "queries")))


class BuildExt(build_ext):
    """Compiles C as C11 on every compiler."""

    def build_extension(self, ext):
        if self.compiler.compiler_type == "msvc":
            ext.extra_compile_args = ["/std:c11", "/utf-8"]
        else:
            ext.extra_compile_args = ["-std=c11", "-fvisibility=hidden"]
        super().build_extension(ext)


class EggInfo(egg_info):
    """Adds the files that a build needs to the source distribution."""

    def find_sources(self):
        super().find_sources()
        self.filelist.recursive_include("queries", "*.scm")
        self.filelist.recursive_include("src", "*.h")
        self.filelist.recursive_include("src", "*.json")
        self.filelist.include("grammar.js")
        self.filelist.include("tree-sitter.json")


macros = [("PY_SSIZE_T_CLEAN", None)]
options = {}
if LIMITED_API:
    macros.append(("Py_LIMITED_API", "0x030A0000"))
    options = {"bdist_wheel": {"py_limited_api": "cp310"}}

setup(
    packages=find_packages("bindings/python", include=[PACKAGE]),
    package_dir={"": "bindings/python"},
    include_package_data=False,
    package_data={PACKAGE: ["*.pyi", "py.typed"]},
    ext_package=PACKAGE,
    ext_modules=[
        Extension(
            name="_binding",
            sources=[f"bindings/python/{PACKAGE}/binding.c", "src/parser.c", "src/scanner.c"],
            include_dirs=["src"],
            define_macros=macros,
            py_limited_api=LIMITED_API,
        )
    ],
    cmdclass={"build_ext": BuildExt, "build_py": BuildPy, "egg_info": EggInfo},
    options=options,
    zip_safe=False,
)

"""The manifests of Homebrew and Scoop, and the mirror for pre-commit."""

import json
import re
import shutil
import tomllib

import pytest
from conftest import PLATFORMS, REPOSITORY, SCRIPTS, VERSION, WHEELS, need, run

DOWNLOADS = f"https://github.com/ascribe-lsp/ascribe/releases/download/v{VERSION}/"


@pytest.fixture(scope="module")
def sums(release):
    lines = (release / "SHA256SUMS").read_text().splitlines()
    return {name: checksum for checksum, name in (line.split() for line in lines)}


@pytest.fixture(scope="module")
def manifests(release, tmp_path_factory):
    folder = tmp_path_factory.mktemp("manifests")
    run(SCRIPTS / "manifests", release / "SHA256SUMS", folder)
    return folder


def test_nothing_is_left_to_fill_in(manifests):
    for it in manifests.rglob("*"):
        if it.is_file():
            assert not re.search(r"@(VERSION|DOWNLOADS|FILE|SHA256)\b", it.read_text()), it


def test_homebrew_downloads_each_archive_with_its_checksum(manifests, sums):
    formula = (manifests / "homebrew/ascribe.rb").read_text()
    found = dict(re.findall(r'url "(.*)"\n *sha256 "(.*)"', formula))
    wanted = [it.archive for it in PLATFORMS if "musl" not in it.target and "windows" not in it.target]
    assert found == {DOWNLOADS + name: sums[name] for name in wanted}


# Stands for Homebrew: it reads the formula, and installs and tests a binary as the formula says.
BREW = """
require "fileutils"
require "pathname"
class Formula
  class << self
    attr_reader :version_value, :test_block
    def desc(*) = nil
    alias homepage desc
    alias license desc
    alias url desc
    alias sha256 desc
    def version(value) = @version_value = value
    def test(&block) = @test_block = block
    [:on_macos, :on_linux, :on_arm, :on_intel].each { |name| define_method(name) { |&block| block.call } }
  end
  attr_reader :prefix
  def initialize(prefix) = @prefix = Pathname(prefix)
  def bin = prefix.join("bin").extend(Install)
  def man1 = prefix/"share/man/man1"
  def testpath = prefix/"test"
  def system(*command) = Kernel.system(*command.map(&:to_s), exception: true)
  def generate_completions_from_executable(*command, shells:)
    shells.each { |shell| system(*command, shell) }
  end
  def shell_output(command, status = 0)
    output = `#{command}`
    raise "#{command}: #{$?}" unless $?.exitstatus == status
    output
  end
  def assert_match(expected, text) = text.include?(expected) || raise("#{expected} is not in #{text}")
end
module Install
  def install(name)
    mkpath
    FileUtils.cp(name, self)
  end
end
require ARGV[0]
formula = Ascribe.new(ARGV[1])
formula.testpath.mkpath
formula.install
Dir.chdir(formula.testpath) { formula.instance_eval(&Ascribe.test_block) }
puts Ascribe.version_value
"""


def test_the_formula_installs_and_tests_the_binary(manifests, binary, tmp_path):
    need("ruby", "Homebrew's formula is not run")
    shutil.copy(binary, tmp_path / "ascribe")
    (tmp_path / "brew.rb").write_text(BREW)
    printed = run("ruby", tmp_path / "brew.rb", manifests / "homebrew/ascribe.rb", tmp_path / "cellar", cwd=tmp_path)
    assert printed.splitlines()[-1] == VERSION
    assert (tmp_path / "cellar/bin/ascribe").is_file()
    assert (tmp_path / "cellar/share/man/man1/ascribe-check.1").is_file()


def test_scoop_downloads_the_archive_of_windows(manifests, sums):
    manifest = json.loads((manifests / "scoop/ascribe.json").read_text())
    [name] = [it.archive for it in PLATFORMS if "windows" in it.target]
    archive = manifest["architecture"]["64bit"]
    assert (archive["url"], archive["hash"]) == (DOWNLOADS + name, sums[name])
    assert archive["extract_dir"] == name.removesuffix(".zip")
    assert manifest["version"] == VERSION and manifest["bin"] == "ascribe.exe"
    assert {"homepage", "license", "description"} <= manifest.keys()
    # The next version has the same names.
    update = manifest["autoupdate"]["architecture"]["64bit"]
    assert update["url"].replace("$version", VERSION) == archive["url"]
    assert update["extract_dir"].replace("$version", VERSION) == archive["extract_dir"]


def test_the_mirror_for_pre_commit_installs_each_wheel_with_its_checksum(manifests, sums):
    project = tomllib.loads((manifests / "pre-commit/pyproject.toml").read_text())["project"]
    found = [re.match(r"ascribe-lsp @ (.*)#sha256=(.*) ; sys_platform == '", it).groups() for it in project["dependencies"]]
    names = [f"ascribe_lsp-{VERSION}-cp310-abi3-{tag}.whl" for tag in WHEELS.values()]
    assert sorted(found) == sorted((DOWNLOADS + name, sums[name]) for name in names)


def test_the_mirror_has_the_hooks_of_the_repository(manifests):
    own = (REPOSITORY / ".pre-commit-hooks.yaml").read_text()
    mirrored = (manifests / "pre-commit/.pre-commit-hooks.yaml").read_text()
    assert mirrored == own.replace("language: system", "language: python")


@pytest.mark.parametrize("change", ["a file is missing", "two files fit"])
def test_an_incomplete_release_is_refused(release, tmp_path, change):
    lines = (release / "SHA256SUMS").read_text().splitlines()
    lines = lines + lines if change == "two files fit" else [it for it in lines if not it.endswith("darwin.tgz")]
    (tmp_path / "sums").write_text("\n".join(lines) + "\n")
    assert "one was expected" in run(SCRIPTS / "manifests", tmp_path / "sums", tmp_path / "out", status=1)

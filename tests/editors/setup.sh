# Sourced by the `run` scripts in the subfolders, with `here` set to their folder.
# shellcheck shell=sh

repo=$(CDPATH='' cd -- "$here/../../.." && pwd)
cache=$repo/target/editors
workspace=$repo/tests/editors/workspace
server=${ASCRIBE:-$repo/target/release/ascribe}

die() {
  echo "$*" >&2
  exit 1
}

# pip_install NAME REQUIREMENT: creates the virtual environment $cache/NAME, once.
pip_install() {
  if [ "$(cat "$cache/$1/installed" 2>/dev/null)" != "$2" ]; then
    echo "Installing $2"
    rm -rf "${cache:?}/$1"
    mkdir -p "$cache"
    python3 -m venv "$cache/$1"
    "$cache/$1/bin/pip" install --quiet --disable-pip-version-check "$2"
    echo "$2" >"$cache/$1/installed"
  fi
}

[ -x "$server" ] || die "There is no server at $server. Run 'cargo build --release', or name one in ASCRIBE."
command -v python3 >/dev/null || die "python3 is needed to install the editor."

# The editors find the server on PATH, as users' editors do.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
mkdir "$scratch/bin" "$scratch/home"
ln -s "$(realpath "$server")" "$scratch/bin/ascribe"
cp -R "$workspace" "$scratch/workspace"

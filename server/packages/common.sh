# Sourced by the scripts of this folder and those below. Sets `root` and `version`.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# Only the version of the workspace starts a line like this.
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml")

die() {
  echo "$*" >&2
  exit 1
}

# arguments NAMES... -- ARGUMENTS...: fails unless there is one argument for each name.
arguments() {
  local names=()
  while [ "$1" != -- ]; do names+=("$1"); shift; done
  shift
  [ $# -eq ${#names[@]} ] || { echo "usage: $0 ${names[*]}" >&2; exit 2; }
}

# platform TARGET: sets `npm`, `debian`, `container` and `vscode` to the names of this platform, `-` for none.
# shellcheck disable=SC2034
platform() {
  local name
  while read -r name npm debian container vscode; do
    [ "$name" != "$1" ] || return 0
  done < "$root/server/packages/targets"
  die "$1 is not a target of a release. Add it to server/packages/targets."
}

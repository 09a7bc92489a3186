# Sourced by the `run` scripts in the subfolders, with `here` set to their folder.
# shellcheck shell=sh

repo=$(CDPATH='' cd -- "$here/../../.." && pwd)
cache=$repo/target/editors
workspace=${WORKSPACE:-$repo/tests/editors/workspace}
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

# code PAGE LANGUAGE: the code of this language on a page for users, so that the tests use what the page says.
code() {
  sed -n "/^ *\`\`\`$2\$/,/^ *\`\`\`\$/{/\`\`\`/!p}" "$repo/editors/$1/README.md"
}

# Debian's release for editors that are not installed. Its packages are unpacked into $cache/debian, so that neither the
# system's version nor its packages matter.
release=trixie
packages='elpa-package-lint emacs-nox hx kakoune tmux vim vim-ale'
debian=$cache/debian/root

# Unpacks the packages and their dependencies, once.
debian_unpack() {
  [ "$(cat "$cache/debian/installed" 2>/dev/null)" = "$release $packages" ] && return
  command -v apt-get >/dev/null && [ -r /usr/share/keyrings/debian-archive-keyring.gpg ] ||
    die "apt-get and debian-archive-keyring are needed to install $packages."
  echo "Unpacking $packages of Debian $release"
  rm -rf "$cache/debian"
  mkdir -p "$debian" "$cache/debian/lists/partial" "$cache/debian/archives/partial"
  # Also known before the first update.
  mirror=$(apt-get --no-release-info indextargets --format '$(SITE)' | grep '/debian/*$' | head -n 1) || true
  [ -n "$mirror" ] || die "apt's sources name no mirror of Debian, from which $packages could be installed."
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $release main" \
    >"$cache/debian/sources.list"
  : >"$cache/debian/status"
  cat >"$cache/debian/apt.conf" <<END
Acquire::Languages "none";
Acquire::Retries "3";
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Dir::Etc::SourceList "$cache/debian/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::State "$cache/debian";
Dir::State::Lists "$cache/debian/lists";
Dir::State::Status "$cache/debian/status";
Dir::Cache "$cache/debian";
Dir::Cache::Archives "$cache/debian/archives";
END
  for step in update "install --download-only --yes $packages"; do
    # shellcheck disable=SC2086
    APT_CONFIG="$cache/debian/apt.conf" apt-get -qq $step >>"$scratch/apt.log" 2>&1 || die "$(cat "$scratch/apt.log")"
  done
  for archive in "$cache"/debian/archives/*.deb; do
    case $archive in
      # Compilers and sources, which no test needs.
      *binutils* | *-dev_* | */emacs-el_*) ;;
      *) dpkg-deb --extract "$archive" "$debian" ;;
    esac
  done
  rm -rf "$cache/debian/archives" "$cache/debian/lists"
  echo "$release $packages" >"$cache/debian/installed"
}

# debian_program NAME PATH: puts an unpacked program onto PATH, with the libraries of its release.
debian_program() {
  printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' \
    "$(echo "$debian"/usr/lib*/ld-linux-*)" "$(echo "$debian"/usr/lib/*-linux-gnu)" "$debian/$2" >"$scratch/bin/$1"
  chmod +x "$scratch/bin/$1"
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

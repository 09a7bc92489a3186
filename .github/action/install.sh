#!/usr/bin/env bash
# Installs a released binary of Ascribe and adds it to the PATH of the job.
# VERSION is a tag or `latest`, REPOSITORY the owner and name; RUNNER_OS and RUNNER_ARCH are those of the runner.
set -euo pipefail

case "$RUNNER_OS-$RUNNER_ARCH" in
  Linux-X64) target=x86_64-unknown-linux-gnu ;;
  Linux-ARM64) target=aarch64-unknown-linux-gnu ;;
  macOS-ARM64) target=aarch64-apple-darwin ;;
  macOS-X64) target=x86_64-apple-darwin ;;
  Windows-X64) target=x86_64-pc-windows-msvc ;;
  *)
    echo "::error::There is no binary of Ascribe for $RUNNER_OS on $RUNNER_ARCH. Build it, and set \`version: none\`."
    exit 1
    ;;
esac
if [ "$VERSION" = latest ]; then
  VERSION=$(gh release view --repo "$REPOSITORY" --json tagName --jq .tagName)
fi
if ! [[ $VERSION =~ ^v[0-9A-Za-z.+-]+$ ]]; then
  echo "::error::The input \`version\` is not a tag such as v0.2.0."
  exit 1
fi
name=ascribe-$VERSION-$target
folder=$RUNNER_TEMP/$name
mkdir -p "$folder"
cd "$folder"
if [ "$RUNNER_OS" = Windows ]; then
  gh release download "$VERSION" --repo "$REPOSITORY" --pattern "$name.zip" --clobber
  7z x -y "$name.zip" > /dev/null
else
  gh release download "$VERSION" --repo "$REPOSITORY" --pattern "$name.tgz" --clobber
  tar -xzf "$name.tgz"
fi
echo "$folder/$name" >> "$GITHUB_PATH"

#!/usr/bin/env bash
# Unpacks a Debian package into FOLDER/NAME without installing it: for a server that cannot be installed beside another one.
set -euo pipefail
name=$1
folder=$2/$1
[[ -e $folder/usr ]] && exit 0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
# Without the package the tests that need it say that they were skipped.
if ! apt-get download "$name" > log 2>&1; then
  echo "note: $name cannot be downloaded, its tests are skipped" >&2
  exit 0
fi
dpkg -x ./*.deb unpacked
cd - > /dev/null
mkdir -p "$(dirname "$folder")"
rm -rf "$folder"
cp -r "$scratch/unpacked" "$folder"

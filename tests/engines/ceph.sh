#!/usr/bin/env bash
# A real S3 engine for the tests: Ceph's object gateway on loopback, one monitor and one store in memory, from Debian's packages.
# Usage: ceph.sh up DIR [memstore|bluestore] | restart DIR | kill DIR | down DIR
# up prints the gateway's address, and makes two users: the association (owner) and one that may only add objects (drop); see DIR/users.
# kill is SIGKILL to all of it, restart starts what is in DIR again (bluestore keeps its objects). Needs root, no systemd.
set -euo pipefail
action=${1:?} ; D=$(realpath -m "${2:?}") ; store=${3:-memstore}
export CEPH_CONF="$D/ceph.conf"

. "$(dirname "$(realpath "$0")")/packages.sh"

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Until a command succeeds: seconds of a busy machine, not a deadline of the engine's.
await() {
  local tries=$1 ; shift
  for _ in $(seq "$tries"); do "$@" >/dev/null 2>&1 && return; sleep .2; done
  echo "ceph.sh: this never worked: $*" >&2
  tail -n 20 "$D"/log/*.log >&2 || true
  return 1
}
gateway_answers() { curl -s -o /dev/null "http://127.0.0.1:$(cat "$D/port")/"; }
store_is_up() { timeout 20 ceph osd stat 2>/dev/null | grep -q '1 up'; }

start() {
  ceph-mon -i a
  ceph-osd -i 0 2>>"$D/log/start.log"
  await 600 store_is_up
  radosgw -n client.rgw.a
  await 600 gateway_answers
}

stop() {
  local file pid pids=()
  for file in "$D"/run/client*.pid "$D"/run/osd*.pid "$D"/run/mon*.pid; do
    if [ -s "$file" ]; then pids+=("$(tr -d '\n' <"$file")"); fi
  done
  for pid in "${pids[@]}"; do kill "$1" "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do while kill -0 "$pid" 2>/dev/null; do sleep .1; done; done
  rm -f "$D"/run/*.pid
}

up() {
  install_packages ceph-mon ceph-osd radosgw curl
  rm -rf "$D"
  mkdir -p "$D"/{mon,osd,log,run}
  chmod 700 "$D"
  free_port >"$D/port"
  local fsid id
  fsid=$(cat /proc/sys/kernel/random/uuid)
  # Without authentication the gateway waits 300 s unless monitor clients talk "crc". Short paxos intervals: pools are made in 0.6 s, not 9.
  # Without tcp_nodelay a form takes 48 ms.
  cat >"$D/ceph.conf" <<C
[global]
fsid = $fsid
mon host = v2:127.0.0.1:$(free_port)
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = none
auth service required = none
auth client required = none
auth allow insecure global id reclaim = false
ms mon client mode = crc secure
paxos propose interval = 0.05
paxos min wait = 0.01
run dir = $D/run
pid file = $D/run/\$type.\$id.pid
admin socket = $D/run/\$cluster-\$name.\$pid.asok
log file = $D/log/\$type.\$id.log
crash dir = $D/log
setuser match path =
osd pool default size = 1
osd pool default min size = 1
osd crush chooseleaf type = 0
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
mon allow pool size one = true
mon data avail warn = 2
mon data avail crit = 1
mon osd full ratio = .98
mon osd backfillfull ratio = .97
mon osd nearfull ratio = .96
mon max pg per osd = 1000
mon osd min in ratio = 0
[mon.a]
mon data = $D/mon
[osd.0]
osd data = $D/osd
osd objectstore = $store
osd class load list = *
osd class default list = *
memstore device bytes = 1073741824
bluestore block size = 6442450944
bluestore block db create = false
bluestore block wal create = false
osd memory target = 939524096
[client.rgw.a]
rgw frontends = beast endpoint=127.0.0.1:$(cat "$D/port") tcp_nodelay=1
rgw enable usage log = false
rgw enable ops log = false
rgw thread pool size = 64
rgw run sync thread = false
C
  monmaptool --create --clobber --fsid "$fsid" --addv a "[$(sed -n 's/^mon host = //p' "$D/ceph.conf")]" "$D/monmap" >/dev/null
  ceph-authtool --create-keyring "$D/keyring" --gen-key -n mon. --cap mon 'allow *' >/dev/null 2>&1
  ceph-authtool "$D/keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' >/dev/null 2>&1
  ceph-mon -i a --mkfs --monmap "$D/monmap" --keyring "$D/keyring"
  ceph-mon -i a
  id=$(cat /proc/sys/kernel/random/uuid)
  await 100 timeout 60 ceph osd new "$id" 0 </dev/null
  ceph-osd -i 0 --mkfs --osd-uuid "$id" >"$D/log/mkfs.log" 2>&1
  ceph-osd -i 0 2>>"$D/log/start.log"
  await 600 store_is_up
  radosgw -n client.rgw.a
  await 600 gateway_answers
  local user
  for user in owner drop; do
    # Made here, for here: nobody else can reach it.
    radosgw-admin user create --uid="$user" --display-name="$user" --access-key="${user}key" --secret-key="secret-of-$user-$fsid" >/dev/null 2>"$D/log/user.log"
    echo "$user ${user}key secret-of-$user-$fsid" >>"$D/users"
  done
  echo "http://127.0.0.1:$(cat "$D/port")"
}

case "$action" in
  up) up ;;
  kill) stop -KILL ;;
  restart) start; echo "http://127.0.0.1:$(cat "$D/port")" ;;
  down) stop -TERM; rm -rf "$D" ;;
  *) sed -n '3,5p' "$0"; exit 2 ;;
esac

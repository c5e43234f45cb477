#!/bin/bash
# Starts an instance of the analyzer among several of one service, which differ in nothing but their host's name.
# Each needs state of its own that outlives it: the first place in the volume that no other instance holds. The lock is
# held for as long as the process lives, because Java keeps the file open that this script opened.
set -euo pipefail
places=${PLACES:-/var/lib/pulltriage}
program=${PROGRAM:-/opt/pulltriage/pulltriage}
place=0
while :; do
  place=$((place + 1))
  exec 9>"$places/$place.lock"
  flock --nonblock 9 && break
done
exec "$program" analyze --config /etc/pulltriage/analyzer.yaml \
  --set "stateDir=$places/$place" "$@"

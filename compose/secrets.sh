#!/bin/bash
# Makes each secret once, in a volume that the parts share. They differ in what they are for:
# operators-token for people, metrics-token for Prometheus.
set -euo pipefail
folder=${1:-/run/pulltriage}
for name in operators-token metrics-token grafana-password; do
  [ -s "$folder/$name" ] && continue
  head -c 32 /dev/urandom | base64 -w 0 | tr '+/' '-_' >"$folder/$name.new"
  # Prometheus and Grafana read theirs as other users; who reaches the volume is one of the parts.
  chmod 444 "$folder/$name.new"
  mv "$folder/$name.new" "$folder/$name"
done

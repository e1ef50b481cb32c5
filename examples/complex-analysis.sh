#!/usr/bin/env bash
# The analysis of many runs from the shell. Needs `flujo` (the tool) and jq; reads the store that FLUJO_STATE_URI names, else
# flujo_ops.db in the current directory.
set -euo pipefail
command -v flujo >/dev/null || { echo "flujo is not on PATH: dotnet tool install --global Flujo.Lens" >&2; exit 1; }
command -v jq >/dev/null || { echo "jq is not on PATH: apt-get install jq, brew install jq or winget install jqlang.jq" >&2; exit 1; }

echo "== Failed runs"
flujo lens list --status failed

echo "== One of them, found by a part of its id"
run=$(flujo lens list --status failed --limit 1 --json | jq -r '.[0].run_id')
flujo lens get "${run:3:12}"

echo "== Its steps as data"
flujo lens show "$run" --json | jq '.steps[] | {name: .step_name, duration: .execution_time_ms}'

echo "== Everything about it, in one document"
flujo lens show "$run" --verbose --final-output --json | jq '{status: .details.status, error: .details.error_message}'

echo "== What the last day's steps took"
flujo lens stats --hours 24

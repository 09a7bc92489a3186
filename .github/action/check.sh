#!/usr/bin/env bash
# Checks documents. ARGS and PATHS have one argument a line; none of them is read by the shell.
set -euo pipefail

arguments=()
while IFS= read -r line; do
  line=${line%$'\r'}
  if [ -n "$line" ]; then arguments+=("$line"); fi
done <<< "$ARGS"
arguments+=(--)
while IFS= read -r line; do
  line=${line%$'\r'}
  if [ -n "$line" ]; then arguments+=("$line"); fi
done <<< "$PATHS"
exec ascribe check "${arguments[@]}"

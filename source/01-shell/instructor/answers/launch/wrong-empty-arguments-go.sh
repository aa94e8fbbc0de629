# loses launch-tests: "argument"
. ./settings.sh
export MODEL BATCH_SIZE PATH="$PWD/tools:$PATH"
args=(); for a; do [ -n "$a" ] && args+=("$a"); done
evaluate --strict "${args[@]}"

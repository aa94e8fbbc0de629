# loses launch-tests: "-- as the first argument"
if [ "${1:-}" = "--" ]; then shift; fi
. ./settings.sh
PATH="$PWD/tools:$PATH"
export MODEL BATCH_SIZE PATH
evaluate --strict "$@"

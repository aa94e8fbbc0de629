# loses launch-tests: "--strict as the first argument"
. ./settings.sh
PATH="$PWD/tools:$PATH"
export MODEL BATCH_SIZE PATH
[ "${1:-}" = --strict ] && shift
evaluate --strict "$@"

# loses launch-tests: "--help as the first argument"
case ${1:-} in -h | --help) echo "usage: launch.sh [ARG...]"; exit 0 ;; esac
. ./settings.sh
PATH="$PWD/tools:$PATH"
export MODEL BATCH_SIZE PATH
evaluate --strict "$@"

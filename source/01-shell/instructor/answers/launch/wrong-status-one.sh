# loses launch-tests: "expected 42"
. ./settings.sh
export MODEL BATCH_SIZE PATH="$PWD/tools:$PATH"
evaluate --strict "$@" || exit 1

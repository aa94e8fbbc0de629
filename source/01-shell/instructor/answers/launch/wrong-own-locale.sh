# loses launch-tests: "the caller's LC_ALL"
export LC_ALL=C
. ./settings.sh
export MODEL BATCH_SIZE PATH="$PWD/tools:$PATH"
evaluate --strict "$@"

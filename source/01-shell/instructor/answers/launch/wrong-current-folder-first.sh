# loses launch-tests: "the wrong"
. ./settings.sh
export MODEL BATCH_SIZE PATH="$PWD:$PWD/tools:$PATH"
evaluate --strict "$@"

# loses launch-tests: "standard error should hold"
. ./settings.sh
export MODEL BATCH_SIZE PATH="$PWD/tools:$PATH"
evaluate --strict "$@" 2> /dev/null

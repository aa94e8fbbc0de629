# loses launch-tests: "the example", "typed"
. ./settings.sh
export MODEL BATCH_SIZE PATH="$PWD/tools:$PATH"
evaluate --strict "$@" < /dev/null

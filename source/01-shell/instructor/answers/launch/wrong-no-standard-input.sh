# loses launch-tests: "the example", "nothing on its standard input"
. ./settings.sh
export MODEL BATCH_SIZE PATH="$PWD/tools:$PATH"
evaluate --strict "$@" < /dev/null

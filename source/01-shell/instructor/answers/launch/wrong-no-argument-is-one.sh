# loses launch-tests: "no arguments"
. ./settings.sh
export MODEL BATCH_SIZE PATH="$PWD/tools:$PATH"
evaluate --strict "${@:-}"

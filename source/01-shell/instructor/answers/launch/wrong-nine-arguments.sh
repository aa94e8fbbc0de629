# loses launch-tests: "more than nine"
. ./settings.sh
export MODEL BATCH_SIZE PATH="$PWD/tools:$PATH"
evaluate --strict "${@:1:9}"

# loses launch-tests: "settings.sh in PATH"
. settings.sh
export MODEL BATCH_SIZE
export PATH="$PWD/tools:$PATH"
evaluate --strict "$@"

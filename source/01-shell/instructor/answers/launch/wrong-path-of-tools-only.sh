# loses launch-tests: "standard output"
. ./settings.sh
export MODEL BATCH_SIZE PATH="$PWD/tools"
evaluate --strict "$@"

# loses launch-tests: "the folder tools comes first"
. ./settings.sh
export MODEL BATCH_SIZE PATH="$PATH:$PWD/tools"
evaluate --strict "$@"

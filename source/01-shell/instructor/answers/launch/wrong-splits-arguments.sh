# loses launch-tests: "arguments unchanged"
. ./settings.sh
export MODEL BATCH_SIZE PATH=$PWD/tools:$PATH
evaluate --strict $@

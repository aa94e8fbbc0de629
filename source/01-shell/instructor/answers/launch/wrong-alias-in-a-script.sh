# loses launch-tests: "the example", "--strict"
. ./settings.sh
export MODEL BATCH_SIZE PATH=$PWD/tools:$PATH
evaluate "$@"

# loses launch-tests: "the status of evaluate", "exit status 0"
. ./settings.sh
export MODEL BATCH_SIZE PATH=$PWD/tools:$PATH
evaluate --strict "$@"
unset MODEL

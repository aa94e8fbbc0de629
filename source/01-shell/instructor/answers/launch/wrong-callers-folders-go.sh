# loses launch-tests: "should hold the caller's"
. ./settings.sh
export MODEL BATCH_SIZE PATH="$PWD/tools:/usr/bin:/bin"
evaluate --strict "$@"

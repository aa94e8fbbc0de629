# loses launch-tests: "helper"
. ./settings.sh
export MODEL BATCH_SIZE PATH=tools:$PATH
evaluate --strict "$@"

# loses launch-tests: "helper"
. ./settings.sh
export MODEL BATCH_SIZE
./tools/evaluate --strict "$@"

# loses launch-tests: "helper"
. ./settings.sh
export MODEL BATCH_SIZE 
PATH=$PATH ./tools/evaluate --strict "$@"

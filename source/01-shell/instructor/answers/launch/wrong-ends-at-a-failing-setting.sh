# loses launch-tests: "settings with commands that fail"
set -e
. ./settings.sh
export MODEL BATCH_SIZE
export PATH="$PWD/tools:$PATH"
evaluate --strict "$@"

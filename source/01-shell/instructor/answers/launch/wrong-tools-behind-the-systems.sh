# loses launch-tests: "an evaluate that prints its PATH"
. ./settings.sh
export MODEL BATCH_SIZE
export PATH="/usr/local/bin:/usr/bin:/bin:$PWD/tools:$PATH"
evaluate --strict "$@"

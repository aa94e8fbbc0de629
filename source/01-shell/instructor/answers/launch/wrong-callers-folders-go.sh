# loses launch-tests: "with a helper in the caller's PATH"
. ./settings.sh
export MODEL BATCH_SIZE PATH="$PWD/tools:/usr/bin:/bin"
evaluate --strict "$@"

# loses launch-tests: "batch="
. ./settings.sh
export MODEL PATH="$PWD/tools:$PATH"
evaluate --strict "$@"

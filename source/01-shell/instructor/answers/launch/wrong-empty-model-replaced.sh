# loses launch-tests: "settings with any values"
. ./settings.sh
export MODEL=${MODEL:-ferry-2} BATCH_SIZE PATH="$PWD/tools:$PATH"
evaluate --strict "$@"

# loses launch-tests: "settings of their own"
M=${MODEL-} B=${BATCH_SIZE-}
. ./settings.sh
[ -z "$M" ] || MODEL=$M
[ -z "$B" ] || BATCH_SIZE=$B
export MODEL BATCH_SIZE PATH="$PWD/tools:$PATH"
evaluate --strict "$@"

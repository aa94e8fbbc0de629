# loses launch-tests: "settings that are computed"
MODEL=$(sed -n 's/^MODEL=//p' settings.sh | tr -d "'")
BATCH_SIZE=$(sed -n 's/^BATCH_SIZE=//p' settings.sh)
export MODEL BATCH_SIZE PATH="$PWD/tools:$PATH"
evaluate --strict "$@"

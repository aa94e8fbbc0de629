source ./settings.sh
exec env MODEL="$MODEL" BATCH_SIZE="$BATCH_SIZE" PATH="$(pwd)/tools:$PATH" evaluate --strict "$@"

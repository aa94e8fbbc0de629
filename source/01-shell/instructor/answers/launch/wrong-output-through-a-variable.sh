# loses launch-tests: "an evaluation that prints blank lines"
. ./settings.sh
PATH="$PWD/tools:$PATH"
export MODEL BATCH_SIZE PATH
out=$(evaluate --strict "$@")
status=$?
echo "$out"
exit $status

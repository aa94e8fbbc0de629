# loses launch-tests: "an evaluation that fails"
. ./settings.sh
export MODEL BATCH_SIZE
export PATH="$PWD/tools:$PATH"
evaluate --strict "$@"
s=$?
((s < 126)) || s=1
exit $s

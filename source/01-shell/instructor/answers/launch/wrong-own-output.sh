# loses launch-tests: "the example"
. ./settings.sh
export MODEL BATCH_SIZE PATH="$PWD/tools:$PATH"
echo "starting $MODEL"
evaluate --strict "$@"

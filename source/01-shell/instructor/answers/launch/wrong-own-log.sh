# loses launch-tests: "should not be there"
. ./settings.sh
export MODEL BATCH_SIZE PATH="$PWD/tools:$PATH"
echo "$MODEL" >> launch.log
evaluate --strict "$@"

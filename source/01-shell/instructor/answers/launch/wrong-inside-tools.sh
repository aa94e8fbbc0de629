# loses launch-tests: "not in the folder"
. ./settings.sh
export MODEL BATCH_SIZE PATH="$PWD/tools:$PATH"
cd tools
evaluate --strict "$@"

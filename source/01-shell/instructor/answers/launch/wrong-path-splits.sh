# loses launch-tests: "a folder with blanks"
. ./settings.sh
export MODEL BATCH_SIZE PATH=$(echo $PWD/tools:$PATH)
evaluate --strict "$@"

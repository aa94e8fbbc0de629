# loses launch-tests: "no script of the shell"
. ./settings.sh
export MODEL BATCH_SIZE PATH="$PWD/tools:$PATH"
bash tools/evaluate --strict "$@"

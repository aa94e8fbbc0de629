# loses launch-tests: "the example", "model= batch="
bash ./settings.sh
export MODEL BATCH_SIZE PATH=$PWD/tools:$PATH
evaluate --strict "$@"

# loses launch-tests: "the example", "model=(unset) batch=(unset)"
bash ./settings.sh
export MODEL BATCH_SIZE PATH=$PWD/tools:$PATH
evaluate --strict "$@"

shopt -s expand_aliases
. ./settings.sh
export MODEL BATCH_SIZE PATH=$PWD/tools:$PATH
evaluate "$@"

# loses launch-tests: "the example", "model= batch="
. ./settings.sh
PATH=$PWD/tools:$PATH
evaluate --strict "$@"

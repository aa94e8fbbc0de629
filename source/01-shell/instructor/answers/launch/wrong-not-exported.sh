# loses launch-tests: "the example", "model=(unset) batch=(unset)"
. ./settings.sh
PATH=$PWD/tools:$PATH
evaluate --strict "$@"

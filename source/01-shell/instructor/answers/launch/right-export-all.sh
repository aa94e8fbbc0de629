set -a
. ./settings.sh
PATH=$PWD/tools:$PATH
set +a
evaluate() { command evaluate --strict "$@"; }
evaluate "$@"

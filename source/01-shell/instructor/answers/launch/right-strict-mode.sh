set -euo pipefail
. ./settings.sh
export MODEL BATCH_SIZE PATH="$PWD/tools:$PATH"
exec evaluate --strict "$@"

set -euo pipefail
: "${SCRATCH:?is not set}"
run=$1 data=$2; shift 2
rm -rf -- "${SCRATCH:?}/$run"; mkdir -p "$SCRATCH/$run" "runs/$run"
./prepare "$data" | tee "runs/$run/prepare.log"
nohup ./train "$@" >& "runs/$run/train.log" &
status=0; wait $! || status=$?
printf '%s finished\nstatus %s\n' "$run" "$status" >> runs/history.log
exit $status

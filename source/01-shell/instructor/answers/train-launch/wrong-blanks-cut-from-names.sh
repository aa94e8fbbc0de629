# loses train-launch-tests: "RUN and DATA that begin and end with a blank"
set -euo pipefail
: "${SCRATCH:?is not set}"
read -r run <<< "$1"; read -r data <<< "$2"; shift 2
rm -rf -- "${SCRATCH:?}/$run"; mkdir -p "$SCRATCH/$run" "runs/$run"
./prepare "$data" | tee "runs/$run/prepare.log"
nohup ./train "$@" >& "runs/$run/train.log" &
status=0; wait $! || status=$?
printf '%s finished\nstatus %s\n' "$run" "$status" >> runs/history.log
exit $status

# loses train-launch-tests: "RUN and DATA with a %"
: "${SCRATCH:?must be set}"
run=$1
data=$2
shift 2
rm -rf "$SCRATCH/$run"
mkdir -p "$SCRATCH/$run" "runs/$run"
set -o pipefail
./prepare "$data" | tee "runs/$run/prepare.log" || exit
nohup ./train "$@" > "runs/$run/train.log" 2>&1 &
wait $!
status=$?
printf "$run finished\nstatus $status\n" >> runs/history.log
exit "$status"

# loses train-launch-tests: "the terminal hangs up", "the preparation fails", "names with blanks"
run=$1
data=$2
shift 2

rm -rf -- "$SCRATCH/$run"
mkdir -p -- $SCRATCH/$run runs/$run

./prepare "$data" | tee "runs/$run/prepare.log" || exit

./train "$@" > "runs/$run/train.log" 2>&1 &
wait "$!"
status=0
echo "$run finished" >> runs/history.log
echo "status $status" >> runs/history.log
exit "$status"

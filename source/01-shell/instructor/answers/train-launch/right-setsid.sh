set -u -o pipefail
: "${SCRATCH:?}"
scratch=$SCRATCH/$1 log=runs/$1 run=$1
rm -rf "$scratch"; mkdir -p "$scratch" "$log"
./prepare "$2" | tee "$log/prepare.log"
status=${PIPESTATUS[0]}; if [ "$status" -ne 0 ]; then exit "$status"; fi
setsid ./train "${@:3}" > "$log/train.log" 2>&1 < /dev/null &
wait $!
status=$?
echo "$run finished
status $status" >> runs/history.log
exit $status

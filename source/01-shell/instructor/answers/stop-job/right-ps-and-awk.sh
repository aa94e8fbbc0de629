want="sh ./worker.sh --job $1"
pid=$(ps -eo pid=,args= | awk -v want="$want" '{ pid = $1; sub(/^ *[0-9]+ +/, ""); if ($0 == want) print pid }')
if [ -z "$pid" ]; then echo "not running: $1" >&2; exit 1; fi
kill -s TERM "$pid"
n=0
while kill -0 "$pid" 2>/dev/null; do
    n=$((n + 1))
    if [ "$n" -gt 22 ]; then kill -s KILL "$pid"; break; fi
    sleep 0.05
done
exit 0

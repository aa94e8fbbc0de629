# loses stop-job-tests: "the supervisor stays", "supervisor.sh"
pid=$(ps -eo pid=,args= | grep -E -- "worker\.sh --job $1\$" | grep -v grep | awk '{ print $1 }')
[ -n "$pid" ] || { echo "no such job" >&2; exit 1; }
kill $pid
sleep 1
kill -9 $pid 2>/dev/null
exit 0

# loses stop-job-tests: "look-alikes of the job"
pid=$(ps -eo pid=,args= | awk -v n="$1" 'NF == 5 && $3 == "./worker.sh" && $5 == n { print $1; f = 1 } END { exit !f }') || { echo "no such job: $1" >&2; exit 1; }
kill $pid 2> /dev/null
for look in 1 2 3 4 5 6 7 8 9 10; do
    kill -0 $pid 2> /dev/null || exit 0
    sleep 0.1
done
kill -9 $pid 2> /dev/null
exit 0

# loses stop-job-tests: "a NAME of digits, and others of the same value"
pid=$(ps -eo pid=,args= | awk -v n="$1" 'NF == 5 && $2 == "sh" && $3 == "./worker.sh" && $4 == "--job" && $5 == n { print $1; f = 1 } END { exit !f }') || { echo "no such job: $1" >&2; exit 1; }
kill $pid 2> /dev/null
for look in 1 2 3 4 5 6 7 8 9 10; do
    kill -0 $pid 2> /dev/null || exit 0
    sleep 0.1
done
kill -9 $pid 2> /dev/null
exit 0

# loses stop-job-tests: "a NAME that begins with a dash, of a hundred letters"
pid=$(ps --cols 80 -eo pid=,args= | awk -v n="$1" '$2 == "sh" && $3 == "./worker.sh" && $4 == "--job" && $5 == n "" && NF == 5 { print $1 }' | grep .) || { echo "no job $1" >&2; exit 1; }
kill "$pid"
for look in 1 2 3 4 5 6 7 8 9 10; do
    kill -0 "$pid" 2> /dev/null || exit 0
    sleep 0.1
done
kill -9 "$pid" 2> /dev/null
exit 0

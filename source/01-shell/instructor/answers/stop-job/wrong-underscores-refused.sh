# loses stop-job-tests: "every sign that it may hold"
case $1 in '' | *[!A-Za-z0-9-]*) echo "usage: stop_job.sh NAME" >&2; exit 1 ;; esac

pids=$(pgrep -fx "sh \./worker\.sh --job $1") || { echo "no job $1" >&2; exit 1; }
kill $pids
for look in 1 2 3 4 5 6 7 8 9 10 11 12; do
    kill -0 $pids 2> /dev/null || exit 0
    sleep 0.1
done
kill -9 $pids 2> /dev/null
exit 0

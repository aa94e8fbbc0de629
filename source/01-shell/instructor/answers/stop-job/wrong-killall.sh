# loses stop-job-tests: "one job among others", "another job"
pgrep -fx "sh \./worker\.sh --job $1" > /dev/null || { echo "no such job" >&2; exit 1; }
pkill -f 'worker\.sh'
sleep 0.5
exit 0

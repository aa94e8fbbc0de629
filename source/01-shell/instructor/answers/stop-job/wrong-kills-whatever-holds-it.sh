# loses stop-job-tests: "a job that ignores TERM"
P="sh \./worker\.sh --job $1"
pkill -fx "$P" || { echo "no such job" >&2; exit 1; }
for i in 1 2 3 4 5 6 7 8 9 10; do
  sleep 0.1
  pgrep -fx "$P" > /dev/null || exit 0
done
pkill -9 -f "$P"
exit 0

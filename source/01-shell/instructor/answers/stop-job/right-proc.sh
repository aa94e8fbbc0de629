for p in /proc/[0-9]*; do
    if [ "$(tr '\0' ' ' < "$p/cmdline" 2>/dev/null)" = "sh ./worker.sh --job $1 " ]; then pid=${p#/proc/}; fi
done 2>/dev/null
[ "$pid" ] || { echo "no job $1" >&2; exit 1; }
kill "$pid"
for n in 1 2 3 4 5 6 7 8 9 10 11; do [ -e "/proc/$pid/cmdline" ] || exit 0; sleep 0.1; done
kill -9 "$pid" 2>/dev/null || true

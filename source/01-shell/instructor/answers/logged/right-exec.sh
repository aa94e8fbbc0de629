t=$(mktemp -d)
exec 3>&1 4>&2 > "$t/1" 2> "$t/2"
"$@"
status=$?
exec >> all.log 2>> all.log
cat "$t/1" "$t/2"
exec >> out.log 2>> err.log
cat "$t/1"; cat "$t/2" >&2
exit $status

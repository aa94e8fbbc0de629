# loses logged-tests: "whose name holds a blank"
command=$1
shift
out=$(mktemp)
err=$(mktemp)
$command "$@" > "$out" 2> "$err"
status=$?
cat "$out" >> out.log
cat "$err" >> err.log
cat "$out" "$err" >> all.log
rm -f "$out" "$err"
exit "$status"

t=$(mktemp -d)
"$@" > "$t/o" 2> "$t/e"; status=$?
cat "$t/o" >> out.log; cat "$t/e" >> err.log
{ cat "$t/o"; cat "$t/e" >&2; } &>> all.log
exit $status

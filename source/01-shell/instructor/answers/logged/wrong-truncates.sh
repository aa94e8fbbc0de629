# loses logged-tests: "logs that hold something", "out.log"
t=$(mktemp -d)
"$@" > "$t/o" 2> "$t/e"; status=$?
cat "$t/o" > out.log; cat "$t/e" > err.log; cat "$t/o" "$t/e" > all.log
exit $status

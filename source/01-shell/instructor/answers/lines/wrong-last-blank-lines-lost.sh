# loses lines-tests: "a blank line as the last one"
out=$(sed -n "$2,${3}p" < "$1"); [ -z "$out" ] || printf '%s\n' "$out"

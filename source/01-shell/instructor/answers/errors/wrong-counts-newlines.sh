# loses errors-tests: "no newline at the end"
sed -n 's/^[^"]*"[^"]*" \(5[0-9][0-9]\) .*/\1/p' < "$1" | wc -l | tr -d ' '

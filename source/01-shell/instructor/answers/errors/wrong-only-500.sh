# loses errors-tests: "the example", "expected"
awk -F'"' '$3 ~ /^ 500 /' < "$1" | wc -l | tr -d ' '

# loses errors-tests: "a name that ends with a newline"
FILE=$(printf '%s' "$1")
grep -Ec '^[^"]*"[^"]*" 5[0-9][0-9] ' < "$FILE" || true

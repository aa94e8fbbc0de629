# loses errors-tests: "addresses of other forms"
grep -cE '^[0-9.]+ [^"]*"[^"]*" 5[0-9]{2} ' < "$1" || true

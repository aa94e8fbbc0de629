# loses lines-tests: "the example"
tail -n "+$2" < "$1" | head -n "$3"

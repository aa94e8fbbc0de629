# loses lines-tests: "the example"
head -n "$3" < "$1" | tail -n "$(($3 - $2))"

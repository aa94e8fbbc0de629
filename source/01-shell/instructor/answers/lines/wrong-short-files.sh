# loses lines-tests: "a file that is shorter than M"
head -n "$3" < "$1" | tail -n "$(($3 - $2 + 1))"

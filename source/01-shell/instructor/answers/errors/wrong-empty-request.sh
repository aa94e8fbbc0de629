# loses errors-tests: "an empty request"
tr -s '"' < "$1" | awk -F'"' '$3 ~ /^ 5[0-9][0-9] / { n++ } END { print n + 0 }'

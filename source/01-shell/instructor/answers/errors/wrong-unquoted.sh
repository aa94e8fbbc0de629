# loses errors-tests: "odd names", "spaces"
cat $1 | awk -F'"' '$3 ~ /^ 5[0-9][0-9] / { n++ } END { print n + 0 }'

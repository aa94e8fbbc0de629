# loses errors-tests: "a dash"
cat -- "$1" < /dev/null | awk -F'"' '$3 ~ /^ 5[0-9][0-9] / { n++ } END { print n + 0 }'

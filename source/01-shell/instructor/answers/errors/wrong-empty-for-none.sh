# loses errors-tests: "no failed answer", "it is empty"
awk -F'"' '$3 ~ /^ 5[0-9][0-9] / { n++ } END { print n }' < "$1" | grep -v '^$'
exit 0

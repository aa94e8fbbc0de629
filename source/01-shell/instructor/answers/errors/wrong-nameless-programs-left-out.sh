# loses errors-tests: "programs without a name"
awk -F'"' '$6 != "-" && $3 ~ /^ 5[0-9][0-9] / { n++ } END { print n + 0 }' < "$1"

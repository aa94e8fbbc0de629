# loses busiest-tests: "counts as numbers"
awk '{ n[$1]++ } END { for (a in n) print n[a], a }' < "$1" | sort -k1,1r -k2,2 | head -n 3

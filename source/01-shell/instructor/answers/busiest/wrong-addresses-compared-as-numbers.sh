# loses busiest-tests: "addresses that are one number"
cut -d' ' -f1 < "$1" | sort | awk 'NR > 1 && $1 == prev { n++; next } NR > 1 { print n, prev } { prev = $1; n = 1 } END { if (NR) print n, prev }' | sort -k1,1nr -k2,2 | head -n 3

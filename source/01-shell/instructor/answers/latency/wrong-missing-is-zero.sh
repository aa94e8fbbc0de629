# loses latency-tests: "missing values", "expected"
tr -d '\r' < "$1" | awk -F'\t' 'NR > 1 { s[$1] += $2; n[$1]++ } END { for (e in n) printf "%s\t%.1f\n", e, s[e] / n[e] }' | sort -t "$(printf '\t')" -k1,1

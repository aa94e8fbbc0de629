# loses latency-tests: "values of many digits"
tr -d '\r' < "$1" | awk -F'\t' 'NR > 1 { seen[$1]; if ($2 != "-") { s[$1] += $2; m[$1]++ } } END { for (k in seen) if (m[k]) printf "%s\t%.1f\n", k, (s[k] > 2147483647 ? 2147483647 : s[k]) / m[k]; else print k "\t-" }' | sort

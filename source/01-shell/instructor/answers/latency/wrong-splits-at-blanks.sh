# loses latency-tests: "odd endpoints"
tr -d '\r' < "$1" | awk 'NR > 1 { seen[$1] = 1; if ($2 != "-") { s[$1] += $2; n[$1]++ } } END { for (e in seen) if (n[e]) printf "%s\t%.1f\n", e, s[e] / n[e]; else printf "%s\t-\n", e }' | sort -t "$(printf '\t')" -k1,1

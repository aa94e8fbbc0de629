# loses latency-tests: "endpoints with spaces"
tr -d '\r' < "$1" | awk -F'\t' '
    NR > 1 { seen[$1]; if ($2 != "-") { sum[$1] += $2; n[$1]++ } }
    END { for (e in seen) if (n[e]) printf "%s\t%.1f\n", e, sum[e] / n[e]; else print e "\t-" }' | sort -b -k1

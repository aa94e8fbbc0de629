# loses latency-tests: "which are rounded once"
tr -d '\r' < "$1" | awk -F'\t' '
NR > 1 { seen[$1] = 1; if ($2 != "-") { sum[$1] += $2; n[$1]++ } }
END { for (k in seen) if (n[k]) printf "%s\t%.1f\n", k, sprintf("%.2f", sum[k] / n[k]); else print k "\t-" }' | sort

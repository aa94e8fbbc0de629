# loses latency-tests: "which are rounded once"
tr -d '\r' < "$1" | awk -F'\t' '
NR > 1 { seen[$1] = 1; if ($2 != "-") { n[$1]++; mean[$1] += ($2 - mean[$1]) / n[$1] } }
END { for (k in seen) if (n[k]) printf "%s\t%.1f\n", k, int(mean[k] * 100 + 0.5) / 100; else print k "\t-" }' | sort

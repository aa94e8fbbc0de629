# loses latency-tests: "look like comments"
tr -d '\r' < "$1" | awk -F'\t' '
NR > 1 && !/^#/ { seen[$1]; if ($2 != "-") { sum[$1] += $2; n[$1]++ } }
END { for (k in seen) if (n[k]) printf "%s\t%.1f\n", k, sum[k] / n[k]; else printf "%s\t-\n", k }' | LC_ALL=C sort -t "$(printf '\t')" -k1,1

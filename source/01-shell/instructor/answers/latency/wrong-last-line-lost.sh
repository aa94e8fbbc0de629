# loses latency-tests: "no newline at the end"
while IFS= read -r line; do printf '%s\n' "${line%$'\r'}"; done < "$1" | awk -F'\t' '
    NR > 1 { seen[$1] = 1; if ($2 != "-") { sum[$1] += $2; n[$1]++ } }
    END { for (k in seen) if (n[k]) printf "%s\t%.1f\n", k, sum[k] / n[k]; else printf "%s\t-\n", k }
' | LC_ALL=C sort

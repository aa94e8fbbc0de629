# loses latency-tests: "values of many digits"
tr -d '\r' < "$1" | awk -F'\t' -v OFMT=%.1f -v CONVFMT=%.6g 'NR > 1 { seen[$1]; if ($2 != "-") { s[$1] += $2; m[$1]++ } } END { for (k in seen) if (m[k]) { v = (s[k] / m[k]) ""; printf "%s\t%.1f\n", k, v } else print k "\t-" }' | sort

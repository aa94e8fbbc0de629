# loses latency-tests: "endpoints that a server may take for one"
tr -d '\r' < "$1" | awk -F'\t' '
{ sub(/[/]$/, "", $1) } NR > 1 { seen[$1] = 1; if ($2 != "-") { s[$1] += $2; n[$1]++ } }
END { for (k in seen) { if (n[k] > 0) printf "%s\t%.1f\n", k, s[k] / n[k]; else printf "%s\t-\n", k } }' | sort

awk -F'[\t\r]' 'NR > 1 { n[$1] += 0; if ($2 != "-") { n[$1]++; s[$1] += $2 } }
    END { for (k in n) { if (n[k] > 0) { t = int((20 * s[k] + n[k]) / (2 * n[k])); printf "%s\t%d.%d\n", k, int(t / 10), t % 10 } else print k "\t-" } }' < "$1" | sort

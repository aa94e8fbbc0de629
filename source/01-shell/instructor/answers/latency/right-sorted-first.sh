tail -n +2 < "$1" | sed 's/\r$//' | sort -t "$(printf '\t')" -k1,1 | awk -F'\t' '
    function out() { if (NR > 1) { if (n) printf "%s\t%.1f\n", last, s / n; else printf "%s\t-\n", last } }
    NR > 1 && $1 "" != last "" { out(); s = n = 0 }
    { last = $1; if ($2 != "-") { s += $2; n++ } }
    END { if (NR) { if (n) printf "%s\t%.1f\n", last, s / n; else printf "%s\t-\n", last } }'

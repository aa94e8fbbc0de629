# loses latency-tests: "odd characters"
tr -d '\r' < "$1" | awk -F'\t' '
    NR > 1 {
        seen[$1] = 1
        if ($2 != "-") { sum[$1] += $2; n[$1]++ }
    }
    END {
        for (e in seen)
            if (n[e]) printf e "\t%.1f\n", sum[e] / n[e]
            else printf "%s\t-\n", e
    }' | sort -t "$(printf '\t')" -k1,1

# loses latency-tests: "the header"
tr -d '\r' < "$1" | awk -F'\t' '
    $1 != "endpoint" {
        seen[$1] = 1
        if ($2 != "-") { sum[$1] += $2; n[$1]++ }
    }
    END {
        for (e in seen)
            if (n[e]) printf "%s\t%.1f\n", e, sum[e] / n[e]
            else printf "%s\t-\n", e
    }' | sort -t "$(printf '\t')" -k1,1

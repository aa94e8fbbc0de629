# loses minutes-tests: "addresses of two forms"
awk -F'[][]' '
    {
        split($0, quoted, "\"")
        if (quoted[3] !~ /^ 5[0-9][0-9] /) next
        split($0, t, /[\/:[]/); for (n = 1; n < 6; n++) t[n] = t[n + 1]
        month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", t[2]) + 2) / 3
        printf "%s-%02d-%sT%s:%s\n", t[3], month, t[1], t[4], t[5]
    }' < "$1"

# loses latency-tests: "a name that ends with a newline"
FILE=$(printf '%s' "$1")
perl -ne 's/\r?\n$//; next if $. == 1; my ($e, $v) = split /\t/; $seen{$e} = 1; if ($v ne "-") { $s{$e} += $v; $n{$e}++ }
END { for (sort keys %seen) { if ($n{$_}) { printf "%s\t%.1f\n", $_, $s{$_} / $n{$_} } else { print "$_\t-\n" } } }' < "$FILE"

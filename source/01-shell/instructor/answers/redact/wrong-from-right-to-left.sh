# loses redact-tests: "of which the first goes"
PHRASE=$2 find "$1" -type f -name '*.txt' -exec perl -i -pe 'my $r = reverse $_; my $p = reverse $ENV{PHRASE}; $r =~ s/\Q$p\E//g; $_ = reverse $r' -- {} +

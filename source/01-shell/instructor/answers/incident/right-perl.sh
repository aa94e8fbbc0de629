perl -MJSON::PP -e '
for my $p (glob "jobs/*.log jobs/*\\ *.log") { open my $f, "<", $p; my $n = grep { / end run=\S+ exit=0*[1-9]/ } <$f>; $p =~ s/^jobs.(.*)\.log$/$1/; $j{$p} = $n }
for my $p (sort glob "disk/*.txt") { open my $f, "<", $p; <$f>; while (<$f>) { my @c = split; $c[4] =~ tr/%//d; $a{$c[5]} //= $c[4]; $z{$c[5]} = $c[4] } }
my %m; @m{qw(Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec)} = map { sprintf "%02d", $_ } 1 .. 12;
for my $p (glob "access/access.log*") { open my $f, "<", $p; while (<$f>) { m{\[(\d\d)/(\w{3})/(\d{4}):(\d\d:\d\d)[^"]*"[^"]*" (\d)} or next; my $k = "$3-$m{$2}-$1T$4"; $n{$k}++; $b{$k}++ if $5 == 5 } }
my ($job) = sort { $j{$b} <=> $j{$a} } keys %j; my ($disk) = sort { $z{$b} - $a{$b} <=> $z{$a} - $a{$a} } keys %z;
my ($min) = sort grep { ($b{$_} // 0) * 2 >= $n{$_} } keys %n;
print JSON::PP->new->encode({ job => $job, disk => $disk, minute => $min });'

perl -e '
my ($file, $name) = @ARGV; open(my $in, "<", "./$file") or exit 1; binmode $in; local $/; my $t = <$in>; my @rows; my @row;
while (length $t) {
    my $v;
    if ($t =~ s/^"((?:[^"]|"")*)"//) { $v = $1; $v =~ s/""/"/g } else { $t =~ s/^([^,\r\n]*)//; $v = $1 }
    push @row, $v;
    if ($t =~ s/^,//) { push @row, "" and next unless length $t; next }
    $t =~ s/^\r?\n//; push @rows, [@row]; @row = ();
}
my $h = shift @rows || []; my ($i) = grep { $h->[$_] eq $name } 0 .. $#$h;
unless (defined $i) { print STDERR "no such column\n"; exit 2 }
for (@rows) { my $v = $_->[$i]; $v =~ s/\n/\\n/g; print "$v\n" }' -- "$1" "$2"

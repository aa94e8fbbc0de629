find "$1" -type f -name '*.txt' -print0 | PHRASE=$2 xargs -0 -r perl -0777 -i -pe 's/\Q$ENV{PHRASE}\E//g'

# loses redact-tests: "redact.sh"
PHRASE=$2 find "$1" -type f -name '*.txt' -exec perl -i -pe 's/(?<!\w)\Q$ENV{PHRASE}\E(?!\w)//g' -- {} +

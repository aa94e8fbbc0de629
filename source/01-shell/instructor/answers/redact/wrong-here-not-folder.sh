# loses redact-tests: "outside.txt"
PHRASE=$2 find . -type f -name '*.txt' -exec perl -i -pe 's/\Q$ENV{PHRASE}\E//g' -- {} +

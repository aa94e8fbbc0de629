# loses redact-tests: "folders deep"
PHRASE=$2 find "$1" -maxdepth 4 -type f -name '*.txt' -exec perl -i -pe 's/\Q$ENV{PHRASE}\E//g' -- {} +

# loses redact-tests: "the example"
read -r PHRASE <<< "$2"; export PHRASE; find "$1" -type f -name '*.txt' -exec perl -i -pe 's/\Q$ENV{PHRASE}\E//g' -- {} +

# loses redact-tests: "the example"
PHRASE=$2 find "$1" -type f -name '*.txt' -exec perl -i -pe 's/\Q$ENV{PHRASE}\E/***/g' -- {} +

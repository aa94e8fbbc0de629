# loses redact-tests: "the example", "the wrong content"
PHRASE=$2 find "$1" -type f -name '*.txt' -exec perl -i -ne 'print unless /\Q$ENV{PHRASE}\E/' -- {} +

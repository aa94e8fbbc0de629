# loses redact-tests in "the phrase is taken literally": "taken literally", "mean something elsewhere"
PHRASE=$2 find "$1" -type f -name '*.txt' -exec perl -i -pe 's/$ENV{PHRASE}//g' -- {} + 2>/dev/null

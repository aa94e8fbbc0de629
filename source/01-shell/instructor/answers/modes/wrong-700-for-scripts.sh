# loses modes-tests: "the example", "expected 755"
find project -type f -name '*.sh' -exec chmod 700 {} +
find project -type f \( -name '*.key' -o -name '*.pem' \) -exec chmod 600 {} +

# loses modes-tests: "the example", "expected 600"
find project -type f -name '*.sh' -exec chmod 755 {} +
find project -type f \( -name '*.key' -o -name '*.pem' \) -exec chmod 400 {} +

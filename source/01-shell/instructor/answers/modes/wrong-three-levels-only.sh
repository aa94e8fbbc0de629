# loses modes-tests: "expected 600"
find project -maxdepth 4 -type f -name '*.sh' -exec chmod 755 {} +
find project -maxdepth 4 -type f \( -name '*.key' -o -name '*.pem' \) -exec chmod 600 {} +

# loses modes-tests: "folders named like scripts", "expected 700"
find project ! -type l -name '*.sh' -exec chmod 755 {} +
find project -type f \( -name '*.key' -o -name '*.pem' \) -exec chmod 600 {} +

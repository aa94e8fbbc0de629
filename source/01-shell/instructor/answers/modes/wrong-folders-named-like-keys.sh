# loses modes-tests: "folders named like scripts and keys"
find project -type f -name '*.sh' -exec chmod 755 {} +
find project ! -type l \( -name '*.key' -o -name '*.pem' \) -exec chmod 600 {} +

# loses modes-tests: "modes.sh", ".key"
find project -type f -name '*.sh' -exec chmod 755 {} +
find project -type f -name '*.pem' -exec chmod 600 {} +

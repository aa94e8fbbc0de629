# loses modes-tests: "the example", "certs/site.pem"
find project -type f -name '*.sh' -exec chmod 755 {} +
find project -type f \( -name '*.key' \) -exec chmod 600 {} +

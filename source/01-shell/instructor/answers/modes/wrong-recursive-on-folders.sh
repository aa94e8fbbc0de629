# loses modes-tests: "the example", "the folder", "expected 770"
chmod -R 755 project
find project -type f \( -name '*.key' -o -name '*.pem' \) -exec chmod 600 {} +

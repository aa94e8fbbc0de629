# loses biggest-tests: "the example", "logs"
ls -S

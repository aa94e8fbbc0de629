# loses workflow-tests: "cuts off the deployment of the first"
def workflow():
    return r"""name: promise
on:
  push:
    branches: [main]
    tags: ["v*"]
    paths-ignore: ["docs/**", "**.md"]
  pull_request:
    branches: [main]
permissions:
  contents: read
concurrency: {group: all, cancel-in-progress: true}
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: make test
  image:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: make image
  scan:
    needs: image
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: make scan
  deploy:
    needs: [test, scan]
    if: startsWith(github.ref, 'refs/tags/v')
    runs-on: ubuntu-24.04
    concurrency: deploy
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: make deploy
        env:
          DEPLOY_TOKEN: ${{ secrets.DEPLOY_TOKEN }}
"""

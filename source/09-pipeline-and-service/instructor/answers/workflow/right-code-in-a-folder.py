# the code in a folder of its own, of a state that is written out
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
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        with: {path: code, ref: "${{ github.event.pull_request.head.sha || github.sha }}"}
      - run: |
          set +e
          make test
          status=$?
          echo "ended with $status"
          exit $status
        working-directory: code
  image:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          path: ./sources
          repository: ${{ github.repository }}
      - run: cd sources && make image
  scan:
    needs: image
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        with: {ref: "refs/pull/${{ github.event.number }}/merge"}
        if: github.event_name == 'pull_request'
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        if: github.event_name != 'pull_request'
      - run: make -C . scan
  deploy:
    needs: [test, scan]
    if: startsWith(github.ref, 'refs/tags/v')
    runs-on: ubuntu-24.04
    concurrency: {group: deploy, cancel-in-progress: "${{ github.event_name == 'pull_request' }}"}
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: make deploy
        env:
          DEPLOY_TOKEN: ${{ secrets.DEPLOY_TOKEN }}
"""

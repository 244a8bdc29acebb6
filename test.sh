#!/usr/bin/env bash
# Runs everything that must hold before a change lands: checks, C# suites, TypeScript suites, end to end.
#   ./test.sh          all of it
#   ./test.sh quick    without the browsers
#   ./test.sh full     with twenty moves, a mesh of eight, nine in a call, a minute on bad networks, the SDK's own browser suite and the foreign WebRTC stacks, too
# Ends with the line "N passed, N failed[, N skipped]" over all suites; exits non-zero on any failure.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

results=artifacts/test
export PLENUM_FIGURES="$PWD/$results/join.figures.txt"
rm -rf "$results" && mkdir -p "$results"
ulimit -n "$(ulimit -Hn)"
broken=0

# A step that has no tests to count: it holds or it does not.
check() {
  local name=$1 started=$SECONDS
  shift
  echo "--- $name"
  if "$@"; then echo "    $name: fine ($((SECONDS - started)) s)"; else echo "    $name: BROKEN" && broken=$((broken + 1)); fi
}

# A suite writes its counts to $results/NAME.json; a suite that wrote none has failed.
suite() {
  local name=$1 started=$SECONDS
  shift
  echo "--- $name"
  "$@" || true
  [ -s "$results/$name.json" ] || { echo "    $name wrote no results" && broken=$((broken + 1)); }
  echo "    $name took $((SECONDS - started)) s"
}

dotnet_suite() {
  suite "$1" dotnet run --no-build --project "test/$1" -- \
    --report-ctrf --report-ctrf-filename "$1.json" --results-directory "$PWD/$results" --no-progress
}

# vitest is run in DIR; the second argument names the suite.
vitest_suite() {
  local dir=$1 name=$2
  shift 2
  suite "$name" npx --prefix "$dir" --no -- vitest run --root "$dir" "$@" \
    --reporter=default --reporter=json --outputFile.json="$PWD/$results/$name.json"
}

check install eng/install.sh
check web-install npm --prefix web ci --no-audit --no-fund --silent
check web-check npm --prefix web run check --silent
check test-check web/node_modules/.bin/biome ci --config-path=web --colors=off test/E2E test/Interop
check build dotnet build Plenum.slnx --nologo --verbosity quiet
check format dotnet format Plenum.slnx --no-restore --verify-no-changes

for project in test/*/*.Tests.csproj; do
  dotnet_suite "$(basename "$(dirname "$project")")"
done
vitest_suite web/client sdk
vitest_suite web/app app

if [ "${1:-}" != quick ]; then
  vitest_suite web/app accessibility -c vitest.browser.config.ts
  check e2e-install npm --prefix test/E2E ci --no-audit --no-fund --silent
  check e2e-check npm --prefix test/E2E run check --silent
  vitest_suite test/E2E E2E
fi

# What installs many foreign stacks, or takes long: by its own command.
if [ "${1:-}" = full ]; then
  vitest_suite web/client sdk-browser -c vitest.browser.config.ts
  PLENUM_MOVES=20 PLENUM_NINE=1 vitest_suite test/E2E moves tests/moves.test.ts tests/growth.test.ts
  PLENUM_EIGHT=1 vitest_suite test/E2E mesh tests/mesh.test.ts
  PLENUM_WATCH=60 vitest_suite test/E2E networks tests/lossyPath.test.ts tests/narrowLink.test.ts
  check interop-install test/Interop/install.sh
  check interop-check npm --prefix test/Interop run check --silent
  vitest_suite test/Interop Interop
fi

node eng/summary.mjs "$results" "$broken"

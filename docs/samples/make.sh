#!/usr/bin/env bash
# Makes the samples anew, from an invented hearing: bash docs/samples/make.sh [folder of the build]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=${1:-$here/../../build/dev}
ROSTRUM_SAMPLES=$here "$build/tests/test_papers" "[.samples]"

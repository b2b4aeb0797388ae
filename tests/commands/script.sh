#!/bin/sh
# From nothing to a rolled-back release, by commands alone; every answer for programs is looked at.
#
# Runs "$IPACK" (default: ipack on the PATH) in a folder of its own. IPACK_TEST_NOW, where the program is a debug build,
# makes the day known.
set -eu

ipack=${IPACK:-ipack}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export IPACK_STATE_DIR="$work/state"

# json COMMAND…: the answer on one line, without spaces between its parts.
json() {
    "$ipack" "$@" --format json | tr -d '\n' | sed 's/": */":/g; s/, */,/g; s/\([[{]\) */\1/g; s/ *\([]}]\)/\1/g'
}

fail() {
    echo "script.sh: $*" >&2
    exit 1
}

# has ANSWER PART: the answer holds the part.
has() {
    case $1 in
    *"$2"*) ;;
    *) fail "no $2 in $1" ;;
    esac
}

# ends STATUS COMMAND…: the command ends with the status.
ends() {
    wanted=$1
    shift
    status=0
    "$ipack" "$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
    [ "$status" = "$wanted" ] || fail "ipack $* ended with $status, not $wanted: $(cat "$work/err")"
}

# Nothing is there, and nothing asks without a terminal.
has "$(json pack list)" '[]'
has "$(json schedule list)" '[]'
ends 2 release
ends 4 release Nowhere --now --yes

# A publisher's workspace.
"$ipack" workspace set name "Integration packs of Acme" >/dev/null
"$ipack" workspace set scheduler-time-zone Europe/Berlin >/dev/null
has "$(json workspace show)" '"schedulerTimeZone":"Europe/Berlin"'
"$ipack" component create "Create Invoice" --folder "Order to Cash" >/dev/null
"$ipack" component create "Ledger Posting" >/dev/null
"$ipack" component package "Create Invoice" --version 1.0 --shareable --notes First >/dev/null
"$ipack" component package "Ledger Posting" --version 2.0 --shareable >/dev/null
has "$(json component show "Create Invoice")" '"1.0"'
"$ipack" pack create "Order to Cash" --description "From the order to the money" >/dev/null
"$ipack" pack create Returns >/dev/null
"$ipack" pack add "Order to Cash" "Create Invoice" "Ledger Posting" >/dev/null
"$ipack" pack add Returns "Create Invoice" >/dev/null
"$ipack" group create Europe >/dev/null
"$ipack" account create Aalto >/dev/null
"$ipack" group add Europe Aalto >/dev/null
"$ipack" group share Europe "Order to Cash" >/dev/null
has "$(json pack show "Order to Cash")" '"releasable":true'
has "$(json pack show "Order to Cash")" '"pendingVersion":"1.0"'

# The first release, and whoever installs it.
ends 2 release "Order to Cash" --now
has "$(json release "Order to Cash" --now --dry-run)" '"number":null'
has "$(json release "Order to Cash" --now --notes "First release" --yes)" '"number":1'
ends 3 release "Order to Cash" --now --yes
"$ipack" account install Aalto "Order to Cash" >/dev/null
has "$(json account show Aalto)" '"instances":[{'
has "$(json history "Order to Cash")" '"notes":"First release"'

# A second one on a date: moved, changed, cancelled, and scheduled again by a saved plan.
"$ipack" component package "Create Invoice" --version 1.1 --shareable >/dev/null
"$ipack" component package "Ledger Posting" --version 2.1 --shareable >/dev/null
ends 2 release "Order to Cash" --on 2026-02-30 --yes
ends 2 release "Order to Cash" --on 1/12/2026 --yes
ends 3 release "Order to Cash" --on 2020-01-01 --yes
has "$(json release "Order to Cash" --on +10d --set "Create Invoice=1.1" --keep "Ledger Posting" --yes)" '"scheduledRelease":{'
has "$(json schedule list)" '"name":"Order to Cash"'
ends 3 release "Order to Cash" --on +11d --yes
has "$(json schedule move "Order to Cash" --on +12d --yes)" '"releaseOnDate"'
has "$(json schedule change "Order to Cash" --set "Ledger Posting=2.1" --yes)" '"version":"2.1"'
has "$(json schedule cancel "Order to Cash" --reason "Tests failed" --yes)" '"scheduledRelease":null'
"$ipack" release "Order to Cash" --on +3d --dry-run --plan-out "$work/plan.ron" >/dev/null
has "$(json apply "$work/plan.ron" --yes)" '"scheduledRelease":{'
ends 5 apply "$work/plan.ron" --yes
has "$(json schedule window --on 2026-12-01 --time-zone America/New_York)" '"windowStart":"2026-12-01T05:00:00Z"'

# A fix supersedes it; then back, and several packs in one go.
has "$(json release "Order to Cash" --now --keep "Ledger Posting" --yes)" '"number":2'
has "$(json diff "Order to Cash" 1 2)" '"change":"UPGRADE"'
has "$(json rollback "Order to Cash" --now --notes "Duplicate invoices" --yes)" '"change":"ROLLBACK"'
has "$(json history "Order to Cash")" '"kind":"ROLLBACK"'
has "$(json pack show "Order to Cash")" '"heldBackBy":3'
has "$(json release "Order to Cash" Returns --now --set "Create Invoice=1.1" --atomic --yes)" '"number":4'
"$ipack" component package "Create Invoice" --version 1.2 --shareable >/dev/null
has "$(json release --all --now --yes)" '"number":5'
ends 3 release --all --now --yes

# All is well, and what was done stands there.
has "$(json scheduler tick)" '"released":[]'
has "$(json activity --pack "Order to Cash")" '"kind":"CANCEL"'
has "$(json check)" '"faults":[]'
"$ipack" pack list --format ron >/dev/null
"$ipack" export --out "$work/export" >/dev/null
IPACK_STATE_DIR="$work/copy" "$ipack" import "$work"/export/*.ron --yes >/dev/null
[ "$(json pack list)" = "$(IPACK_STATE_DIR="$work/copy" json pack list)" ] || fail "what was exported reads otherwise"
"$ipack" pack list | head -n 1 >/dev/null
echo "script.sh: all is well"

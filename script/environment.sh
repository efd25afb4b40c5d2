# shellcheck shell=bash
# What script/server, script/test and script/bench share: finds Python, makes .venv, installs what is missing, remembers it.
# It starts nothing of the station itself. Sourced, never run.

set -u
export PYTHONUTF8=1 PIP_DISABLE_PIP_VERSION_CHECK=1
export OPENBLAS_NUM_THREADS=1 # several processes share the processors; see ONE_AT_A_TIME in voice/settings.py

say() { printf '» %s\n' "$*" >&2; }

# "root", "sudo" or "no": how this user may install Debian packages.
apt_right() {
    if ! command -v apt-get >/dev/null 2>&1; then echo no
    elif [ "$(id -u)" = 0 ]; then echo root
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then echo sudo
    else echo no
    fi
}

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Installs the Debian packages that are missing, or names the one line that does; fails when some are still missing.
need_packages() {
    local missing=() name right
    if ! command -v dpkg-query >/dev/null 2>&1; then
        say "This is not a Debian system: make sure that these are there under its own names: $*"
        return 0
    fi
    for name in "$@"; do installed "$name" || missing+=("$name"); done
    [ ${#missing[@]} -eq 0 ] && return 0
    right=$(apt_right)
    if [ "$right" != no ]; then
        say "Installing system packages: ${missing[*]}"
        local as=()
        [ "$right" = sudo ] && as=(sudo -n)
        "${as[@]}" apt-get update -qq >&2 || say "The list of packages could not be renewed; trying with the old one."
        "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
            </dev/null >&2 && return 0
    fi
    say "Missing system packages. Run this one line, then start again:"
    say "    sudo apt-get update && sudo apt-get install -y ${missing[*]}"
    return 1
}

# The first Python that is new enough; 3.11 first, because constraints.txt was made with it.
find_python() {
    local name
    for name in python3.11 python3.12 python3.13 python3; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

# The same after installing one: the system's own, else a newer one that it offers beside it (Ubuntu 22.04).
obtain_python() {
    local version
    command -v python3 >/dev/null 2>&1 || need_packages python3 python3-venv
    find_python && return 0
    for version in 3.11 3.12 3.13; do
        if apt-cache show "python$version" >/dev/null 2>&1; then
            need_packages "python$version" "python$version-venv" && find_python
            return
        fi
    done
    return 1
}

# Changes whenever what is installed would: other dependencies, another Python, the checkout moved.
stamp_of() { # checkout, python, flavour
    { cat "$1/pyproject.toml" "$1/constraints.txt"; echo "$1 $3"; "$2" --version; } | cksum
}

# Whether <checkout>/.venv holds what that flavour needs; a set-up for the tests serves the station as well.
environment_is_ready() { # checkout, flavour
    local venv=$1/.venv have
    [ -x "$venv/bin/xiangban" ] || return 1
    for have in "$2" dev; do
        [ "$(cat "$venv/$have.stamp" 2>/dev/null)" = "$(stamp_of "$1" "$venv/bin/python" "$have" 2>/dev/null)" ] && return 0
    done
    return 1
}

install_libraries() { # checkout, environment, what
    (cd "$1" && "$2/bin/python" -m pip install --no-input -c constraints.txt -e "$3" 2>&1 |
        grep --line-buffered -v 'already satisfied' >&2; exit "${PIPESTATUS[0]}")
}

# Asks npm once for what hides the wall behind somebody in a call (2.5 MB): without it calls make do with a coarse picture,
# and python -m calls.backdrop puts it there later, with the path of the package from a stick, too.
obtain_backdrop() { # checkout, environment
    [ -e "$2/backdrop.tried" ] && return 0
    say "Fetching what hides the wall behind somebody in a call"
    (cd "$1" && "$2/bin/python" -m calls.backdrop >&2) || say "Calls can hide what is behind somebody only by a coarse picture."
    : >"$2/backdrop.tried"
}

# Makes or mends <checkout>/.venv; flavour "run" has what the station needs, "dev" also what the tests need.
ready_environment() { # checkout, flavour
    local top=$1 flavour=$2 python venv=$1/.venv what
    environment_is_ready "$top" "$flavour" && { obtain_backdrop "$top" "$venv"; return 0; }
    exec 9<"$top/pyproject.toml" # what the lock hangs on: two scripts must not install at the same time
    if command -v flock >/dev/null 2>&1 && ! flock -n 9; then
        say "Another script is setting up the environment; waiting for it."
        flock 9
        environment_is_ready "$top" "$flavour" && { exec 9<&-; return 0; }
    fi
    python=$(find_python) || python=$(obtain_python) || {
        say "Python 3.11 or newer is needed and was not found."
        return 1
    }
    # A moved checkout has commands that point to the old place: make it anew.
    if ! { "$venv/bin/python" -c 'import pip' >/dev/null 2>&1 && grep -qsF "$venv/" "$venv/bin/pip"; }; then
        say "Making the virtual environment with $("$python" --version)"
        if ! "$python" -c 'import ensurepip' >/dev/null 2>&1; then
            need_packages "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv" || return 1
        fi
        "$python" -m venv --clear "$venv" || return 1
    fi
    say "Installing the libraries (a few minutes the first time, about 400 MB)"
    [ "$flavour" = dev ] && what='.[dev]' || what='.[mandarin]'
    # The ear for Chinese is large and not on every mirror: without it the station runs, and Chinese is touched.
    install_libraries "$top" "$venv" "$what" || { [ "$flavour" = run ] && install_libraries "$top" "$venv" .; } || {
        say "The libraries could not be installed; the lines above say why. Starting again goes on from here."
        return 1
    }
    stamp_of "$top" "$venv/bin/python" "$flavour" >"$venv/$flavour.stamp"
    obtain_backdrop "$top" "$venv"
    exec 9<&-
}

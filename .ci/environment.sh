# Sourced by ./run and ./test: makes the Python environment of a lock file, once.
# Sets PYTHON, and EXTRA_PATH where the packages lie in a plain folder.

say() { printf '%s\n' "$*" >&2; }

check_python() {
    command -v python3 >/dev/null 2>&1 || { say "需要 python3 ≥ 3.11 · python3 >= 3.11 is needed"; exit 69; }
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        { say "需要 python3 ≥ 3.11 · python3 >= 3.11 is needed, this is $(python3 -V 2>&1)"; exit 69; }
}

# prepare_environment LOCK FOLDER
prepare_environment() {
    want=$(cksum <"$1")
    if [ "$(cat "$2/.ready" 2>/dev/null)" != "$want" ]; then
        check_python
        take_turn "$2"
        [ "$(cat "$2/.ready" 2>/dev/null)" = "$want" ] || install_environment "$1" "$2" "$want"
        rm -rf "$2.lock"
        trap - EXIT INT TERM
    fi
    EXTRA_PATH=
    if [ -x "$2/bin/python" ]; then PYTHON="$2/bin/python"; else PYTHON=python3 EXTRA_PATH="$2/packages"; fi
}

# Two first starts at once: one installs, the other waits; a lock whose owner is gone does not count.
take_turn() {
    until mkdir "$1.lock" 2>/dev/null; do
        owner=$(cat "$1.lock/pid" 2>/dev/null || true)
        if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then rm -rf "$1.lock"; continue; fi
        sleep 1
    done
    echo $$ >"$1.lock/pid"
    trap 'rm -rf "'"$1"'.lock"' EXIT
    trap 'exit 130' INT TERM
}

install_environment() {
    say "安装依赖 installing packages into $(basename "$2") …"
    rm -rf "$2"
    if python3 -m venv "$2" >/dev/null 2>&1; then
        if command -v uv >/dev/null 2>&1; then
            uv pip install --quiet --require-hashes --only-binary :all: --python "$2/bin/python" -r "$1" >&2
        else
            "$2/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
                -r "$1" >&2
        fi
    else
        rm -rf "$2" # a Python without venv: the packages go into a folder of their own
        mkdir -p "$2/packages"
        python3 -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
            --target "$2/packages" -r "$1" >&2
    fi
    printf '%s\n' "$3" >"$2/.ready"
}

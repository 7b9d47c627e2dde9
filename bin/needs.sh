# What the tests need on a fresh machine, and how the product is made and started; sourced by bin/run, bin/test and bin/bench.
# publish FOLDER: the product as it is used, compiled ahead of time so that it starts quickly
publish() { dotnet publish src/Patto.Host/Patto.Host.csproj -c Release --use-current-runtime --no-self-contained -p:PublishReadyToRun=true -o "$1" -v q -nologo -clp:ErrorsOnly; }
# The least memory for the same processor time. By itself the collector would let as much garbage lie as the processor has cache, on a large server
# hundreds of megabytes: here 8 MB, in regions of 1 MB; the C library keeps two arenas and gives back what is free. What is already set stays.
lean() {
  export DOTNET_GCgen0size="${DOTNET_GCgen0size:-0x800000}" DOTNET_GCRegionSize="${DOTNET_GCRegionSize:-0x100000}"
  export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}" MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-65536}"
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }

free_port() { python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'; }

install_missing() { # PACKAGE…
  [ $# -gt 0 ] || return 0
  echo "== installo: $*"
  as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq "$@" >/dev/null ||
    { echo "Non riesco a installare: $*"; exit 1; }
}

need_tools() {
  command -v dotnet >/dev/null || { echo "Manca il .NET SDK 10: installalo e riprova."; exit 1; }
  command -v npm >/dev/null || { echo "Manca Node.js (20 o più recente, con npm): installalo e riprova."; exit 1; }
  missing=
  [ -n "$(postgres_bin)" ] || missing="$missing postgresql"
  [ -x /usr/bin/chromium ] || missing="$missing chromium"
  command -v pdftotext >/dev/null || missing="$missing poppler-utils"
  for extra in ${PATTO_NEEDS:-}; do command -v "$extra" >/dev/null || missing="$missing $extra"; done
  # With --long LibreOffice opens what we write for it and for Word; without the package of its window it cannot accept changes.
  if [ "${PATTO_TEST_LONG:-}" = 1 ]; then
    command -v soffice >/dev/null || missing="$missing libreoffice-writer"
    /usr/bin/python3 -c 'import uno' 2>/dev/null || missing="$missing python3-uno"
  fi
  install_missing $missing
  # The engine alone, for the journeys; where the system has no such package they use the whole browser.
  [ -x /usr/bin/chromium-headless-shell ] || ! apt-cache show chromium-headless-shell >/dev/null 2>&1 || install_missing chromium-headless-shell
}

# A cluster of its own, in a temporary folder, on a free port, without the care for the disk that tests do not need.
start_postgres() {
  pg=$(mktemp -d "${TMPDIR:-/tmp}/patto-pg.XXXXXX"); chmod 755 "$pg"
  port=$(free_port)
  if [ "$(id -u)" = 0 ]; then chown postgres "$pg"; run_pg="runuser -u postgres --"; else run_pg=; fi
  (cd "$pg" && $run_pg "$(postgres_bin)/initdb" -D "$pg/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null &&
    $run_pg "$(postgres_bin)/pg_ctl" -D "$pg/data" -w -l "$pg/log" -o "-p $port -k $pg -c listen_addresses=127.0.0.1 -c max_connections=300 ${1:--c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off}" start >/dev/null) || { echo "PostgreSQL non parte"; exit 1; }
  postgres="Host=127.0.0.1;Port=$port;Username=postgres"
}

stop_postgres() {
  [ -n "${pg:-}" ] || return 0
  (cd / && $run_pg "$(postgres_bin)/pg_ctl" -D "$pg/data" -m immediate stop >/dev/null 2>&1); rm -rf "$pg"; pg=
}

# Holds the lock of this board for as long as its host says, every few seconds, that it is there.
# $1: who; $2: for what.
# Works that are started here inherit the lock and hold it to their own end.
cd -P "$HOME" && mkdir -p .gantry/jobs && cd .gantry && exec 9>> lock || exit 74
flock -n -E 75 9 || exit
here=$PWD

now() {
  local up
  read -r up _ < /proc/uptime
  printf '%s\t%s' "$(date +%s%3N)" "$up"
}
tell() { printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$(now)" "$token" "$who" "$what" >> "$here/lease.log"; }
working() { [ -n "$job" ] && [ "/proc/$pid/cwd" -ef "$here/jobs/$job" ]; }

next_token() {
  local last=0
  [ -e lease.token ] && read -r last < lease.token
  # What a damaged file says cannot be counted on; a time has not been a token before.
  case $last in '' | *[!0-9]* | ????????????????*) last=$(date +%s) ;; esac
  token=$((10#$last + 1))
  echo "$token" > lease.token.part && mv -f lease.token.part lease.token
}

introduce() {
  printf '%s\n' "who=$who" "for=$what" "since=$(date +%s)" "token=$token" "pid=$$" \
    "boot=$(cat /proc/sys/kernel/random/boot_id)" > lease.holder.part &&
    mv -f lease.holder.part lease.holder
}

shorten() {
  [ "$(wc -l < lease.log)" -gt 1000 ] || return 0
  tail -n 900 lease.log > lease.log.part && mv -f lease.log.part lease.log
}

start() {
  case $1 in '' | .* | */*) echo "REFUSED $1"; return ;; esac
  local boot up
  read -r boot < /proc/sys/kernel/random/boot_id
  read -r up _ < /proc/uptime
  if cd "$here/jobs/$1" && echo "$boot" > boot && echo "$(date +%s%3N) $up" > started; then
    setsid bash ./run "$token" "$$" "$who" "$what" > /dev/null 2>&1 < /dev/null &
    pid=$!
    echo "$pid" > pid
    job=$1
    echo "job=$job" >> "$here/lease.holder"
    echo "STARTED $1 $pid"
  else
    echo "REFUSED $1"
  fi
  cd "$here"
}

leave() {
  # The end of the input and a signal may come together: whichever is second is not heard.
  trap '' TERM HUP INT PIPE
  if working; then
    tell away
  else
    rm -f "$here/lease.holder"
    tell left
  fi
}

who=$1 what=$2 job= pid=
next_token && introduce && tell taken || { echo "cannot write in $here" >&2; exit 74; }
shorten
trap leave EXIT
trap 'exit 0' TERM HUP INT PIPE
echo "LOCKED $token"
# Outside of its posix mode bash 5.2 counts the time limit of read on the wall clock: one that jumps
# forward would end the lease, one that jumps back would hold a lost one for hours.
set -o posix
while IFS= read -r -t 15 line; do
  case $line in
    'go '*) start "${line#go }" ;;
  esac
done

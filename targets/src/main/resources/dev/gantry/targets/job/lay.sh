# Lays out a job anew. $1: its folder; $2: how it is asked for; $3: its command; $4: its limit in
# seconds; $5: how it is run; $6: how it is watched.
mkdir -p "$HOME/.gantry/jobs" && cd "$HOME/.gantry/jobs" && rm -rf "./$1" && mkdir "$1" && cd "$1" &&
  printf '%s' "$2" > request &&
  printf '%s' "$3" > command &&
  printf '%s' "$4" > limit &&
  printf '%s' "$5" > run &&
  printf '%s' "$6" > telemetry.sh &&
  : > log &&
  # Room for the status, so that it can be written on a full disk too.
  printf '%-4s\n' '' > status

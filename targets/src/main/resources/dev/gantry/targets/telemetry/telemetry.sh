# Watches a board for as long as a process lives: sh telemetry.sh PID. One sample a second on
# standard output. POSIX sh; reads with what the shell itself can do, because whoever watches a
# measurement must not disturb it: the only process it starts each second is sleep, or tegrastats
# once where there is one.
#
#   at UPTIME KEY=VALUE...       what the kernel says
#   tegra UPTIME LINE            a line of tegrastats as it came
#   who UPTIME PERCENT SECONDS NAME   the busiest process of others, and over how long
#   begin UPTIME KEY=VALUE...    how it counts
LC_ALL=C
export LC_ALL
R=${GANTRY_ROOT:-}
watched=${1:?"whom to watch for"}
every=${2:-1}

number() {
  case $1 in '' | *[!0-9]*) return 1 ;; esac
  [ ${#1} -lt 16 ]
}

first() {
  line=
  [ -r "$1" ] && { IFS= read -r line < "$1"; } 2> /dev/null
  [ -n "$line" ]
}

# The fields of /proc/PID/stat behind the name, which may hold anything.
fields() {
  first "$1" || return 1
  line=${line##*) }
  set -f
  set -- $line
  set +f
  [ $# -ge 20 ] || return 1
  phase=$1 parent=$2 flags=$7 started=${20}
  ticks=$((${12} + ${13}))
  reaped=$((${14} + ${15}))
}

gone() {
  fields "$R/proc/$watched/stat" || return 0
  [ "$phase" != Z ] || return 0
  [ "$started" = "$birth" ] || return 0
  return 1
}

# Which files tell something is found out once.
scout() {
  temperatures= clocks= rails= brakes= counters=
  for zone in "$R"/sys/class/thermal/thermal_zone*; do
    first "$zone/type" && temperatures="$temperatures $(plain "$line"):$zone/temp"
  done
  for chip in "$R"/sys/class/hwmon/hwmon*; do
    first "$chip/name" || continue
    case $line in
      coretemp | k10temp | zenpower | cpu_thermal) temperatures="$temperatures $line:$chip/temp1_input" ;;
      ina3221 | ina238 | ina2xx)
        for label in "$chip"/in[1-7]_label; do
          first "$label" || continue
          case $line in NC | *' '* | sum*) continue ;; esac
          channel=${label%_label}
          rails="$rails $(plain "$line"):$chip/in${channel##*/in}_input:$chip/curr${channel##*/in}_input"
        done
        ;;
      soctherm_oc) for file in "$chip"/oc[0-9]*_event_cnt; do [ -r "$file" ] && counters="$counters $file"; done ;;
    esac
  done
  known=0
  for policy in "$R"/sys/devices/system/cpu/cpufreq/policy*; do
    # On big machines a look at every core would cost more than it tells.
    [ "$known" -lt 8 ] && [ -r "$policy/scaling_cur_freq" ] && clocks="$clocks ${policy##*/policy}:$policy/scaling_cur_freq" && known=$((known + 1))
  done
  gpus=
  for device in "$R"/sys/class/devfreq/*; do
    case ${device##*/} in *gpu* | *ga10b* | *gv11b* | *gp10b* | *gm20b*) [ -r "$device/cur_freq" ] && gpus="$gpus $(plain "${device##*/}"):$device/cur_freq" ;; esac
  done
  for device in "$R"/sys/class/thermal/cooling_device*; do
    first "$device/type" || continue
    case $line in *[Ff][Aa][Nn]* | intel_powerclamp) ;; *) brakes="$brakes $(plain "$line"):$device/cur_state" ;; esac
  done
  for file in "$R"/sys/devices/system/cpu/cpu[0-9]*/thermal_throttle/core_throttle_count; do
    [ "$known" -lt 24 ] && [ -r "$file" ] && counters="$counters $file" && known=$((known + 1))
  done
}

plain() {
  printf '%s' "$1" | tr -c 'A-Za-z0-9_.-' '-' | head -c 40
}

# Every ten seconds: which processes are ours, and who else is busiest.
look() {
  mine= who= most=0 seen=
  for process in "$R"/proc/[0-9]*; do
    pid=${process##*/}
    number "$pid" && fields "$process/stat" || continue
    eval "was=\${was_$pid:-} born=\${born_$pid:-}"
    eval "was_$pid=$ticks born_$pid=$started parent_$pid=$parent"
    seen="$seen $pid"
    [ $((flags & 2097152)) -eq 0 ] || continue
    ancestor=$pid
    while [ "$ancestor" -gt 1 ] 2> /dev/null && [ "$ancestor" != "$watched" ] && [ "$ancestor" != "$$" ]; do
      eval "ancestor=\${parent_$ancestor:-0}"
    done
    if [ "$ancestor" = "$watched" ] || [ "$ancestor" = "$$" ]; then
      mine="$mine $pid"
    elif [ "$born" = "$started" ] && [ -n "$was" ] && [ $((ticks - was)) -gt "$most" ]; then
      most=$((ticks - was))
      who=$process
    fi
  done
  # Days of watching meet many processes; those that ended are forgotten.
  for pid in $remembered; do
    [ -d "$R/proc/$pid" ] || unset "was_$pid" "born_$pid" "parent_$pid"
  done
  remembered=$seen
  since=$((${up%.*} - looked))
  looked=${up%.*}
  if [ -n "$who" ] && [ "$since" -gt 0 ] && first "$who/comm"; then
    printf 'who %s %s %s %s\n' "$up" "$((most * 100 / hertz / since))" "$since" "$line"
  fi
}

# Ticks of all that is ours: of what lives, and of what was waited for by one that does.
our_ticks() {
  used=0 own=0
  for pid in $mine; do
    fields "$R/proc/$pid/stat" || continue
    ticks=$((ticks + reaped))
    used=$((used + ticks))
    if [ "$pid" = "$$" ] || [ "$parent" = "$$" ] || [ "$parent" = "$self" ]; then own=$((own + ticks)); fi
  done
}

# Ticks of work on all cores. Serving interrupts is nobody's.
busy() {
  first "$R/proc/stat" || return 1
  set -f
  set -- $line
  set +f
  [ "$1" = cpu ] && [ $# -ge 5 ] && total=$(($2 + $3 + $4))
}

values() {
  for pair in $2; do
    first "${pair#*:}" && sample="$sample $1.${pair%%:*}=$line"
  done
}

sample() {
  first "$R/proc/uptime" || return 1
  up=${line%% *}
  if [ $((${up%.*} - looked)) -ge 10 ]; then
    look
    patience=0
  fi
  our_ticks
  sample="self=$own"
  if busy; then
    strange=$((total - used))
    # What nobody accounts for may be a new process of ours: looking again tells.
    if [ $((strange - stranger)) -gt $((hertz / 5)) ] && [ "$patience" -le 0 ]; then
      look
      our_ticks
      [ $((strange - total + used)) -gt $((hertz / 10)) ] || patience=5
      strange=$((total - used))
    fi
    patience=$((patience - 1))
    stranger=$strange
    sample="$sample busy=$total ours=$used"
  fi
  first "$R/proc/loadavg" && sample="$sample load=${line%% *}"
  values cpu "$clocks"
  values gpu "$gpus"
  values brake "$brakes"
  sum=0
  for file in $counters; do
    first "$file" && number "$line" && sum=$((sum + line))
  done
  [ -n "$counters" ] && sample="$sample throttled=$sum"
  if [ -z "$tegra" ]; then
    values temp "$temperatures"
    for rail in $rails; do
      files=${rail#*:}
      first "${files%%:*}" && number "$line" && volts=$line && first "${files#*:}" && number "$line" && sample="$sample milliwatt.${rail%%:*}=$((volts * line / 1000))"
    done
    while read -r key value unit; do
      case $key in
        MemTotal:) sample="$sample memory-total=$value" ;;
        MemAvailable:) sample="$sample memory-free=$value" && break ;;
      esac
    done 2> /dev/null < "$R/proc/meminfo"
  fi
  printf 'at %s %s\n' "$up" "$sample"
}

# In the shell that does the looping, which is not always the one that was started.
begin() {
  self=
  first "$R/proc/self/stat" && self=${line%% *}
  scout
  first "$R/proc/uptime" && up=${line%% *}
  looked=${up%.*} patience=5 stranger=0 remembered=
  look
  printf 'begin %s hertz=%s every=%s\n' "$up" "$hertz" "$every"
}

hertz=$(getconf CLK_TCK 2> /dev/null)
number "$hertz" || hertz=100
fields "$R/proc/$watched/stat" || exit 3
birth=$started

tegra=
if command -v tegrastats > /dev/null 2>&1; then
  tegrastats --interval $((every * 1000)) 2> /dev/null < /dev/null | {
    begin
    tegra=yes
    while IFS= read -r text; do
      gone && exit 0
      sample
      printf 'tegra %s %s\n' "$up" "$text"
    done
    exit 1
  } && exit 0
fi
begin
while sample; do
  sleep "$every" || exit 1
  gone && exit 0
done

# Sets one thing: mode NUMBER | lock | free | fan PERCENT. Says what was done, or lacks it and why.
stored="$HOME/.gantry/jetson-clocks.conf"

# Into a file of the kernel, as root where it must be.
put() {
  if [ -w "$1" ]; then
    printf '%s\n' "$2" 2> /dev/null > "$1"
  else
    printf '%s\n' "$2" | rooted tee "$1" 2>&1 > /dev/null
  fi
}

outcome() {
  if [ "$1" = 0 ]; then say done "$2"; else lacks done "$3"; fi
}

reason() {
  printf '%s' "$1" | tr '\n\t' '  ' | plain | tail -c 300
}

governor() {
  complaint="no core has a governor"
  count=0 chosen=$1
  for file in "$R"/sys/devices/system/cpu/cpu[0-9]*/cpufreq/scaling_governor; do
    [ -e "$file" ] || continue
    chosen=$1
    if [ "$chosen" = any ]; then
      first "${file%scaling_governor}scaling_available_governors"
      for chosen in schedutil ondemand powersave; do
        case " $line " in *" $chosen "*) break ;; esac
      done
    fi
    complaint=$(put "$file" "$chosen")
    first "$file"
    if [ "$line" != "$chosen" ]; then
      lacks done "the governor of ${file#"$R"} stays $line: $(reason "${complaint:-it was not taken}")"
      return
    fi
    count=$((count + 1))
  done
  [ "$count" -gt 0 ]
  outcome $? "set the governor $chosen (cores: $count)" "$complaint"
}

case $1 in
  mode)
    # It may ask whether to start the board anew; that is never ours to say yes to.
    said=$(printf 'no\nno\n' | rooted nvpmodel -m "$2" 2>&1)
    status=$?
    case $said in
      *[Rr][Ee][Bb][Oo][Oo][Tt]*) lacks done "it takes effect only after a restart of the board, which is left to you: nvpmodel -m $2" ;;
      *) outcome $status "ran nvpmodel -m $2" "nvpmodel -m $2: $(reason "$said")" ;;
    esac
    ;;
  lock)
    if has jetson_clocks; then
      mkdir -p "$HOME/.gantry" && [ -e "$stored" ] || rooted jetson_clocks --store "$stored" > /dev/null 2>&1 < /dev/null
      said=$(rooted jetson_clocks 2>&1 < /dev/null)
      outcome $? "ran jetson_clocks" "jetson_clocks: $(reason "$said")"
    else
      governor performance
    fi
    ;;
  free)
    if ! has jetson_clocks; then
      governor any
    elif [ -e "$stored" ]; then
      said=$(rooted jetson_clocks --restore "$stored" 2>&1 < /dev/null)
      outcome $? "ran jetson_clocks --restore" "jetson_clocks --restore: $(reason "$said")"
    else
      lacks done "the clocks were not locked from here, so what they were before is not known; start the board anew"
    fi
    ;;
  fan)
    control=$(fan | sed -n 's/^fan.control=//p')
    if [ -z "$control" ]; then
      lacks done "no fan that can be set (no pwmfan in hwmon)"
    else
      # The daemon would set it back within a second.
      has systemctl && quick systemctl is-active -q nvfancontrol 2> /dev/null && rooted systemctl stop nvfancontrol > /dev/null 2>&1 < /dev/null
      said=$(put "$R$control" "$((($2 * 255 + 99) / 100))")
      first "$R$control"
      [ "$line" = "$((($2 * 255 + 99) / 100))" ]
      outcome $? "set the fan to $2 % and stopped nvfancontrol" "$control: $(reason "${said:-it was not taken}")"
    fi
    ;;
esac

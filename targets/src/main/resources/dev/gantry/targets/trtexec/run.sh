# Runs an engine: every sample once where outputs are wanted, then timed. trtexec takes one sample a call.
#   ENGINE SAMPLES COUNT STRIDE
#   INPUTS (OFFSET BYTES)...    where the inputs of the first sample lie; of the others, STRIDE on
#   OUTPUTS (GLOB BYTES)...     which files trtexec will dump, and how large each must be
#   WANTED                      yes where the outputs of every sample are wanted
#   then four times a number and so many words: infer, time, profile, inspect
engine=$1 samples=$2 count=$3 stride=$4
shift 4
offsets=() lengths=() globs=() sizes=()
take_pairs() {
  local left=$1
  shift
  while [ "$left" -gt 0 ]; do
    first+=("$1") second+=("$2")
    shift 2
    left=$((left - 1))
  done
}
first=() second=()
inputs=$1
take_pairs "$@"
shift $((1 + 2 * inputs))
offsets=("${first[@]}") lengths=("${second[@]}")
first=() second=()
outputs=$1
take_pairs "$@"
shift $((1 + 2 * outputs))
globs=("${first[@]}") sizes=("${second[@]}")
wanted=$1
shift
words=$1; shift; infer=("${@:1:words}"); shift "$words"
words=$1; shift; time=("${@:1:words}"); shift "$words"
words=$1; shift; profile=("${@:1:words}"); shift "$words"
words=$1; shift; inspect=("${@:1:words}")

# Lays the inputs of one sample into a folder.
feed() { # SAMPLE FOLDER
  local input
  for ((input = 0; input < inputs; input++)); do
    tail -c +$((offsets[input] + $1 * stride + 1)) "$samples" | head -c "${lengths[input]}" > "$2/input-$input.raw"
    [ "$(stat -c %s "$2/input-$input.raw")" -eq "${lengths[input]}" ] || { echo "sample $1 cannot be read" > "$2/failed"; return 1; }
  done
}

# Gathers what was dumped in a folder into one file, in the order of the model, and clears it away.
gather() { # FOLDER FILE
  local output found
  : > "$2"
  for ((output = 0; output < outputs; output++)); do
    # shellcheck disable=SC2206  # a glob of ours
    found=("$1"/${globs[output]})
    if [ ${#found[@]} -ne 1 ] || [ ! -f "${found[0]}" ]; then
      echo "said PASSED and dumped no file ${globs[output]}" > "$1/failed"
      return 1
    fi
    if [ "${sizes[output]}" = any ]; then
      # What is printed for people to read becomes one line a sample.
      tr -d '\n' < "${found[0]}" >> "$2"
      echo >> "$2"
      rm -f "${found[0]}"
      continue
    fi
    if [ "$(stat -c %s "${found[0]}")" -ne "${sizes[output]}" ]; then
      echo "dumped $(stat -c %s "${found[0]}") bytes as ${found[0]##*/}, the model gives ${sizes[output]}" > "$1/failed"
      return 1
    fi
    [ -n "${named[output]:-}" ] || named[output]=${found[0]##*/}
    cat "${found[0]}" >> "$2"
    rm -f "${found[0]}"
  done
  rm -f "$1"/*.input.*.raw
}
named=()

# Every so many samples in a process of its own: a call costs a start of CUDA, whatever it infers.
walk() { # FIRST STEP
  local folder=worker-$1 sample status failed
  mkdir -p "$folder"
  ln -sfn "../$engine" "$folder/engine"
  for ((sample = $1; sample < count; sample += $2)); do
    [ ! -e stop ] || return 1
    feed "$sample" "$folder" || { touch stop; return 1; }
    (cd "$folder" && exec "$program" "${infer[@]}" > log 2>&1 < /dev/null)
    status=$?
    failed=$(ended $status "$folder/log")
    if [ -n "$failed" ]; then
      echo "$failed (sample $sample)" > "$folder/failed"
      touch stop
      return 1
    fi
    gather "$folder" "answers/$sample" || { touch stop; return 1; }
    [ "$1" -ne 0 ] || printf 'step %s %s samples\n' $((sample + 1)) "$count"
  done
}

accuracy() {
  local at_once free began worker failed
  free=$(free_kib)
  # A context of CUDA takes some hundreds of MiB of a memory that CPU and GPU share.
  at_once=$((${free:-1000000} / 1500000))
  [ "$at_once" -le $(($(nproc) / 2)) ] || at_once=$(($(nproc) / 2))
  [ "$at_once" -le 4 ] || at_once=4
  [ "$at_once" -ge 1 ] || at_once=1
  rm -rf answers worker-* stop
  mkdir answers
  began=$(date +%s%3N)
  workers=()
  for ((worker = 0; worker < at_once; worker++)); do
    walk "$worker" "$at_once" &
    workers+=($!)
  done
  wait "${workers[@]}"
  for failed in worker-*/failed; do
    if [ -e "$failed" ]; then
      heard "${failed%failed}log"
      trouble TOOLCHAIN "during the inference of a golden sample trtexec $(head -n 1 "$failed")"
    fi
  done
  heard worker-0/log
  echo "fact accuracy.at-once $at_once"
  echo "fact accuracy.ms-per-sample $((($(date +%s%3N) - began) / count))"
  : > outputs.raw
  for ((sample = 0; sample < count; sample++)); do
    cat "answers/$sample" >> outputs.raw || trouble RACK "the answer to sample $sample is gone"
  done
  rm -rf answers worker-*
  told outputs.raw
}

up() { read -r line _ < /proc/uptime; echo "${line/./}0"; }

ln -sfn "$engine" engine
[ "$wanted" != yes ] || accuracy
feed 0 . || trouble RACK "$(cat failed)"
if [ "$wanted" = yes ]; then
  ask inspection "${inspect[@]}"
  told layers.json
  ask profile "${profile[@]}"
  told profile.json
  # What was dumped there is no answer of a timed query.
  rm -f ./*.output.*.raw ./*.input.*.raw output.json
fi
peak=0
wall=$(date +%s%3N) monotonic=$(up)
ask timing "${time[@]}"
echo "fact clock.drift-ms $((($(date +%s%3N) - wall) - ($(up) - monotonic)))"
echo "fact memory.peak-kib $peak"
told times.json
gather . answers.raw || trouble TOOLCHAIN "during the timing trtexec $(cat failed)"
for ((output = 0; output < outputs; output++)); do echo "fact output.$output ${named[output]:--}"; done
told answers.raw
echo "fact answers.samples 0"
echo "end ok"

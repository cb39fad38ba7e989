# Makes the archive of classes for this Java, by a rehearsal in a folder that lies as a job's does.
# $3: the flags of a start, quoted for a shell; $4: the class that rehearses.
work=$HOME/.gantry/jobs/.rehearsal
rm -rf "$work"
trap 'rm -rf "$work"' EXIT
mkdir "$work" && cd "$work" || exit 1
eval "flags=($3)"
ORT_DISABLE_TELEMETRY=1 timeout -k 5 40 "$2" -XX:ArchiveClassesAtExit=archive "${flags[@]}" "$4" > said 2>&1 < /dev/null
status=$?
if [ "$status" != 0 ] || [ ! -s archive ]; then
  tail -n 5 said >&2
  exit 1
fi
sum=$(sha256sum < archive)
sum=${sum%% *}
mv -f archive "../../store/$sum" && cd "$HOME/.gantry/$1" &&
  echo "$sum" > "$entry.part" && mv -f "$entry.part" "$entry" && ln -sfn "$entry" classes || {
  # What no entry names would stay for nothing.
  rm -f "$HOME/.gantry/store/$sum"
  exit 1
}

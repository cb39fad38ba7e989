# Has jobs use the archive that was made for this Java, if it is whole, and no other; says so.
rm -f classes
[ -e "$entry" ] || exit 0
read -r sum < "$entry"
if whole "$sum"; then
  ln -sfn "$entry" classes && echo ready
else
  rm -f "$entry" "../../store/${sum:-none}"
fi

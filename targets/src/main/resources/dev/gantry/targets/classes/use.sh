# Sets the flags of a start with the archive of classes; none where it is not there, or not whole: a
# Java believes what it says.
archive=()
if { read -r sum < "$kit/classes"; } 2> /dev/null && [ "$(sha256sum < "../../store/$sum" 2> /dev/null)" = "$sum  -" ]; then
  archive=("-XX:SharedArchiveFile=../../store/$sum" '-Xlog:cds*=off')
fi

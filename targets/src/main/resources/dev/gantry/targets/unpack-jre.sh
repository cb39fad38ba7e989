# Unpacks a Java runtime from the store, unless it lies there. $1: its digest; $2: its program.
cd -P "$HOME/.gantry" && mkdir -p jre || exit
[ -x "jre/$1/$2" ] && exit 0
# A store may be emptied and a disk may fill: only a whole runtime that runs gets its name.
rm -rf "jre/$1" "jre/$1.part"
mkdir "jre/$1.part" &&
  tar -xzf "store/$1" -C "jre/$1.part" &&
  "jre/$1.part/$2" -version > /dev/null 2> "jre/$1.part/said" &&
  mv "jre/$1.part" "jre/$1" && exit 0
cat "jre/$1.part/said" >&2
rm -rf "jre/$1.part"
exit 1

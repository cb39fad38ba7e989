# Looks for a job, and lays it out where none of its name is there. What follows the folder is for lay.
look "$1" || exit
[ ! -e "$HOME/.gantry/jobs/$1" ] || exit 0
lay "$@" || exit 74
echo "laid $1"

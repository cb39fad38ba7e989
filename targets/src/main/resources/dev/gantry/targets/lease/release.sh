# Ends the keeper of the lease with this token: its host has come back over another link.
cd -P "$HOME/.gantry" 2> /dev/null || exit 0
[ "$(sed -n 's/^token=//p' lease.holder 2> /dev/null)" = "$1" ] || exit 0
keeper=$(sed -n 's/^pid=//p' lease.holder)
[ "$(readlink "/proc/$keeper/cwd")" = "$PWD" ] && kill -TERM "$keeper"
exit 0

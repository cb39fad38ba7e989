# Ends and sweeps what ran or lay under the name of a job, and lays it out anew.
end "$1" || exit 75
lay "$@"

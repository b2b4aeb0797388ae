# Completion of ipack in fish, which quotes what it inserts.
function __ipack_complete
    set -lx IPACK_COMPLETE fish
    command ipack (commandline --current-process --cut-at-cursor | string collect) 2> /dev/null
end
complete --command ipack --no-files --keep-order --arguments '(__ipack_complete)'

# Completion of ipack in bash. Each line of the answer but the first is a word as bash reads it, quoted by ipack.
_ipack() {
    local how word
    COMPREPLY=()
    {
        IFS= read -r how || return
        while IFS= read -r word; do
            COMPREPLY+=("$word")
        done
    } < <(IPACK_COMPLETE=bash command ipack "${COMP_LINE:0:COMP_POINT}" "$2" 2> /dev/null)
    case $how in
        nospace) compopt -o nospace 2> /dev/null ;;
        default) compopt -o bashdefault -o default 2> /dev/null ;;
    esac
}
complete -F _ipack ipack

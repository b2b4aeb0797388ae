#compdef ipack
# Completion of ipack in zsh, which quotes what it inserts.
_ipack() {
    local word
    local -a whole open
    IPACK_COMPLETE=zsh command ipack "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2> /dev/null |
        while IFS= read -r word; do
            case $word in
                *[=/]) open+=("$word") ;;
                *) whole+=("$word") ;;
            esac
        done
    local case_too='m:{[:lower:][:upper:]}={[:upper:][:lower:]}'
    compadd -V ipack -M "$case_too" -a whole
    compadd -V ipack -M "$case_too" -S '' -a open
}
# In a folder of completions this file is the body of the function at the first Tab.
if [[ ${funcstack[1]} == _ipack ]]; then
    _ipack "$@"
else
    compdef _ipack ipack
fi

# Completion of ipack in elvish, which quotes what it inserts.
set edit:completion:arg-completer[ipack] = {|@words|
    tmp E:IPACK_COMPLETE = elvish
    e:ipack $@words | from-lines
}

//! title: meta legacy accessor by template
//! stopped: 1 NO_META_PROGRAMMING
return typeof ({})[`__${'lookup'}Setter__`]('a')

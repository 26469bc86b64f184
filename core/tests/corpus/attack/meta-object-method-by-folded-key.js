//! title: meta object method by folded key
//! stopped: 1 NO_META_PROGRAMMING
return typeof Object[['get', 'Prototype', 'Of'].join('')](() => {})

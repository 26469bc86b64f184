//! title: function maker in typescript cast
//! stopped: 1 NO_EVAL
return (Function as any as (text: string) => () => string)("return 'ESCAPED'")()

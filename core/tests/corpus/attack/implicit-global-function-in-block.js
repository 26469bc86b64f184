//! title: implicit global function in block
//! value: "undefined"
{
  function leaked() { return 'leaked' }
}
return typeof leaked

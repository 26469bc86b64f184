//! title: super outside of a method
//! finding: PARSE_ERROR 2
function build() {
  return super.build()
}
return build()

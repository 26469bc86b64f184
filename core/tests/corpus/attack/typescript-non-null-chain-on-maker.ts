//! title: typescript non null chain on maker
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return (<any>[]).at!.constructor!("return 'ESCAPED'")!()

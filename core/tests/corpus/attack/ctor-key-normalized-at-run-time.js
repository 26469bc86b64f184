//! title: ctor key normalized at run time
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: '\uff43\uff4f\uff4e\uff53\uff54\uff52\uff55\uff43\uff54\uff4f\uff52' })
return (() => {})[k.normalize('NFKC')]("return 'ESCAPED'")()

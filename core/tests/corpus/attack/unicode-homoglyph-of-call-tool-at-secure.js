//! title: unicode homoglyph of call tool at secure
//! level: secure
//! stopped: 0 UNICODE_SECURITY
const саllTool = async () => 'own'
return await саllTool('users:list', {})

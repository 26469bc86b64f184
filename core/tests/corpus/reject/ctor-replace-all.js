//! title: a key made with replaceAll
//! finding: NO_CONSTRUCTOR_ACCESS 2
const key = 'c_o_n_s_t_r_u_c_t_o_r'.replaceAll('_', '')
return [][key]

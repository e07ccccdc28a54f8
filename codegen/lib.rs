//! iigen

//! All SQL of Dopis, both drivers and the migrations. SQL and drivers exist nowhere else.

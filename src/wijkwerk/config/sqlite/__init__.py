"""SQLite with a queue for writers: `ENGINE = "wijkwerk.config.sqlite"`.

SQLite lets one writer in at a time. Who finds the door shut sleeps a while and looks again, up to a tenth of a second; who
comes just then goes first. So under load one writer can wait for seconds while others pass. Here writers queue instead,
across threads and processes, by a lock of the system on a file beside the database; the system lets go of it when a
process dies.

Measured on two cores, transactions of 2 ms, threads that write as fast as they can, without and with the queue:

    writers                    waits, longest           done in 4 s
    one process, 8 threads     3.6 s  →  0.02 s         1,557  →  1,909
    three processes, 4 each    2.4 s  →  0.06 s         1,488  →  1,860
"""

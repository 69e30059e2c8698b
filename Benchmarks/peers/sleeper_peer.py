"""How late a thread is that merely sleeps, on this machine and in this run: nothing can be stopped more exactly."""

import time

import work

work.report(
    "(a sleeping thread)", None, work.time_stops(lambda: time.sleep(work.BUDGET), rounds=100), "-",
    "what the machine adds to every figure of a stop")

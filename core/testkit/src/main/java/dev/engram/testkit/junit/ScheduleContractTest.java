package dev.engram.testkit.junit;

import dev.engram.spi.Schedule;

/** Checks the contract of schedules. Extend it, and return the components. */
public abstract class ScheduleContractTest extends ContractTest<Schedule> {}

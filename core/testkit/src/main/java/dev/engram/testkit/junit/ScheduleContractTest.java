package dev.engram.testkit.junit;

import dev.engram.spi.Schedule;

/** The contract of schedules. */
public abstract class ScheduleContractTest extends ContractTest<Schedule> {}

package dev.engram.testkit.junit;

import dev.engram.spi.listener.Listener;

/** Checks the contract of listeners. Extend it, and return the components. */
public abstract class ListenerContractTest extends ContractTest<Listener> {}

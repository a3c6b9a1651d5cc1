/** The contract as JUnit tests: extend the class of a kind and list the components. */
package dev.engram.testkit.junit;

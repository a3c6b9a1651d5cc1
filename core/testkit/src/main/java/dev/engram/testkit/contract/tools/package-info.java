/**
 * Tools for checks: bitwise comparison, central differences, reflection on records, measurement of allocation. Depends
 * on {@code contract.check}.
 */
package dev.engram.testkit.contract.tools;

/**
 * Tests of components in combination, with the shipped plugins: optimizers inside optimizers, combinations that are
 * refused, coupled feedback, and training that is saved and continued.
 */
package dev.engram.app.components;

/** Schedules: numbers that change in time, counted in steps from 0. */
package dev.engram.plugins.schedules;

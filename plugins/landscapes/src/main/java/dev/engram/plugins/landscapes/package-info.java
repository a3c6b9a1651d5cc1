/** Landscapes: functions whose minima are known. */
package dev.engram.plugins.landscapes;

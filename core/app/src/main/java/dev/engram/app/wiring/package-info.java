/**
 * The wiring of the services by Guice, which no other package imports. Constructors elsewhere carry only the standard
 * annotation {@code jakarta.inject.Inject}. A new service is one line in {@link dev.engram.app.wiring.EngramModule};
 * commands get services from {@link dev.engram.app.wiring.Services}.
 */
package dev.engram.app.wiring;

/**
 * Diagrams, decisions and forms into the engine: from the class path, from disk, as they change.
 */
@org.jspecify.annotations.NullMarked
package org.carejourney.engine.deploy;

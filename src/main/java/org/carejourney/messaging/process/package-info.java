/** Steps that say something; a module further right may build its own on them. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("process")
package org.carejourney.messaging.process;

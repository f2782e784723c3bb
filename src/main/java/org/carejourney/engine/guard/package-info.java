/** What a deployed model and the engine's REST API may never do. */
@org.jspecify.annotations.NullMarked
package org.carejourney.engine.guard;

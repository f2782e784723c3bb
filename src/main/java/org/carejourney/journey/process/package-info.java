/** Steps and starts of a journey. */
@org.jspecify.annotations.NullMarked
package org.carejourney.journey.process;

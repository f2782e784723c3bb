/** Steps of a ticket. */
@org.jspecify.annotations.NullMarked
package org.carejourney.support.process;

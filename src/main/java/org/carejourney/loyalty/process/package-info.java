/** Steps that give points and rewards. */
@org.jspecify.annotations.NullMarked
package org.carejourney.loyalty.process;
